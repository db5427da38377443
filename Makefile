.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
TESTS ?= tests
WORKERS ?= auto
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The tests start the product hundreds of times: it is compiled once, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo install test faults soak bench lint format docs secrets clean

help: ## what this Makefile can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install ## two real months of Bình Phước, from figures to bulletins, into out/
	@$(BIN)/nhipso demo --out $(OUT)

install: $(VENV)/.installed ## .venv with what the product needs

test: $(VENV)/.installed-dev ## every test, against a private RabbitMQ and PostgreSQL (TESTS=tests/unit for some, WORKERS=1)
	@$(BIN)/python -m tests.validators.open_xml
	@$(BIN)/python -m tests.servers -- $(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

bench: $(VENV)/.installed-dev ## events a second, beside an ordinary nameko service, into build/bench.json (RUNS=5, QUICK=1)
	@mkdir -p build
	@$(BIN)/python -m tests.servers --durable -- $(BIN)/python -m tests.bench $(if $(RUNS),--runs $(RUNS)) $(if $(QUICK),--quick) --json build/bench.json

faults: $(VENV)/.installed-dev ## everything that can break, broken (make test breaks the worst of it)
	@$(BIN)/python -m tests.servers -- $(BIN)/python -m pytest -m 'full or not full' $(or $(FAULTS),tests/faults)

soak: $(VENV)/.installed-dev ## random faults for a while (SECONDS=600 SEED=7 MODE=servers|embedded|both)
	@$(BIN)/python -m tests.faults.soak $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) $(if $(MODE),--mode $(MODE))

lint: $(VENV)/.installed-dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.installed-dev ## lay the code out and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.installed-dev ## docs/asyncapi.json and docs/openapi.json, from the models
	@$(BIN)/python -m shared.asyncapi > docs/asyncapi.json
	@$(BIN)/python -m services.ingest.openapi

secrets: ## passwords for docker-compose.yml into deploy/secrets/, once
	@$(PYTHON) -P deploy/generate_secrets.py

clean: ## remove .venv and everything generated
	@rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "installing nhipso into $(VENV)"
	@$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "installing nhipso and what its tests need into $(VENV)"
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $(VENV)/.installed $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    || { echo "nhipso needs Python 3.11 or newer, and $(PYTHON) is not:" \
	              "apt-get install python3, or name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "$(PYTHON) cannot make virtual environments: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
