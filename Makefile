# Vigie. Everything runs in .venv, which the first target that needs it makes by itself.
# PYTHON=python3.12 make …   another interpreter (3.11 or later)
# make test ARGS="-k timing" JOBS=2
# make torture SEED=4711 ARGS="-k kills"

PYTHON ?= python3
# One more than there are cores: while one waits for a program, a terminal or a server, the others work. Each loads and
# lists all tests for itself.
JOBS ?= 3
ARGS ?=
SEED ?=

# Compiled modules are kept (`make clean` sweeps them), whatever the machine says: otherwise each process of the tests,
# and each program that one starts, compiles all of it again, and pytest rewrites 8,000 assertions in every worker.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
READY := .venv/.ready
REWRITTEN := .venv/.rewritten

.PHONY: help demo run quick test wide check format format-check lint types contracts bench bench-quick torture pictures wheel lock venv clean python

help:
	@echo "make demo      répétition : une session fictive de 20 candidats (make run : de même)"
	@echo "make quick     les règles seules (supervisor, reference), en moins de vingt secondes"
	@echo "make test      les tests, en quelques minutes (sans les longs parcours)"
	@echo "make check     mise en forme, lint, types, contrats d'import, tests, essais larges et propriétés entières (make wide)"
	@echo "make bench     mesures (make bench-quick : en deux minutes)"
	@echo "make torture   essais longs (coupures, pannes, kill -9) et leurs chiffres"
	@echo "make pictures  images de la documentation"
	@echo "make wheel     dist/*.whl   make lock      versions exactes   make format   make clean"

demo run: $(READY)
	@$(BIN)/vigie demo $(ARGS)

# Under twenty seconds: the rules by themselves, no screen and no disk.
quick: $(READY)
	HYPOTHESIS_PROFILE=short $(BIN)/python -m pytest -n 2 -m "not torture and not wide" tests/supervisor tests/reference $(ARGS)

# Meant for three minutes on two cores: all but what repeats a thing at every size, signal, fault or way out, and of each
# property a quarter of its examples.
test: $(REWRITTEN)
	HYPOTHESIS_PROFILE=short $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not torture and not wide" $(ARGS)

# What was left out above, and every property again with all its examples.
wide: $(REWRITTEN)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "(wide or hypothesis) and not torture" $(ARGS)

check: format-check lint types contracts test wide

format-check: $(READY)
	$(BIN)/python -m ruff format --check .

lint: $(READY)
	$(BIN)/python -m ruff check .

types: $(READY)
	$(BIN)/python -m mypy

contracts: $(READY)
	$(BIN)/lint-imports --no-logo

format: $(READY)
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

# The seed is printed; SEED=… ARGS="-k …" repeats a part of it. VIGIE_TORTURE_SCALE=0.1: a tenth of each part.
torture: $(READY)
	VIGIE_TORTURE_SEED=$(SEED) $(BIN)/python -m pytest -n 2 --dist worksteal -m torture $(ARGS)

# Every figure of docs/performance.md with its peers, and how cost grows: ARGS="-k board", ARGS="--before ../other".
# bench-quick: the same works with fewer samples, meant for two minutes. Neither holds a figure against a limit;
# build/bench.md keeps the run.
bench: $(READY)
	$(BIN)/python -m benchmarks $(ARGS)

bench-quick: $(READY)
	$(BIN)/python -m benchmarks --quick $(ARGS)

pictures: $(READY)
	$(BIN)/python -m benchmarks.pictures $(ARGS)

# build/ is swept first: a module removed since the last build would otherwise come along.
wheel: $(READY)
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	rm -rf build
	@ls dist

# In a new environment every worker would rewrite the assertions of each module for itself: two processes do it once,
# half of the modules each. Later only what has changed is rewritten. A test that cannot be loaded is told by the run.
$(REWRITTEN): $(READY)
	@find tests -name 'test_*.py' | sort | xargs -n 170 -P 2 $(BIN)/python -m pytest --collect-only -qq -p no:cacheprovider >/dev/null 2>&1 || true
	@touch $(REWRITTEN)

# All the versions that pyproject.toml allows today, in an environment of their own. Names and versions only: no host, no path.
lock: python
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check --upgrade ".[dev,hub]"
	@{ echo "# Every package of the project and of its tests, at its exact version. Written by \`make lock\`: do not edit."; \
	   echo "# Without hashes: they would have to hold for the wheels of every system and every Python from 3.11 on, and only"; \
	   echo "# this machine's were seen. Made on Linux; on Windows pip adds colorama by itself."; \
	   build/lock/bin/python -m pip freeze --disable-pip-version-check --all --exclude pip --exclude vigie; \
	} > build/lock/requirements.lock
	@if grep -nE '://|@| -' build/lock/requirements.lock | grep -v '^[0-9]*:#'; then \
	   echo "The lock would name a place: not written." >&2; exit 1; fi
	mv build/lock/requirements.lock requirements.lock
	rm -rf build

venv: $(READY)

# Says in a sentence what is missing before anything is made.
python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	   echo "Vigie demande Python 3.11 ou plus récent : « $(PYTHON) » est introuvable (PYTHON=… make pour en choisir un autre)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	   echo "Vigie demande Python 3.11 ou plus récent ; « $(PYTHON) » est : $$("$(PYTHON)" --version 2>&1). PYTHON=… make pour en choisir un autre." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	   echo "Il manque à « $(PYTHON) » de quoi faire un environnement (module venv). Sur Debian ou Ubuntu : apt install python3-venv" >&2; exit 1; }

# An environment that is there and whole is brought up to date in place; once made, nothing here needs the network.
$(READY): requirements.lock pyproject.toml
	@$(MAKE) --no-print-directory python
	@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	   echo "$(PYTHON) -m venv .venv"; "$(PYTHON)" -m venv --clear .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:
	rm -rf build dist .venv *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
