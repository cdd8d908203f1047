# `make build` and `make test` are all that most people need; each sets up what it uses.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --upgrade --custom-compile-command 'make lock'

# Material's banner about MkDocs 2 says nothing to an editor.
export NO_MKDOCS_2_WARNING := 1

# The same commit gives the same bytes on any day.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)

.DEFAULT_GOAL := help
.PHONY: help build serve test lint validate bench lighthouse lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(READY) ## Build the site into site/; any finding fails
	$(BIN)/mkdocs build --strict

serve: $(READY) ## Show the site at http://127.0.0.1:8000 and follow every change
	$(BIN)/mkdocs serve

test: $(READY) ## Run every test
	$(BIN)/python -m pytest

lint: $(READY) ## Check the style and the types of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

validate: build ## Check the HTML of every page with the Nu checker (needs Java and npm)
	npm install --silent --no-save --prefix .cache/nu vnu-jar@26.9.27
	java -jar .cache/nu/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html \
		--filterfile tests/nu-exceptions.txt site

lighthouse: build ## Measure every page with Lighthouse (needs npm and Chromium)
	$(BIN)/python -m bench.lighthouse

bench: $(VENV)-bench/ready ## Measure builds against a plain one and another plugin (minutes)
	$(VENV)-bench/bin/python -m bench

lock: $(READY) ## Compile both requirements.txt (needs the network)
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) --constraints requirements.txt bench/requirements.in -o bench/requirements.txt

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) $(VENV)-bench site .cache

$(READY): requirements.txt
$(VENV)-bench/ready: bench/requirements.txt

%/ready:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (on Debian or Ubuntu: apt install python3 python3-venv), or name yours: make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This Python is too old: install Python 3.11 or newer, or name another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (on Debian or Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv --clear $*
	$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@
