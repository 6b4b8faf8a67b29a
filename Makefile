# `make` alone lists the commands. Only python3, make and a package index are needed.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run up test eval golden docs lint image bench-extract clean
BIN := .venv/bin

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

golden: setup-dev  ## rewrite the golden cases; the diff is the review
	@DATELINE_GOLDEN=write $(BIN)/python -m pytest -q tests/formats tests/normalise

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
