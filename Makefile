# `make` alone lists the commands. Only python3, make and a package index are needed.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run up test eval docs lint image clean
BIN := .venv/bin
# Bytecode is written into .venv, whatever the shell asks for elsewhere: without it every process compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup  ## the main job: sample wires through the real DAGs to an answer in SQL
	@$(BIN)/dateline run

up: setup  ## Airflow and the board for real, until Ctrl-C
	@exec $(BIN)/dateline up

test: setup-dev  ## set up and pass the tests
	@$(BIN)/python -m pytest

eval: setup-dev  ## accuracy against the recorded floors: gains and losses
	@$(BIN)/python -m tests.accuracy.evaluate

docs: setup  ## rewrite the generated pages of docs/
	@$(BIN)/dateline docs

lint: setup-dev  ## ruff, mypy --strict, sqlfluff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/sqlfluff lint -q warehouse

image: ## build the container image with docker or buildah
	@sh docker/build.sh

clean:  ## remove what was set up (.venv) but no data
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

setup:
	@python3 bootstrap.py run

setup-dev:
	@python3 bootstrap.py dev
