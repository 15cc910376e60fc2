# `make report` and `make test` are all that a fresh machine needs; both set up first, and are quick the second time.
PYTHON ?= python3
PERIOD ?= 2026Q3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: report test test-slow lint bench sample clean setup

report: setup
	@$(BIN)/reportgen build $(PERIOD) --root . || { code=$$?; test $$code -eq 3 || exit $$code; }

test: setup
	@$(BIN)/pytest

test-slow: setup
	@$(BIN)/pytest -m slow

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/yamllint --strict config

bench: setup
	@$(BIN)/python benchmarks/run.py

sample: setup
	@$(BIN)/reportgen sample . --force

clean:
	rm -rf $(VENV) build dist output/.work output/.preview .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
