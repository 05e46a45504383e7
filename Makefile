# perfectgym-next: `make` shows what the project does, `make test` guards it. Written for make 3.81 and later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"
SOURCES := $(wildcard openapi/*.json openapi/*.yaml openapi/*.toml openapi/templates/* openapi/pipeline/*.py) \
	generator-config.yaml

.PHONY: all help setup generate check statement serve test lint types pytest test-slow lock clean

all: setup build/generated.stamp statement ## set up, regenerate if the description changed, print an account statement

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup: $(VENV)/.ready ## make .venv from the lock

$(VENV)/.ready: requirements/make.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed, $(PYTHON) is $$($(PYTHON) --version 2>&1): make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) comes without venv (on Debian: apt install python3-venv), or choose another: make PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/make.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

generate: $(VENV)/.ready ## regenerate generated/ from the description
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch build/generated.stamp

build/generated.stamp: $(VENV)/.ready $(SOURCES)
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch $@

check: $(VENV)/.ready ## fail if generated/ is not what the description says
	@$(BIN)/python -m openapi.pipeline.generate --check

statement: $(VENV)/.ready ## print a member's account statement (CUSTOMER=1001)
	@$(BIN)/python examples/account_statement.py $(or $(CUSTOMER),1001)

serve: $(VENV)/.ready ## serve the embedded API on loopback (PORT=8080)
	@$(BIN)/python -m perfectgym_next.testing --port $(or $(PORT),8080)

test: lint types check pytest ## everything that guards the project

lint: $(VENV)/.ready-test ## ruff, and the layers by import-linter
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo

types: $(VENV)/.ready-test ## mypy --strict over everything
	@$(BIN)/mypy

pytest: $(VENV)/.ready-test ## the tests, with coverage of overrides/
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report=term-missing:skip-covered --cov-fail-under=95

test-slow: $(VENV)/.ready-test ## tests that take minutes
	@$(BIN)/python -m pytest -m slow

lock: ## renew the locks in requirements/ (needs uv)
	cd requirements && $(LOCK) make.in -o make.txt && $(LOCK) test.in -o test.txt

clean: ## remove what make made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
