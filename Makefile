# Glasshouse: `make run` installs and prints a first result, `make test` installs and passes the tests.
# Needs Python 3.11 to 3.13 (with venv), git and make, nothing else; everything is kept in .venv.

PYTHON  ?= python3.11
VENV    ?= .venv
UV      ?= uv
THREADS ?= $(shell nproc 2>/dev/null || echo 2)
# One more than processors, as tests also wait, for pages, workers and programs; each takes up to 1.5 GB.
WORKERS ?= $(shell expr $(THREADS) + 1)
PYTHONS ?= python3.11 python3.12 python3.13
CONTAINER ?= podman

BIN      := $(VENV)/bin
INSTALL  := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes
# A stamp says that a step was done; it lies in the environment, so that deleting that forgets all of them.
STAMPS   := $(VENV)/stamps

# Bytecode is kept: without it each of the programs and workers that tests start compiles all modules again.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help run test check page docs format bench validation libraries lock dist installs image bill audit clean

help:
	@echo 'make run     install, then run a published scheme on 100,000 invented people for a year'
	@echo 'make test    install, then run the tests'
	@echo 'make check   format, lint, types, import contracts, generated pages'
	@echo 'make page    types of the page scripts, by TypeScript; needs npm, the one step that does'
	@echo 'make bench   speed and memory beside a hand-written kernel, NumPy and Mesa'
	@echo 'make validation  published figures against simulated ones: numbers, page and pictures, some minutes'
	@echo 'make libraries   hold measures, intervals and indices against scikit-learn, Fairlearn, statsmodels, SALib'
	@echo 'make docs    renew the generated pages and build all pages into build/docs; a warning is an error'
	@echo 'make format  put the code in its form'
	@echo 'make lock    renew the hashed locks (needs uv)'
	@echo 'make dist    build wheel and source archive into dist/'
	@echo 'make installs  dist, then install and try both where nothing else is, on Python 3.11 to 3.13; some minutes'
	@echo 'make image   build the container and run a scheme in it (CONTAINER=docker)'
	@echo 'make bill    write the bill of materials into build/'
	@echo 'make audit   bill, then hold the locked versions against known vulnerabilities'
	@echo 'make clean   remove the environment and what the tools left'

run: $(STAMPS)/glasshouse
	$(BIN)/glasshouse run court-defaulters-2017 --people 100000 --years 1 --seed 1

# Four workers at most: each comes to hold up to two gigabytes.
test: $(STAMPS)/dev
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

check: $(STAMPS)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

# Not in CI: nothing else here needs Node, and a change of the scripts is seen by the tests in Chromium.
page:
	npx --yes --package typescript@5.9.3 tsc --noEmit --allowJs --checkJs --strict --target es2023 --module es2022 \
		--lib es2023,dom,dom.iterable src/glasshouse/web/static/main.js

bench: $(STAMPS)/bench
	$(BIN)/python -m benchmarks.run

validation: $(STAMPS)/docs
	$(BIN)/python -m verification.validation --threads $(THREADS)
	$(BIN)/python docs/generate.py

libraries: $(STAMPS)/verify
	$(BIN)/python -m verification.libraries

docs: $(STAMPS)/docs
	$(BIN)/python docs/generate.py
	$(BIN)/sphinx-build --fresh-env --fail-on-warning --keep-going --quiet docs build/docs
	@echo 'Read them from build/docs/index.html'

format: $(STAMPS)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Without isolation, as that would fetch a builder that no lock holds to its hash.
dist: $(STAMPS)/release
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .

# The core first, then what it says to type for more; the same run has to have the same bytes on each Python.
installs: dist
	$(BIN)/python -m verification.installs dist $(addprefix --python ,$(PYTHONS))

image:
	$(CONTAINER) build --tag glasshouse .
	$(CONTAINER) run --rm glasshouse run simpleland-points --people 20000

# The bill names what it is of; its tool reads no version that is worked out, so it gets one that is written down.
# A lock lists packages and not who asked for which: that the bill knows of no dependencies is no news.
bill: $(STAMPS)/release
	mkdir -p build
	sed "s/^dynamic = .*/version = \"$$($(BIN)/python -c 'from glasshouse import __version__; print(__version__)')\"/" \
		pyproject.toml > build/pyproject.toml
	$(BIN)/python -W 'ignore:The Component this BOM is describing' -m cyclonedx_py requirements requirements.lock \
		--pyproject build/pyproject.toml --output-reproducible --output-file build/bill-of-materials.json

# Strict, as a package that could not be looked up is not a package without a known fault.
audit: bill
	$(BIN)/pip-audit --strict --requirement requirements.lock --require-hashes --disable-pip

# A lock names versions and hashes, never an address: that is the business of whoever installs.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' pyproject.toml --group build --extra run --extra sensitivity --extra report \
	--extra web

lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --extra cluster --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --extra bench --constraint requirements.lock --output-file requirements-bench.lock
	$(COMPILE) --group verify --constraint requirements.lock --output-file requirements-verify.lock
	$(COMPILE) --group docs --constraint requirements.lock --output-file requirements-docs.lock
	$(COMPILE) --group release --constraint requirements.lock --output-file requirements-release.lock

clean:
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(STAMPS)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo 'Glasshouse needs Python 3.11 to 3.13; name one: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

# The project itself is linked, not copied, so that an edit is felt at once; --no-deps, as the lock brought them all.
$(STAMPS)/glasshouse: $(STAMPS)/python requirements.lock pyproject.toml
	@echo 'Installing Glasshouse into $(VENV): about 850 MB, a minute or two ...'
	@$(INSTALL) --requirement requirements.lock
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/glasshouse requirements-dev.lock
	@echo 'Installing what the tests need into $(VENV): about 300 MB more ...'
	@$(INSTALL) --requirement requirements-dev.lock
	@touch $@

$(STAMPS)/verify: $(STAMPS)/glasshouse requirements-verify.lock
	@echo 'Installing the libraries to be held against into $(VENV): about 120 MB ...'
	@$(INSTALL) --requirement requirements-verify.lock
	@touch $@

$(STAMPS)/docs: $(STAMPS)/glasshouse requirements-docs.lock
	@echo 'Installing what builds the pages into $(VENV) ...'
	@$(INSTALL) --requirement requirements-docs.lock
	@touch $@

$(STAMPS)/release: $(STAMPS)/glasshouse requirements-release.lock
	@echo 'Installing what a release needs into $(VENV) ...'
	@$(INSTALL) --requirement requirements-release.lock
	@touch $@

$(STAMPS)/bench: $(STAMPS)/glasshouse requirements-bench.lock
	@echo 'Installing the peers of the benchmarks into $(VENV) ...'
	@$(INSTALL) --requirement requirements-bench.lock
	@touch $@
