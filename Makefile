# `make` alone lists the commands. Only python3, make and a package index are needed.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run up test eval eval-quotes eval-actors eval-dates eval-datelines eval-pages eval-topics \
	bench-copies bench-extract bench-memory bench-pages bench-topics train docs lint image clean
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

eval: eval-quotes eval-actors eval-topics eval-pages eval-dates eval-datelines  ## accuracy against all recorded floors: gains and losses

eval-quotes: setup-dev  ## who said what against its peers and its recorded floors, on the shared annotated news
	@$(BIN)/python -m tests.accuracy.quotes

eval-actors: setup-dev  ## who is meant by names, titles, nouns and pronouns, and who speaks, against recorded floors
	@$(BIN)/python -m tests.accuracy.actors

eval-dates: setup-dev  ## times as printed and pages without structured data: right, refused, silently wrong, against recorded floors
	@$(BIN)/python -m tests.accuracy.dates

eval-datelines: setup-dev  ## places with their countries, days and agencies of datelines, against recorded floors
	@$(BIN)/python -m tests.accuracy.datelines

eval-pages: setup-dev  ## text of pages beside trafilatura, readability-lxml and resiliparse, on the shared pages and on those of made-up outlets, against recorded floors
	@$(BIN)/python -m tests.accuracy.pages

eval-topics: setup-dev  ## topics, one by one, and the rest of the samples' gold, against recorded floors
	@$(BIN)/python -m tests.accuracy.evaluate

bench-topics: setup-dev  ## articles a second of telling topics, beside one search a term
	@$(BIN)/python -m tests.benchmarks.topics

bench-extract: setup-dev  ## words a second of annotate beside spaCy's plain pipeline, and where the time goes
	@$(BIN)/python -m tests.benchmarks.extract

bench-memory: setup-dev  ## what a wire's boilerplate memory costs with ten thousand stories behind
	@$(BIN)/python -m tests.benchmarks.memory

bench-pages: setup-dev  ## pages a second beside trafilatura, readability-lxml and resiliparse, and where the time goes
	@$(BIN)/python -m tests.benchmarks.pages

bench-copies: setup-dev  ## what finding copies costs with a million articles behind, and what of planted copies is found
	@$(BIN)/python -m tests.benchmarks.copies

train:  ## new weights from DATA=folder, in MINUTES=120, into OUT=; see docs/training.md
	@test -n "$(DATA)" || { echo 'make train DATA=folder [MINUTES=120] [OUT=folder]: see docs/training.md' >&2; exit 2; }
	@python3 training/environment.py
	@.venv-train/bin/python -m training "$(DATA)" $(if $(MINUTES),--minutes "$(MINUTES)") $(if $(OUT),--out "$(OUT)") \
		$(if $(WORK),--work "$(WORK)") $(if $(PARSER),--parser "$(PARSER)") \
		$(if $(TEACHERS),--teachers "$(TEACHERS)")

docs: setup  ## rewrite the generated pages of docs/
	@$(BIN)/dateline docs

lint: setup-dev  ## ruff, mypy --strict, sqlfluff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/sqlfluff lint -q warehouse

image: ## build the container image with docker or buildah
	@sh docker/build.sh

clean:  ## remove what was set up (.venv, .venv-train) but no data
	@rm -rf .venv .venv-train .pytest_cache .mypy_cache .ruff_cache .hypothesis

setup:
	@python3 bootstrap.py run

setup-dev:
	@python3 bootstrap.py dev
