# Everything is installed into .venv by the first target that needs it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench bench-instructions emulator fuzz shots picture clean

demo: .venv/kiosk-ready
	$(BIN)/kiosk demo

test: .venv/tests-ready
	$(BIN)/python -m pytest -n 3 --dist loadgroup

lint: .venv/tests-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

SEEDS ?= 5000
fuzz: .venv/tests-ready
	FUZZ_SEEDS=$(SEEDS) FUZZ_FIRST=500 $(BIN)/python -m pytest -n 2 tests/faults/test_fuzz.py

bench: .venv/tests-ready
	$(BIN)/python -m tests.bench

bench-instructions: .venv/tests-ready
	$(BIN)/python -m tests.bench.instructions

emulator: .venv/tests-ready
	$(BIN)/python -m tests.emulator shots/emulator

shots: .venv/tests-ready
	$(BIN)/python -m tests.support.shots shots

picture: .venv/tests-ready
	$(BIN)/python -m tests.support.shots .picture home
	mv .picture/home-100x30-chalkboard.svg screens/home.svg
	rm -r .picture

clean:
	rm -rf .venv shots build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hallway needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/kiosk-ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/tests-ready: .venv/kiosk-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
