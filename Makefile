# Everything runs in an environment of the project's own, which each target sets up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LEDGER ?= demo.db

.PHONY: help demo test check format bench clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/runtime: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

demo: $(VENV)/runtime  ## add the bundled story to a new ledger and show it
	@$(BIN)/lagebild demo --ledger $(LEDGER)

test: $(VENV)/dev  ## run all tests (browser tests need Chromium on the machine)
	$(BIN)/python -m pytest

check: $(VENV)/dev  ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev  ## mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev  ## measure speed; CORPORA=path adds quality on the corpora
	$(BIN)/python -m benchmarks $(if $(CORPORA),--corpora $(CORPORA))

clean:  ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist
