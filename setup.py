"""Builds the search kernel when there is a compiler; without one Coverset installs and searches more slowly."""

from __future__ import annotations

import sys
from pathlib import Path

import nanobind
from setuptools import Extension, setup

HERE = Path(__file__).parent
KERNEL = Path("src/coverset/solve/kernel")
NANOBIND = Path(nanobind.source_dir())

if sys.platform == "win32":
    flags = ["/O2", "/std:c++17", "/EHsc"]
else:
    flags = ["-O3", "-std=c++17", "-fvisibility=hidden", "-fno-strict-aliasing", "-fno-math-errno", "-g0"]

setup(
    ext_modules=[
        Extension(
            "coverset.solve._kernel",
            sources=[str(KERNEL / "module.cpp"), str(KERNEL / "nanobind.cpp")],
            depends=[str(path.relative_to(HERE)) for path in sorted((HERE / KERNEL).glob("*.hpp"))],
            include_dirs=[
                nanobind.include_dir(),
                str(NANOBIND),
                str(NANOBIND.parent / "ext" / "robin_map" / "include"),
            ],
            define_macros=[("NDEBUG", None), ("NB_COMPACT_ASSERTIONS", None)],
            extra_compile_args=flags,
            language="c++",
            optional=True,
        )
    ]
)
