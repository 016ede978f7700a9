# make demo: tell the shipped example's story, event by event, and print the papers of where it ends.   make test: pass every test.   make bench: every figure of docs/benchmarks.md.
.PHONY: demo test lint types layers docs bench check clean

demo:
	@sh tools/setup.sh requirements.txt
	@.venv/bin/coverset replay examples/grand-express -o out/grand-express --time 90
	@.venv/bin/coverset report out/grand-express/production all -o out/grand-express/papers

test:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/python -m pytest -n auto

lint:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/mypy

layers:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/lint-imports

docs:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/python tools/reference.py --check

bench:
	@sh tools/setup.sh requirements-dev.txt
	@.venv/bin/python benchmarks/all.py

check: test lint types layers docs

clean:
	@rm -rf .venv build out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
