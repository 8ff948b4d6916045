"""Run the command line with `python -m kiosk`."""

from kiosk.cli.main import main

main()
