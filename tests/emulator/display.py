"""A terminal emulator on a display of its own, in which a module of Python runs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

PROGRAMS = ("Xvfb", "weston", "foot", "xdotool", "import")
"""What has to be there; Debian's packages xvfb, weston, foot, xdotool and imagemagick bring it."""
SHELL = "[core]\nshell=kiosk-shell.so\nidle-time=0\n"
"""Settings of the compositor: one window fills the display, as on a kiosk."""
FONT = "monospace:size=12"
SOCKET = "hallway"
PATIENCE = 900
"""Seconds after which an emulator that does not end is given up."""


def run_in_emulator(pixels: tuple[int, int], module: str, *words: str) -> None:
    """Run a module in an emulator that fills a display of so many pixels, until it ends.

    Raises:
        CalledProcessError: it ended with another code than 0.
    """
    with _display(*pixels) as environment:
        subprocess.run(
            ["foot", "-o", f"font={FONT}", "-o", "pad=0x0", sys.executable, "-m", module, *words],
            env=environment,
            check=True,
            timeout=PATIENCE,
            stderr=subprocess.DEVNULL,
        )


@contextmanager
def _display(width: int, height: int) -> Iterator[dict[str, str]]:
    """Yield the environment in which programs draw on a new display."""
    with tempfile.TemporaryDirectory() as runtime:
        settings = Path(runtime, "weston.ini")
        settings.write_text(SHELL, encoding="utf-8")
        server, number = _display_server(width, height)
        environment = os.environ | {
            "DISPLAY": f":{number}",
            "XDG_RUNTIME_DIR": runtime,
            "WAYLAND_DISPLAY": SOCKET,
            "LANG": "C.UTF-8",
            "COLORTERM": "truecolor",
        }
        compositor = subprocess.Popen(
            [
                *("weston", "--backend=x11-backend.so", "--use-pixman", f"--socket={SOCKET}"),
                *(f"--config={settings}", f"--width={width}", f"--height={height}"),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while compositor.poll() is None and not Path(runtime, SOCKET).exists():
                sleep(0.1)
            yield environment
        finally:
            for process in (compositor, server):
                process.kill()
                process.wait()


def _display_server(width: int, height: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server of a display; return it and the display's number."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(theirs)),
            *("-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"),
        ],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        return server, told.readline().strip()
