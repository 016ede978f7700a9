"""The story of a production told again: its events one after the other, what is planned, and what must hold.

A folder's replay.toml says the steps; every word of a story stands in the folder's own files, none here.
``coverset.replay.expectations`` holds the kinds of assertion, one a file.
"""
