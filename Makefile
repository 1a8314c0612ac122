# Two commands do all set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
PEOPLE ?= 400
PROCESSES ?= 3

.PHONY: help demo story test ready pictures check types lint rules unit bench lock schema clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      install, generate a sample company, ask both questions, open the pages (SERVE=0: do not)"
	@echo "make story     play two stories through the API: a yes and a quiet no; a farewell and a return"
	@echo "make test      install what tests need, then lint, types, import rules and all tests"
	@echo "make pictures  play the tests of the pages and keep a picture of every page in screenshots/"
	@echo "make check     lint, types and import rules only"
	@echo "make bench     measure speed and quality (bench/README.md)"
	@echo "make lock      lock the dependencies anew"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kith needs Python 3.11 or newer: make PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check $(AS_USED) --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime
	@sh sample/demo.sh $(BIN) $(PEOPLE) $(SERVE)

story: $(VENV)/.runtime
	@$(BIN)/python sample/stories/trust.py $(BIN)/kith
	@$(BIN)/python sample/stories/alliance.py $(BIN)/kith

# Python keeps what it compiles, whatever the environment says: the tests start it hundreds of times. Of the libraries
# it compiles what is used, when it is: most is not. One process more than two cores have work for, because there is
# always one that waits for a server.
test: export PYTHONDONTWRITEBYTECODE =
test: AS_USED = --no-compile
test: $(VENV)/.dev
	@$(MAKE) --no-print-directory -j 2 check ready
	$(BIN)/pytest -n $(PROCESSES)

# the servers, and what every process of the tests would else compile for itself (a test that cannot be read is told
# of when it is run)
ready: $(VENV)/.dev
	@sh tests/servers/install.sh
	@sh tests/servers/chromium.sh
	@$(BIN)/pytest --collect-only > /dev/null || true

pictures: $(VENV)/.dev
	@sh tests/servers/chromium.sh
	PICTURES=1 $(BIN)/pytest -n 2 tests/e2e/test_pages.py tests/e2e/test_pages_journeys.py tests/e2e/test_pages_looked_at.py

check: lint types rules

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

rules: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m bench.all

schema: $(VENV)/.dev
	$(BIN)/python -m api.graphql.schema > docs/schema.graphql

# needs uv: the lock files name no registry host
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header -q pyproject.toml requirements/build.in -o requirements/runtime.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header -q --extra dev pyproject.toml requirements/build.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info .import_linter_cache sample-data kith-data
