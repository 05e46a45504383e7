# perfectgym-next: `make` shows what the project does, `make test` guards it. Written for make 3.81 and later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHOW_VERSION := $(BIN)/python -c 'from perfectgym_next import __version__ as v; print(v)'
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-strip-extras --custom-compile-command "make lock"
SOURCES := $(wildcard openapi/*.json openapi/*.yaml openapi/*.toml openapi/templates/* openapi/pipeline/*.py) \
	generator-config.yaml

# An update that was killed while it put its files in place is finished before anything else runs.
ifneq ($(wildcard build/update/journal.json),)
FINISHED := $(shell $(PYTHON) -m openapi.pipeline.journal >&2 && echo yes)
ifneq ($(FINISHED),yes)
$(error an interrupted update could not be finished, see above)
endif
endif

.PHONY: all help setup generate check statement serve test lint types pytest test-slow lock clean \
	update review fragments review-version workflows dist changelog release-check propose-update post-review wheel-smoke bench test-lowest test-newest

all: setup build/generated.stamp statement ## set up, regenerate if the description changed, print an account statement

help: ## list the targets
	@sed -n 's/^\([a-z-]*\)[ a-z-]*:.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: $(VENV)/.ready ## make .venv from the lock

$(VENV)/.ready: requirements/make.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed, $(PYTHON) is $$($(PYTHON) --version 2>&1): make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) comes without venv (on Debian: apt install python3-venv), or choose another: make PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/make.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/test.txt
	@touch $@

generate: $(VENV)/.ready ## regenerate generated/ from the description
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch build/generated.stamp

build/generated.stamp: $(VENV)/.ready $(SOURCES)
	@$(BIN)/python -m openapi.pipeline.generate
	@mkdir -p build && touch $@

check: $(VENV)/.ready ## fail if generated/ is not what the description says
	@$(BIN)/python -m openapi.pipeline.generate --check

REVIEW_TOOLS := openapi/review-tools/node_modules/.package-lock.json

$(VENV)/.ready-review: $(VENV)/.ready-test requirements/review.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/review.txt
	@touch $@

# Without Node the wire half says so and the rest of the review works.
$(REVIEW_TOOLS): openapi/review-tools/package-lock.json | $(VENV)/.ready-review
	@$(BIN)/python -c 'from openapi.pipeline.review.node import find_node; find_node()' 2>/dev/null || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/node.txt || true
	@$(BIN)/python -m openapi.pipeline.review.node || true

update: $(VENV)/.ready-review $(REVIEW_TOOLS) ## take in the vendor's description (FROM=file or address, ALLOW_OLDER=1)
	@$(BIN)/python -m openapi.pipeline.update $(if $(FROM),--from '$(FROM)') $(if $(ALLOW_OLDER),--allow-older)

review: $(VENV)/.ready-review $(REVIEW_TOOLS) ## what changed since BASE (git revision, description or wheel)
	@test -n '$(BASE)' || { echo "make review BASE=<git revision, description or wheel>" >&2; exit 2; }
	@$(BIN)/python -m openapi.pipeline.review '$(BASE)' $(if $(FAIL_ON),--fail-on '$(FAIL_ON)')

review-version: $(VENV)/.ready-review $(REVIEW_TOOLS) ## fail if the version is lower than the changes since the last release want
	@tag=$$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null) || { echo "nothing was released yet"; exit 0; }; \
		$(BIN)/python -m openapi.pipeline.review "$$tag" --check-version --into build/api-review-since-release

fragments: $(VENV)/.ready-review ## show the changelog as it would be released
	@$(BIN)/towncrier build --draft --version "$$($(SHOW_VERSION))"

changelog: $(VENV)/.ready-review ## move the fragments into CHANGELOG.md, for a release
	@$(BIN)/towncrier build --yes --version "$$($(SHOW_VERSION))"

workflows: $(VENV)/.ready-review ## check .github/workflows
	@$(BIN)/yamllint --strict .github/workflows
	@$(BIN)/zizmor --offline --quiet --persona=pedantic .github/workflows

dist: $(VENV)/.ready-review ## build wheel and source distribution into dist/
	@rm -rf dist && $(BIN)/python -m build --no-isolation --outdir dist . >/dev/null && ls dist

wheel-smoke: dist ## import the wheel in an environment that holds nothing else
	@rm -rf build/smoke && $(PYTHON) -m venv build/smoke
	@build/smoke/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	@cd build/smoke && bin/python -c 'import perfectgym_next as p; p.PerfectGym("tenant", api_key="k").close(); print(p.__version__, p.API_VERSION)'

release-check: $(VENV)/.ready-review ## fail unless TAG is the version, every fragment is in CHANGELOG.md and the code is current
	@version=$$($(SHOW_VERSION)); \
		test "$(TAG)" = "v$$version" || { echo "the tag is $(TAG), the version is $$version" >&2; exit 1; }; \
		grep -q "^## $$version " CHANGELOG.md || { echo "CHANGELOG.md does not tell of $$version: make changelog" >&2; exit 1; }
	@test -z "$$(find changelog.d -name '*.md')" || { echo "changelog.d/ still holds fragments: make changelog" >&2; exit 1; }
	@$(BIN)/python -m openapi.pipeline.generate --check

propose-update: ## in CI: open a pull request for what `make update` brought
	@if git diff --quiet -- openapi generated changelog.d && test -z "$$(git ls-files --others --exclude-standard changelog.d)"; \
		then echo "nothing to propose"; exit 0; fi; \
		branch="update-$$(date -u +%Y%m%d%H%M)"; \
		git switch --quiet --create "$$branch" && git add openapi generated changelog.d && \
		git commit --quiet --message "Update to the vendor's new description" && git push --quiet origin "$$branch" && \
		gh pr create --title "Update to the vendor's new description" --body-file build/api-review/report.md \
			--label "$$(python3 -c 'import json; print("breaking" if json.load(open("build/api-review/report.json"))["verdict"] == "breaking" else "not breaking")')"

post-review: ## in CI: write the report into pull request PR
	@gh pr comment '$(PR)' --edit-last --create-if-none --body-file build/api-review/report.md

statement: $(VENV)/.ready ## print a member's account statement (CUSTOMER=1001)
	@$(BIN)/python examples/account_statement.py $(or $(CUSTOMER),1001)

serve: $(VENV)/.ready ## serve the embedded API on loopback (PORT=8080)
	@$(BIN)/python -m perfectgym_next.testing --port $(or $(PORT),8080)

test: lint types check pytest ## everything that guards the project

lint: $(VENV)/.ready-test ## ruff, and the layers by import-linter
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo

types: $(VENV)/.ready-review $(REVIEW_TOOLS) ## mypy --strict over everything
	@$(BIN)/mypy

pytest: $(VENV)/.ready-review $(REVIEW_TOOLS) ## the documents' code, then the tests, with coverage of overrides/
	@$(BIN)/python -m pytest --quiet README.md docs
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report=term-missing:skip-covered --cov-fail-under=95 tests

# What measures the passing of time runs alone; the rest only computes.
test-slow: $(VENV)/.ready-review $(REVIEW_TOOLS) ## tests that take minutes (SLOW=tests/test_limits_slow.py: only these)
	@$(if $(SLOW),,$(BIN)/python -m pytest -m slow --numprocesses 2 --dist worksteal tests/pipeline tests/testing)
	@$(BIN)/python -m pytest -m slow $(or $(SLOW),tests/test_*.py)

bench: $(VENV)/.ready-bench ## ratios over peers, side by side on this machine (minutes)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python benchmarks/bench_money.py
	@$(BIN)/python benchmarks/bench_limits.py

$(VENV)/.ready-bench: $(VENV)/.ready-test requirements/bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

test-lowest test-newest: $(VENV)/.ready-test ## the package's tests with the lowest, or newest, dependencies it takes
	@rm -rf build/$@ && $(PYTHON) -m venv build/$@
	@for lock in make test; do \
		build/$@/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/$$lock.txt || exit 1; done
	@build/$@/bin/python -m pip install --quiet --disable-pip-version-check \
		$(if $(filter test-lowest,$@),-r requirements/lowest.txt,--upgrade 'httpx<0.29' httpcore attrs python-dateutil msgspec tzdata)
	@build/$@/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@build/$@/bin/python -m pytest -q --numprocesses 2 --dist worksteal \
		$(filter-out tests/test_wheel.py tests/test_money_types.py tests/test_examples.py,$(wildcard tests/test_*.py))

lock: ## renew the locks in requirements/ (needs uv)
	@cd requirements && for name in make test review node bench; do $(LOCK) $$name.in -o $$name.txt; done

clean: ## remove what make made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
