"""The pages' scripts: each is read without an error, stays small, and fetches nothing from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

import coverset.web

STATIC = Path(coverset.web.__file__).parent / "static"
SCRIPTS = sorted(STATIC.rglob("*.js"))


def _node() -> str:
    spec = find_spec("playwright")
    inside = Path(spec.origin).parent / "driver" / "node" if spec and spec.origin else Path()
    found = str(inside) if inside.is_file() else shutil.which("node")
    if not found:
        pytest.skip("there is no Node to read the scripts with")
    return found


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_a_script_is_read_without_an_error(script: Path, tmp_path: Path) -> None:
    copy = tmp_path / "script.mjs"
    shutil.copy(script, copy)
    read = subprocess.run([_node(), "--check", str(copy)], capture_output=True, text=True)
    assert not read.returncode, read.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_every_import_is_there_and_ours(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for wanted in re.findall(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""", text):
        assert wanted.startswith("."), wanted
        assert (script.parent / wanted).resolve() in SCRIPTS, wanted


def test_nothing_is_fetched_from_elsewhere() -> None:
    for each in STATIC.rglob("*"):
        if each.suffix in (".js", ".css"):
            text = each.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|//cdn|@import", text), each
