"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: a busy machine is no finding. Drawing the first example of a process reads every loaded module.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The sample files that are not ours to copy: COVERSET_SHARED, or ``shared`` beside the project."""
    named = os.environ.get("COVERSET_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared sample files are absent: set COVERSET_SHARED to their folder")
    return folder
