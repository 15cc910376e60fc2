# `make report` and `make test` are all that a fresh machine needs: both set up first, and are quick the
# second time. make PYTHON=python3.12 picks another Python, make PERIOD=2026Q2 report another quarter.
PYTHON ?= python3
PERIOD ?= 2026Q3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
YAML_RULES := {extends: default, rules: {document-start: disable, line-length: {max: 160}, \
  colons: {max-spaces-after: -1}, commas: {max-spaces-after: -1}}}
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# Program:package of Debian.
SERVERS := nginx:nginx-light

.PHONY: report test test-slow lint docs pictures gallery bench sample clean setup browser servers

report: setup  ## build the sample quarter; exit 3 (built, rows set aside) is a success
	@mkdir -p output/.work; pages=output/.work/$(PERIOD).pages; \
	if test -s $$pages && test -e output/$(PERIOD) && \
	  test -z "$$(find surveys config templates reportgen -type f ! -name '*.pyc' -newer $$pages -print -quit)"; then \
	  echo "nothing has changed since the last build"; cat $$pages; \
	else \
	  $(BIN)/reportgen build $(PERIOD) > $$pages.new; code=$$?; cat $$pages.new; \
	  test $$code -eq 0 || test $$code -eq 3 || exit $$code; \
	  mv $$pages.new $$pages; \
	fi

test: setup browser  ## the quick tests, a process for each processor
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

test-slow: setup browser servers  ## the slow ones, two at a time
	@$(BIN)/pytest -m slow -n auto --maxprocesses 2 --dist loadfile

lint: setup  ## style, types, layers, spelling, YAML, generated documentation; every fault at once
	@code=0; run() { echo "$$1 $$2"; "$$@" || code=1; }; \
	run $(BIN)/ruff check; \
	run $(BIN)/ruff format --check; \
	run $(BIN)/mypy; \
	run $(BIN)/lint-imports; \
	run $(BIN)/codespell; \
	run $(BIN)/yamllint --strict -d '$(YAML_RULES)' config tests/example tests/real; \
	run $(BIN)/python docs/generate.py --check; \
	exit $$code

docs: setup  ## rewrite the generated parts of the documentation
	@$(BIN)/python docs/generate.py

pictures: setup browser  ## renew what tests of the pages' looks compare with; look at it before you commit
	@$(BIN)/python -m tests.render.pictures
	@$(BIN)/python -m tests.browser.places

gallery: report browser  ## renew docs/gallery/ from the sample quarter
	@$(BIN)/python docs/make_gallery.py output/$(PERIOD)

bench: setup  ## reports a second and memory, beside a naive loop
	@$(BIN)/python benchmarks/run.py

sample: setup  ## rewrite the sample workspace in config/ and surveys/
	@rm -rf surveys
	@$(BIN)/reportgen sample . --clients 60 --offices 5 --quarters 8

clean:
	rm -rf $(VENV) build dist output/.work output/.preview .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

setup: $(VENV)/.installed $(VENV)/.pango

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "reportgen needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing into $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The site is tried in a real browser, the system's own. It is installed only by root or in CI; others are told how.
browser:
	@command -v chromium >/dev/null || { \
	  if ! command -v apt-get >/dev/null; then \
	    echo "Chromium is missing. Install it, so that it can be called as chromium"; exit 1; \
	  elif [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
	  elif [ -n "$$CI" ]; then \
	    sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends chromium; \
	  else \
	    echo "Chromium is missing. Install it, then run make again:"; \
	    echo "  sudo apt-get install chromium"; exit 1; \
	  fi; }

# Publishing is tried with real servers of the system. They are installed only by root or in CI; others are told how.
servers:
	@missing=; \
	for one in $(SERVERS); do \
	  PATH="$$PATH:/usr/sbin" command -v $${one%%:*} >/dev/null || missing="$$missing $${one##*:}"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if ! command -v apt-get >/dev/null; then \
	    echo "Missing for the slow tests:$$missing. Install them, under the names of your system"; exit 1; \
	  elif [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; \
	  elif [ -n "$$CI" ]; then \
	    sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends $$missing; \
	  else \
	    echo "Missing for the slow tests:$$missing. Install them, then run make again:"; \
	    echo "  sudo apt-get install$$missing"; exit 1; \
	  fi; \
	fi

# WeasyPrint needs Pango, a system library. It is installed only by root or in CI; others are told how.
$(VENV)/.pango: $(VENV)/.installed
	@$(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 || { \
	  if ! command -v apt-get >/dev/null; then \
	    echo "Pango is missing. Install it, for example: brew install pango, or dnf install pango"; exit 1; \
	  elif [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends $(PANGO); \
	  elif [ -n "$$CI" ]; then \
	    sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends $(PANGO); \
	  else \
	    echo "Pango is missing. Install it, then run make again:"; \
	    echo "  sudo apt-get install $(PANGO)"; exit 1; \
	  fi; }
	@$(BIN)/python -c 'import weasyprint'
	@touch $@
