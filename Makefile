# Two commands do everything on a fresh machine: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# The newest Python that is new enough.
PYTHON := $(shell for each in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
# An empty file in the environment says that what stood in pyproject.toml at that time is installed.
APP := $(VENV)/.app-ready
DEV := $(VENV)/.dev-ready
SOURCES := models outreach_app ui resources tests benchmarks packaging

.PHONY: help run demo test check format types rules warm tests licences screenshots build build-check deb lock clean faults bench compare

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(APP) ## set up and open the application; without a display print the sample's reports instead
	@if [ "$$(uname -s)" != Linux ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		exec $(BIN)/outreach-app; \
	else \
		echo "There is no display here, so no window can be opened. Making the sample and its reports instead."; \
		exec $(BIN)/outreach-app demo --folder out/demo; \
	fi

demo: $(APP) ## make the invented sample casebook and print its reports, into out/demo
	@$(BIN)/outreach-app demo --folder out/demo

test: $(DEV) ## set up and pass every check: format, lint, types, import rules, licences, tests
	@$(MAKE) --no-print-directory --jobs=2 check warm
	@$(MAKE) --no-print-directory tests

check: format types rules licences ## everything of `test` but the tests

format: $(DEV) ## format and lint
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)

types: $(DEV) ## types, strict
	@$(BIN)/mypy

rules: $(DEV) ## import rules
	@$(BIN)/lint-imports --no-logo --no-cache

licences: $(DEV) ## licences of what we depend on
	@$(BIN)/python .ci/licences.py

# The types keep one core busy; the other compiles meanwhile what both halves of the tests, and every
# program they start, would each compile anew. What is wrong with a module is said by the tests.
warm: $(DEV)
	@$(BIN)/python -m compileall -q models outreach_app ui resources tests || true
	@PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q --collect-only >/dev/null 2>&1 || true

# The long files come first (tests/conftest.py), not those with many tests.
tests: $(DEV) ## the tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

faults: $(DEV) ## the long storm: over a thousand deaths, full disks, damage; prints one table
	@$(BIN)/python -m tests.faults
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q -m slow

bench: $(DEV) ## speed as one table of ratios to the bare floor, into out/bench; SIZES="1000 1000000" for other sizes
	@$(BIN)/python benchmarks/bench.py $(SIZES)

compare: $(DEV) ## the same contacts in LibreOffice with a password, and KeePassXC's unlocking, where installed
	@$(BIN)/python benchmarks/compare.py

screenshots: $(APP) ## take the pictures of the README, offscreen, light and dark
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.screenshots docs/pictures

# The same sources give the same bytes: neither the clock nor the order of a set may show.
build: $(DEV) ## build the program that needs no Python, into dist/outreach-casebook/
	@.ci/system $(BIN)/python build
	@PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1767225600) \
		$(BIN)/pyinstaller --noconfirm --log-level ERROR build.spec
	@echo "Built: dist/outreach-casebook/casebook"

build-check: $(VENV)/bin/python ## use the built program as on a computer that has nothing
	@[ -d dist/outreach-casebook ] || $(MAKE) --no-print-directory build
	@$(BIN)/python packaging/check.py

deb: ## pack the built program for Debian and Ubuntu, and try to install and remove it
	@[ -d dist/outreach-casebook ] || $(MAKE) --no-print-directory build
	@$(BIN)/python packaging/deb.py

lock: | $(VENV)/bin/python ## write the lock files anew; `make lock UPGRADE=--upgrade` takes the newest
	@$(INSTALL) uv
	@.ci/lock $(BIN)/uv $(UPGRADE)

clean: ## remove what was made, but no casebook
	rm -rf build dist out *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(VENV)

$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: sudo apt-get install -y python3 python3-venv"; exit 1; }
	@.ci/system $(PYTHON)
	@echo "Making the environment in $(VENV)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

# Nothing is fetched that the locks do not name, and nothing whose hash is another.
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check

$(APP): pyproject.toml .ci/locked-app.txt | $(VENV)/bin/python
	@.ci/system $(VENV)/bin/python
	@echo "Installing the application and what it needs; this happens once" >&2
	@$(INSTALL) --require-hashes --requirement .ci/locked-app.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(APP) .ci/locked-tools.txt
	@echo "Installing what the checks and the build need; this happens once" >&2
	@$(INSTALL) --require-hashes --requirement .ci/locked-tools.txt
	@touch $@
