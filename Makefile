PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test tests faults bench check ready lock clean

help: ## show what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/'

run: ## set up what is missing, then run Lotse with its simulator until Ctrl-C
	@$(PYTHON) bin/setup
	@exec $(BIN)/lotse run

test: ready ## set up what is missing, then pass every check and test
	@$(MAKE) --no-print-directory -j2 check tests

tests: ready
	@CHROMIUM="$$($(BIN)/python bin/browser)" && export CHROMIUM && $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

faults: ready ## kill, cut and confuse everything for half an hour; FAULTS_SEED=n repeats a run's choices
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/pytest tests/faults -m whole -p no:xdist -s

ready:
	@$(PYTHON) bin/setup --dev

check: ready ## style, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: ready ## measure how fast Lotse is, beside rivals; about two hours and a half (BENCH="--quick": minutes, its report in var/bench/quick)
	@$(BIN)/python -m bench $(BENCH)

lock: ## write requirements*.txt anew from pyproject.toml (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build -o requirements.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra tracing -c requirements.txt -o requirements-tracing.txt

clean: ## remove the virtual environment; the data in var/ stays
	rm -rf .venv
