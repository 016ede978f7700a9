"""Builds the search kernel when there is a compiler; without one Coverset installs and searches more slowly."""

from setuptools import setup

setup()
