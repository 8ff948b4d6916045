"""What the app does while nobody touches it."""

import gc

from kiosk.cli.launch import load_app
from kiosk.desk import Desk


async def test_garbage_is_collected_again_once_the_first_screen_is_painted(desk: Desk) -> None:
    """Stop it only while the app is loaded, and give the collector back as it was at the end."""
    before = gc.get_threshold()
    app = load_app(desk)
    try:
        assert not gc.isenabled()
        async with app.run_test() as pilot:
            for _ in range(200):
                if gc.get_freeze_count():
                    break
                await pilot.pause(0.02)
            assert gc.isenabled()
            assert gc.get_freeze_count()
    finally:
        gc.enable()
    assert gc.get_threshold() == before
