# Two commands do everything: `make timeline` shows the dataset, `make test` sets up and passes
# the tests. Both need Python >= 3.11, git and make; PYTHON chooses another interpreter.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: timeline test lint typecheck unit docs generated release package workflows immutable benchmark mutations fuzz growth clean

timeline: $(VENV)/main.done
	$(BIN)/bilateral timeline pak-rus

test: lint typecheck unit docs

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/main.done: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev.done: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable ".[cite,edit,excel,hypothesis,parquet,plot]" --group dev
	touch $@ $(VENV)/main.done

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: $(VENV)/dev.done
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

unit: $(VENV)/dev.done
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n 2 --dist loadgroup tests
	$(BIN)/coverage run -m pytest -q README.md docs src
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

docs: $(VENV)/dev.done
	$(BIN)/sphinx-build --quiet -W --keep-going -E docs docs/_build/html

# Rewrite every page, schema and template that follows from the code, and the archives' metadata.
generated: $(VENV)/dev.done
	$(BIN)/python -m bilateral.derived docs
	$(BIN)/python -m bilateral.pages docs
	$(BIN)/python tools/metadata.py
	PYTHONPATH=tests $(BIN)/python tests/rules_page.py

# Build the release that datasets/pak-rus/CHANGES.md names.
release: $(VENV)/dev.done
	$(BIN)/bilateral check datasets/pak-rus
	$(BIN)/bilateral build datasets/pak-rus

# Build what is uploaded, and run every validator of it.
package: $(VENV)/dev.done
	rm -rf dist
	$(BIN)/python -m build --quiet --no-isolation --outdir dist .
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(BIN)/validate-pyproject pyproject.toml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	$(BIN)/python -m pytest -q tests/test_package.py tests/test_metadata.py

$(VENV)/workflows.done: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --group workflows
	touch $@

# Lint the workflows: their syntax, their scripts, and what could be misused in them.
workflows: $(VENV)/workflows.done
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --pedantic .github

# Refuse any change to a release that the revision BASE has.
BASE ?= main
immutable:
	$(PYTHON) tools/immutable.py $(BASE)

benchmark: $(VENV)/dev.done
	$(BIN)/python benchmarks/start_up.py

# Which slips the gate catches: corrupts both datasets, and writes the page.
mutations: $(VENV)/dev.done
	$(BIN)/python benchmarks/mutations.py docs/mutations.md

# What the readers make of N spoilt files; writes the page.
N ?= 100000
fuzz: $(VENV)/dev.done
	$(BIN)/python benchmarks/fuzz.py $(N) --write docs/fuzzing.md

# How the cost of a check grows with the data; writes the page.
growth: $(VENV)/dev.done
	$(BIN)/python benchmarks/check_growth.py --write docs/check-growth.md

clean:
	rm -rf $(VENV) docs/_build docs/_pictures dist
