PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: demo test lint docs bench bench-growth bench-peers clean

HEBREW := translations/he/18-fine-tuning/RESOURCES.md
TOOL := $(VENV)/bin/translation-sync
SITE := build/site

# Without the history that holds the base (a shallow clone, an archive) the last step says so and
# shows what can be done without it.
demo: $(VENV)/.installed
	@echo 'the site of it all will be at: file://$(CURDIR)/$(SITE)/index.html'
	@echo
	@echo '--- translation-sync status'
	@$(TOOL) status
	@echo
	@echo '--- translation-sync diff $(HEBREW)'
	@$(TOOL) diff $(HEBREW)
	@echo
	@echo '--- translation-sync sync --diff $(HEBREW)'
	@$(TOOL) sync --diff $(HEBREW) || { echo; \
		echo '--- translation-sync sync --diff --no-base --rebuild-damaged $(HEBREW)'; \
		$(TOOL) sync --diff --no-base --rebuild-damaged $(HEBREW); }
	@echo
	@echo '--- translation-sync site $(SITE)'
	@$(TOOL) site $(SITE)
	@echo 'the site of it all: file://$(CURDIR)/$(SITE)/index.html'

test: $(VENV)/.tested
	$(RUN) -m pytest -n auto

lint: $(VENV)/.tested
	$(VENV)/bin/pre-commit run --all-files

# The pages of the rules come from the package, as `translation-sync rule` prints them.
docs: $(VENV)/.installed
	$(RUN) -m sync.rules docs/rules

bench: $(VENV)/.tested
	$(RUN) -m benchmarks

# Every command over 10,000, 20,000 and 40,000 lines of each kind; steep ratios are bold.
bench-growth: $(VENV)/.tested
	$(RUN) -m benchmarks.kinds

# Installs the peers into a folder of their own under ~/.cache; po4a and gettext with apt-get.
bench-peers: $(VENV)/.tested
	$(RUN) -m benchmarks.peers

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'translation-sync needs Python 3.11 or newer: make PYTHON=python3.12 …' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(RUN) -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/.installed
	$(RUN) -m pip install --quiet --editable '.[edit,openai,fleet]' --group dev
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
