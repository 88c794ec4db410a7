# The commands of drom; README.md says what each is for. Plain pip and venv; no uv, so that the pin of torch works.
PYTHON ?= python3
BIN := .venv/bin
DROM_DATA ?= data
export DROM_DATA

.PHONY: setup run test check bench model data clean

setup: .venv/.run

.venv/.run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

# torch first and alone: with the pin in place nothing else asks for another build of it.
.venv/.test: .venv/.run requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/test.txt
	touch $@

run: setup
	$(BIN)/drom ingest read sample
	$(BIN)/drom serve

check: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest

bench: .venv/.test
	$(BIN)/python -m bench

# The shipped model and the compiled data are committed; these make them anew. PAIRS and TEACHER: training/README.md.
model: .venv/.test
	$(BIN)/python -m training --pairs $(PAIRS) --teacher $(TEACHER) --work build/training

data: .venv/.test
	$(BIN)/python -m ontology.compile
	$(BIN)/python -m graph.compile_labels
	$(BIN)/python -m graph.compile_places

clean:
	rm -rf .venv build dist
