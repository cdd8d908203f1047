# `make build` and `make test` are all that most people need; each sets up what it uses.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --upgrade --custom-compile-command 'make lock'

# The day of the content, not of its looks: books and sitemap show it, so two builds are the same.
EPOCH := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct -- docs ':!docs/assets' references.bib 2>/dev/null))
ifneq ($(EPOCH),)
export SOURCE_DATE_EPOCH := $(EPOCH)
endif

# Material's banner about MkDocs 2 says nothing to an editor.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help build serve check fix cite guide test coverage test-quick fuzz mutants try lint check-html check-pdf bench lighthouse lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(READY) ## Build the site and its books into site/; any finding fails
	$(BIN)/mkdocs build --strict

serve: $(READY) ## Show the site at http://127.0.0.1:8000 and follow every change; PDF=1 sets the books too
	PDF=$${PDF:-0} $(BIN)/mkdocs serve

check: $(READY) ## Tell everything that is wrong, in seconds
	@$(BIN)/python -m commands.check

fix: $(READY) ## Mend what a machine can mend; never words
	@$(BIN)/python -m commands.fix

cite: $(READY) ## Add a source: make cite ID=10.1186/ar3104, or FILE=record.ris
	@$(BIN)/python -m commands.cite "$${FILE:-$$ID}"

guide: $(READY) ## Lay out a new guide: make guide NAME=lupus-and-sleep TITLE="Lupus and sleep"
	@$(BIN)/python -m commands.guide "$$NAME" "$$TITLE"

ON_ALL_CORES := -n auto --dist loadfile

test: $(READY) ## Run every test
	$(BIN)/python -m pytest $(ON_ALL_CORES)

# Browsers run none of our code, and these two measure time.
UNCOUNTED := --ignore=tests/browser \
	--deselect=tests/test_limits.py::test_the_worst_page_within_the_limits_is_built_in_five_seconds \
	--deselect=tests/test_whole_site.py::test_a_build_killed_at_any_moment_leaves_a_whole_site

coverage: $(READY) ## Run the tests without a browser, and fail where they take under 96 % of the branches of our code
	rm -rf .cache/coverage
	mkdir -p .cache/coverage
	PYTHONPATH=tests $(BIN)/coverage run -m pytest -p branches $(ON_ALL_CORES) $(UNCOUNTED)
	$(BIN)/python tests/branches.py

fuzz: $(READY) ## Try any input on all that reads what people send: EXAMPLES=1000 of each kind
	EXAMPLES=$${EXAMPLES:-1000} $(BIN)/python -m pytest -n auto --dist load tests/test_any_input.py

test-quick: $(READY) ## Run the tests that need no browser
	$(BIN)/python -m pytest $(ON_ALL_CORES) --ignore tests/browser

mutants: $(READY) ## Change the code at random, and see whether a test fails: N=120 SEED=1 OUTSIDE=book
	@PYTHONPATH=.:hooks $(BIN)/python tests/mutants.py

try: $(READY) ## Read every file of sources in a folder, and count what becomes of them: FOLDER=...
	@PYTHONPATH=.:hooks $(BIN)/python tests/trying.py "$$FOLDER"

lint: $(READY) ## Check the style and the types of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check-html: build ## Check the HTML of every page with the Nu checker (needs Java and npm)
	PYTHONPATH=.:hooks $(BIN)/python tests/other_fields.py .cache/other-fields
	npm install --silent --no-save --prefix .cache/nu vnu-jar@26.9.27
	java -jar .cache/nu/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html \
		--filterfile tests/nu-exceptions.txt site .cache/other-fields/site

lighthouse: build ## Measure every page with Lighthouse (needs npm and Chromium)
	$(BIN)/python -m bench.lighthouse

check-pdf: $(VENV)-verapdf/ready build ## Check that the books hold to PDF/UA-1, PDF/A-2a and EPUB 3, and every word (needs Java)
	PYTHONPATH=.:hooks $(BIN)/python tests/torture.py .cache/torture
	PYTHONPATH=.:hooks $(BIN)/python tests/other_fields.py .cache/other-fields
	$(VENV)-verapdf/bin/python tests/verapdf/validate.py site .cache/torture .cache/other-fields
	find site .cache/torture .cache/other-fields -name '*.epub' -print0 | xargs -0 -n 1 \
		java -jar $(VENV)-verapdf/lib/python*/site-packages/epubcheck/epubcheck.jar --failonwarnings
	$(BIN)/python tests/book_words.py site .cache/torture/site .cache/other-fields/site
	$(BIN)/python tests/edition_words.py site .cache/torture/site .cache/other-fields/site

bench: $(VENV)-bench/ready ## Measure builds against a plain one and another plugin (minutes)
	$(VENV)-bench/bin/python -m bench

lock: $(READY) ## Compile every requirements.txt (needs the network)
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) --constraints requirements.txt bench/requirements.in -o bench/requirements.txt
	$(LOCK) tests/verapdf/requirements.in -o tests/verapdf/requirements.txt

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) $(VENV)-bench $(VENV)-verapdf site .cache

$(READY): requirements.txt
$(VENV)-bench/ready: bench/requirements.txt
$(VENV)-verapdf/ready: tests/verapdf/requirements.txt

%/ready:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (on Debian or Ubuntu: apt install python3 python3-venv), or name yours: make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This Python is too old: install Python 3.11 or newer, or name another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (on Debian or Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv --clear $*
	$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@
