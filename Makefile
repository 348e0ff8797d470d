# Two commands do all the set-up: `make demo` and `make test`. Nothing is downloaded but packages.
# PYTHON names another interpreter than python3: make PYTHON=python3.12 demo

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Annotated articles to learn from, one JSON object a line; see docs/reference/data-format.md.
TEXTS ?= ../shared/gold/train.texts.jsonl
GOLD ?= ../shared/gold/train.gold.jsonl

.DEFAULT_GOAL := help
.PHONY: help demo test lint lexicon gazetteer train gate floors bench generated docs clean

help:
	@echo "make demo       read the pages of demo/pages and write demo/report.html"
	@echo "make test       install what the tests need and run all of them"
	@echo "make lint       ruff, mypy and the import contracts alone"
	@echo "make lexicon    compile the vocabulary (after a change in src/rawi/lexicon/data)"
	@echo "make gazetteer  compile the places (after a change in src/rawi/lexicon/data/places)"
	@echo "make train      learn the weights from TEXTS and GOLD"
	@echo "make gate       measure the scores against the floors; make floors raises the floors"
	@echo "make bench      measure speed and memory, and write docs/benchmarks.md"
	@echo "make generated  write the generated pages: schema, command line, scores, examples of output"
	@echo "make docs       build the documentation into site/"
	@echo "make clean      remove what was built; the .venv stays"

demo: .venv/.installed
	@$(BIN)/rawi read demo/pages --format table
	@$(BIN)/rawi read demo/pages --format html --out demo/report.html
	@echo "The report is in $(CURDIR)/demo/report.html; open it in a browser."

test: .venv/.installed-dev
	@scripts/system_packages.sh
	$(BIN)/python -m pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lexicon: .venv/.installed-dev
	$(BIN)/python -m rawi.lexicon.compiler
	$(BIN)/python -m rawi.events.build_sides

gazetteer: .venv/.installed-dev
	$(BIN)/python -m rawi.lexicon.build_gazetteer

train: .venv/.installed-dev
	$(BIN)/rawi train $(TEXTS) $(GOLD) --more-texts ../shared/data/raw/articles.jsonl --more-gold annotations/raw.jsonl \
		--more-texts ../shared/data/airwars/texts.jsonl --more-gold annotations/airwars.jsonl --out src/rawi/reading

gate: .venv/.installed-dev
	$(BIN)/python -m rawi.measure.gate --check

floors: .venv/.installed-dev
	$(BIN)/python -m rawi.measure.gate --update

bench: .venv/.installed-dev
	$(BIN)/python -m benchmarks.reading --write docs/benchmarks.md
	$(BIN)/python -m benchmarks.collecting
	$(BIN)/python -m benchmarks.store --write docs/benchmarks-store.md
	$(BIN)/python -m benchmarks.copies
	$(BIN)/python -m benchmarks.events --plot docs/images/events-growth.svg

generated: .venv/.installed-dev
	$(BIN)/python -m scripts.generated

docs: generated
	$(BIN)/zensical build --clean --strict

clean:
	rm -rf build dist site demo/report.html .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests scripts benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are newer than pyproject.toml while what it asks for is installed.
.venv/.installed: pyproject.toml scripts/venv.sh
	@scripts/venv.sh
	@echo "Installing Rawi into .venv ..."
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q src/rawi
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "Installing what the tests need into .venv ..."
	@$(PIP) --editable '.[dev]'
	@touch $@
