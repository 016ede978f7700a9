"""The benchmarks that `all.py` runs: one a file, found by looking.

A member has KEY (its name and that of its result file), SENTENCE (what it measures), ``run(effort)`` (raw rows),
``tables(rows)`` (blocks of the document by name) and ``plots(rows)`` (SVG files by name); the last two know nothing
but the rows, so that the document can be made again from a result file alone.
"""
