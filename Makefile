# The two commands to know: `make demo` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
BIN := .venv/bin
ON := 2026-11-21
MULTITOOL := tests/reports/multitool
VIEWS := journey handoffs org incentives conflicts kpi_tree

.PHONY: demo test bench pictures clean

demo: .venv/.demo
	@echo "== northwind: a healthy company, with one conflict it wants =="
	@$(BIN)/opmodel check models/northwind --on $(ON)
	@echo
	@echo "== misaligned: a company as it really goes wrong =="
	@$(BIN)/opmodel check models/misaligned --limit 1 --on $(ON) || test $$? -eq 1
	@mkdir -p pictures
	@for model in northwind misaligned; do for view in $(VIEWS); do \
	  $(BIN)/opmodel draw models/$$model --view $$view --on $(ON) --out pictures/$$model-$$view.svg --quiet && \
	  $(BIN)/opmodel draw models/$$model --view $$view --on $(ON) --out pictures/$$model-$$view.png --quiet || exit 1; done; done
	@echo
	@echo "All of them:   $(BIN)/opmodel check models/misaligned"
	@echo "Who is paid against whom:   $(BIN)/opmodel incentives models/misaligned --between ae csm"
	@echo "The pictures are in ./pictures: open pictures/northwind-journey.svg in a browser, then pictures/misaligned-journey.svg."

test: .venv/.dev .venv/.multitool
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

bench: .venv/.dev
	$(BIN)/python -m tests.bench

pictures: .venv/.demo
	@mkdir -p docs/pictures
	@for model in northwind misaligned; do for view in $(VIEWS); do \
	  $(BIN)/opmodel draw models/$$model --view $$view --on $(ON) --out docs/pictures/$$model-$$view.png --quiet || exit 1; done; done

clean:
	rm -rf .venv pictures build dist $(MULTITOOL)/node_modules

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.demo: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[diagrams]'
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[diagrams,pdf,dev]'
	@touch $@

# The validator of SARIF by its makers is an npm package with a program in it; without it its tests say why they are skipped.
.venv/.multitool: $(MULTITOOL)/package-lock.json | .venv/bin/python
	@npm ci --prefix $(MULTITOOL) --ignore-scripts --no-audit --no-fund --loglevel=error && \
	  chmod u+x $(MULTITOOL)/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool && touch $@ || \
	  echo "npm cannot install the SARIF multitool: SARIF is not held against the validator of its makers"
