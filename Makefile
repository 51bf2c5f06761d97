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
.PHONY: help up reset env env-dev lock

help: ## list the targets
	@echo "Usage: make <target> [DATA=folder] [PORT=number] [STACK=file] [PYTHON=interpreter]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The sandbox

up: env ## run the whole stack here, with a demo municipality, until Ctrl-C
	@exec .venv/bin/python -m gateway up $(SANDBOX)

reset: env ## remove the sandbox's data
	@.venv/bin/python -m gateway reset $(SANDBOX)

# The environment

env: ## make .venv with what a stack needs to run
	@scripts/env.sh

env-dev: ## make .venv with what tests and checks need, too
	@scripts/env.sh dev

lock: env ## compile the lock files anew
	@$(COMPILE) scripts/uv.in --output-file scripts/uv.lock.txt
	@$(COMPILE) requirements.in --output-file requirements.lock
	@$(COMPILE) requirements-dev.in --output-file requirements-dev.lock
