"""CHANGELOG.md from the fragments in changelog.d, one file a change: ``<name>.<kind>.md``.

``python tools/changelog.py`` writes the section of the version in pyproject.toml; released sections stay as
they are. ``--release`` also takes the fragments away, so that the next version begins empty.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed"}
_HEAD = "# Changelog\n\nWhat changed for users, newest version first. Made by `tools/changelog.py` from `changelog.d`.\n"
_RELEASED = "<!-- released -->"


def fragments(root: Path) -> list[Path]:
    """The fragments, by name. Raises SystemExit naming one whose kind is unknown."""
    found = sorted((root / "changelog.d").glob("*.md"))
    for path in found:
        if path.suffixes[-2:-1] != [] and path.suffixes[-2].removeprefix(".") in KINDS:
            continue
        raise SystemExit(f"{path.name}: call it <name>.<kind>.md, with a kind of {', '.join(KINDS)}")
    return found


def section(root: Path) -> str:
    """The section of the version being made."""
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    lines = [f"## {version}"]
    for kind, title in KINDS.items():
        own = [path for path in fragments(root) if path.suffixes[-2] == f".{kind}"]
        if own:
            lines += ["", f"### {title}", ""]
            lines += [f"- {' '.join(path.read_text(encoding='utf-8').split())}" for path in own]
    return "\n".join(lines) + "\n"


def whole(root: Path) -> str:
    """The file as it should be: the section being made, then the released ones unchanged."""
    path = root / "CHANGELOG.md"
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    _, mark, released = old.partition(_RELEASED)
    tail = f"\n{_RELEASED}{released}" if mark else ""
    return f"{_HEAD}\n{section(root)}{tail}" if fragments(root) else old


def stale(root: Path) -> list[str]:
    """Whether the file lacks a fragment."""
    path = root / "CHANGELOG.md"
    now = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [] if now == whole(root) else ["CHANGELOG.md is stale: run python tools/changelog.py"]


def main(arguments: list[str], root: Path) -> int:
    """Write the file; with ``--release`` close the section and take its fragments away."""
    text = whole(root)
    if "--release" in arguments:
        head, _, released = text.partition(_RELEASED)
        body = head.removeprefix(f"{_HEAD}\n").rstrip("\n")
        text = f"{_HEAD}\n{_RELEASED}\n\n{body}\n{released}".rstrip("\n") + "\n"
        for path in fragments(root):
            path.unlink()
    (root / "CHANGELOG.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent.parent))
