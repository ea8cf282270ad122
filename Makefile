# Everything runs in an environment of the project's own, which each target sets up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LEDGER ?= demo.db
TRAINING := .venv-training

.PHONY: help demo test check format bench model clean

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

bench: $(VENV)/dev  ## measure speed and stories; REPORTS=number for the large ledger, CORPORA=path, STORIES=path add more
	$(BIN)/python -m benchmarks $(if $(CORPORA),--corpora $(CORPORA)) $(if $(STORIES),--stories $(STORIES)) $(if $(REPORTS),--reports $(REPORTS))

$(TRAINING)/ready: training/requirements.txt
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --requirement training/requirements.txt --editable .
	@touch $@

# SMOKE=1 goes the whole way on a few reports in one epoch, to see that it works; the result reads nothing right.
model: $(TRAINING)/ready  ## train the network anew: CORPORA=path, E5=weights file (4 bits), RUN=folder for the results
	@test -n "$(CORPORA)" -a -n "$(E5)" -a -n "$(RUN)" || { echo "give CORPORA=path E5=file RUN=folder"; exit 2; }
	$(TRAINING)/bin/python -m training.weights $(E5) $(RUN)/e5
	$(TRAINING)/bin/python -m training.train --corpora $(CORPORA) --e5 $(RUN)/e5 --out $(RUN) $(if $(SMOKE),--epochs 1 --limit 6)
	$(TRAINING)/bin/python -m training.export --run $(RUN) --e5 $(RUN)/e5 --checkpoints averaged.pt --out $(RUN)/data
	$(TRAINING)/bin/python -m training.centres --corpora $(CORPORA) --data $(RUN)/data
	$(TRAINING)/bin/python -m training.calibrate --corpora $(CORPORA) --data $(RUN)/data $(if $(SMOKE),--limit 2)

clean:  ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist
