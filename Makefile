# make report  環境を作り、例示市（このフォルダ）の報告書を reports/ に作る    the main job on the sample city
# make test    すべてのテスト    every test
# Needs Python 3.11 or later and make. Another Python: make PYTHON=python3.12 report
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test lint docs bench clean

# Exit code 1 means: there are findings to read. The papers are written all the same.
report: $(READY)
	@$(BIN)/ictlife report . || [ $$? -eq 1 ]
	@echo "=> reports/index.html"

test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python tools/make_docs.py

bench: $(READY)
	$(BIN)/python benchmarks/city.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python benchmarks/money.py
	$(BIN)/python benchmarks/importing.py

clean:
	rm -rf $(VENV) build src/*.egg-info benchmarks/out

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Python 3.11 or later is needed')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
