# PYTHON: a version (3.12), a command or a path; without it .ci/find-python looks for one.
PYTHON ?=
PORT ?= 8000
WORKBENCH_PORT ?= 8001
DATA_DIR ?= var
# More arguments for pytest: make test ARGS="tests/surveys -x"
ARGS ?=
# How many tests run at once; those of one file run one after the other: make test JOBS=0 for one process
JOBS ?= 3

PACKAGES := surveys xblock_impact evaluation
LONGEST_MODULE := 250
BIN := .venv/bin

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test coverage check bench

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: ## set up and start the service and a course, both with demo data (PORT, WORKBENCH_PORT, DATA_DIR)
	@.ci/install run
	@exec $(BIN)/evaluation demo --port $(PORT) --workbench-port $(WORKBENCH_PORT) --data-dir "$(DATA_DIR)"

test: ## set up and run all tests (PYTHON=3.11 for another Python, ARGS for pytest)
	@.ci/install test
	@.ci/oracles
	@.ci/platform
	@.ci/tutor
	@.ci/browser
	@.ci/mariadb
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

coverage: ## run all tests and say which lines none of them reaches (slower)
	@.ci/install test
	@.ci/oracles
	@.ci/platform
	@.ci/tutor
	@.ci/browser
	@.ci/mariadb
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage report

check: ## lint, formatting, types, layers, module lengths
	@.ci/install test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@find $(PACKAGES) -name '*.py' -not -path '*/migrations/*' -exec wc -l {} + | awk -v most=$(LONGEST_MODULE) \
	    '$$2 != "total" && $$1 > most {print $$2 ": " $$1 " lines, the limit is " most; long = 1} END {exit long}'

bench: ## measure throughput and page times
	@.ci/install test
	@$(BIN)/python -m tests.bench
