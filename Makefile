# Every target does its own set-up in .venv: with uv where it is installed, else with venv and pip.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
PACKAGES := graphs nodes state frontdesk
APT := DEBIAN_FRONTEND=noninteractive timeout 300 apt-get -qq

.PHONY: help demo test lint dev bench clean browser
.DEFAULT_GOAL := help

help: ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

demo: .venv/.run ## Make an FAQ, route three messages, resolve one with three requests
	@$(BIN)/python samples/demo.py

test: .venv/.dev browser ## Run all tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

lint: .venv/.dev ## Check format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

dev: .venv/.dev .env ## Start the graph server for Studio
	$(BIN)/langgraph dev

bench: .venv/.dev ## Measure speed, memory and cost; takes some minutes
	@$(BIN)/python -m benchmarks

clean: ## Remove what the other targets made
	rm -rf .venv .langgraph_api build dist .mypy_cache .pytest_cache .ruff_cache

# Tests that look at a page need Chromium. Where it cannot be installed they skip themselves.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v $$name >/dev/null && exit; \
	done; \
	echo "Installing Chromium for the browser tests ..."; \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && $(APT) update \
		&& $(APT) install --no-install-recommends chromium; } >/dev/null 2>&1 \
		|| echo "Chromium is missing and cannot be installed here: the browser tests are skipped." >&2

.env:
	cp .env.example .env

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Frontdesk needs Python 3.11 or newer; try: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(if $(UV),$(UV) venv --quiet --seed --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

# The stamps are as new as the last install, so that a change of the pins installs again.
.venv/.run: .venv/bin/python pyproject.toml constraints.txt
	$(call install,.)
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(call install,.[dev])
	@touch $@ .venv/.run

define install
@echo "Installing into .venv ..."
@$(if $(UV),$(UV) pip install --quiet --compile-bytecode --python .venv,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --constraint constraints.txt --editable "$(1)"
endef
