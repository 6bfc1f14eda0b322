# Two commands are enough on a fresh machine: `make refresh` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := yes

.DEFAULT_GOAL := help
.PHONY: help refresh test test-long check format ui readme dictionary cookbook rules-page bench-placement bench-columns bench-findings bench-readers bench-review bench-speed fuzz fit-columns fit-weights lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test ! -L .venv || { echo ".venv is a link to the environment of another checkout; remove the link first" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

refresh: $(READY) ## the whole job on the bundled document
	$(BIN)/shinchoku refresh

test: $(READY) ## all tests but the long ones
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null || \
		echo "No Chromium: the tests of the pages are skipped. To have them: apt-get install chromium fonts-noto-cjk"
	$(BIN)/python -m pytest -n 3 --dist loadfile

test-long: $(READY) ## the long tests: refreshes killed at 200 moments, readers during publications, other machines
	$(BIN)/python -m pytest -n 2 -m long

check: $(READY) ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY) ## rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

ui: $(READY) ## Dagster's web page on http://127.0.0.1:3000
	@mkdir -p $(DAGSTER_HOME) && cp pipeline/dagster.yaml $(DAGSTER_HOME)/dagster.yaml
	$(BIN)/dg dev --workspace workspace.yaml --host 127.0.0.1 --port 3000

readme: $(READY) ## fill the results shown in the READMEs in anew
	$(BIN)/python -m tests.contract.test_readme

dictionary: $(READY) ## write docs/dictionary.md anew from the contracts
	$(BIN)/python -m tests.contract.test_dictionary

cookbook: $(READY) ## fill the results shown in docs/cookbook.md in anew
	$(BIN)/python -m tests.contract.test_cookbook

rules-page: $(READY) ## write docs/rules.md anew from the rules and the readings of their findings
	$(BIN)/python -m tests.contract.test_rules_page

bench-placement: $(READY) ## how well cells are placed: hand labels, generated damage, speed
	$(BIN)/python -m benchmarks.placement

bench-columns: $(READY) ## how well tables of other cities are read: columns, cells, refusals per layout
	$(BIN)/python -m benchmarks.columns

bench-findings: $(READY) ## how many planted faults are found, and how often harmless texts are asked about
	$(BIN)/python -m benchmarks.findings

bench-readers: $(READY) ## how the time of every reader of texts grows with the length of the text
	$(BIN)/python -m benchmarks.readers

bench-review: $(READY) ## seconds and keys per decision in the page of `shinchoku review`, and in the CSV (needs chromium)
	$(BIN)/python -m benchmarks.review

bench-speed: $(READY) ## how long commands take, one plan and forty, beside what was asked
	$(BIN)/python -m benchmarks.speed_table

# atheris finds its way through compiled code, has wheels for few platforms, and is needed for nothing else.
fuzz: $(READY) ## ten minutes of odd bytes and texts for every reader
	$(BIN)/python -m venv .fuzz
	.fuzz/bin/python -m pip install --quiet --disable-pip-version-check atheris==3.0.0
	PYTHONPATH=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
		.fuzz/bin/python -m benchmarks.fuzz -max_total_time=600 -timeout=20 -rss_limit_mb=4096 -max_len=400

fit-columns: $(READY) ## fit the weights of the evidence about columns anew
	$(BIN)/python -m benchmarks.fit_columns

fit-weights: $(READY) ## fit the weights of the evidence anew
	$(BIN)/python -m benchmarks.fit_weights

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --no-strip-extras --generate-hashes \
		--extra dev --output-file requirements.lock pyproject.toml

clean: ## remove the environment and everything the job wrote
	rm -rf .venv .dagster warehouse
