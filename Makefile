# SPDX-License-Identifier: EUPL-1.2
# `make help` lists what can be done here.

# Where the sandbox keeps its data, where it answers, and what it serves.
DATA ?= .meent
PORT ?= 8000
STACK ?= stack.example.yaml
# An interpreter for .venv, when the one that is found is not the one that is wanted.
export PYTHON ?=

SANDBOX = --data "$(DATA)" --port "$(PORT)" --stack "$(STACK)"
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help up reset why test faults mutants check fix contracts migrations bench env env-dev lock

help: ## list the targets
	@echo "Usage: make <target> [DATA=folder] [PORT=number] [STACK=file] [PYTHON=interpreter]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The sandbox

up: env ## run the whole stack here, with a demo municipality, until Ctrl-C
	@exec .venv/bin/python -m gateway up $(SANDBOX)

reset: env ## remove the sandbox's data
	@.venv/bin/python -m gateway reset $(SANDBOX)

why: env ## say why a client may, or may not, do something [ASK="client zaken --operation zaak_retrieve --resource URL"]
	@.venv/bin/python -m gateway why $(SANDBOX) $(or $(ASK),--help)

# Work on it

test: env-dev ## run every test but the faults
	@scripts/test.sh

faults: env-dev ## kill each process in turn while cases are made
	@.venv/bin/python -m pytest -q -rs tests/faults

mutants: env-dev ## break rules and actions, and see what no test notices [BASE=commit] [ALL=1] [FILES=...]
	@.venv/bin/python scripts/mutants.py $(if $(ALL),--all) $(if $(BASE),--base "$(BASE)") $(FILES)

check: env-dev ## hold the laws: lint, imports, types, generated files, contracts
	@scripts/check.sh

fix: env-dev ## format the code, and mend what lint can mend
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

contracts: env-dev ## generate the contracts and the reference anew
	@scripts/contracts.sh
	@scripts/reference.sh

migrations: env-dev ## write the migrations that the models ask for
	@scripts/migrations.sh

bench: env-dev ## measure: CPU per request against its floor and of the whole, start, memory, notifications
	@worst=0; for each in run catalogus uploads proxy whole total notifications arrival; do .venv/bin/python tests/bench/$$each.py || worst=1; done; exit $$worst

# The environment

env: ## make .venv with what a stack needs to run
	@scripts/env.sh

env-dev: ## make .venv with what tests and checks need, too
	@scripts/env.sh dev

lock: env ## compile the lock files anew
	@$(COMPILE) scripts/uv.in --output-file scripts/uv.lock.txt
	@$(COMPILE) requirements.in --output-file requirements.lock
	@$(COMPILE) requirements-dev.in --output-file requirements-dev.lock
	@for service in services/*/; do \
		$(COMPILE) servicekit/pyproject.toml requirements-amqp.in $${service}requirements.in \
			--constraints requirements.lock --output-file $${service}requirements.lock; \
	done
