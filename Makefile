# make run    the app on the bundled sample (or on your own store, once it holds an article)
# make test   lint, types, all tests, browser tests included
# make eval   score the extraction on the project's own corpora
# make bench  the figures of docs/, measured on this machine
#
# Needs Python 3.11 or newer and a package index, nothing else. PYTHON=/path/to/python3 chooses another Python, VENV=dir another folder.

VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8501
ADDRESS ?= 127.0.0.1
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet --quiet

export PYTHONDONTWRITEBYTECODE ?= 1

.DEFAULT_GOAL := help
.PHONY: help run test eval bench clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

run: $(VENV)/.app
	$(PY) -m streamlit run streamlit_app.py --server.address $(ADDRESS) --server.port $(PORT)

test: $(VENV)/.dev
	@$(PY) -m tests.chromium
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest

eval: $(VENV)/.app
	$(PY) tests/eval/gate.py

bench: $(VENV)/.dev
	@set -e; for file in benchmarks/*.py; do case $$file in */_*|*/__init__.py) continue;; esac; echo "== $$file"; $(PY) $$file; done

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The newest Python that is new enough and can make an environment. A name on the path may be a shim of a version that is not chosen, so each is tried.
$(VENV)/bin/python:
	@set -e; for name in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if command -v $$name >/dev/null 2>&1 && $$name -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$name; break; fi; done; \
	if [ -z "$${found:-}" ]; then \
	  echo "No Python 3.11 or newer with the venv module was found." >&2; \
	  echo "Install one (Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.12)," >&2; \
	  echo "or name yours: make run PYTHON=/path/to/python3" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$($$found --version)"; $$found -m venv $(VENV)
	$(PIP) install --upgrade pip

# A stamp each, so that nothing is installed twice.
$(VENV)/.app: requirements.txt $(VENV)/bin/python
	@echo "Installing what the app needs (once; a few minutes)"
	$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/bin/python
	@echo "Installing what the app and its tests need (once; a few minutes)"
	$(PIP) install -r requirements-dev.txt
	@touch $@ $(VENV)/.app
