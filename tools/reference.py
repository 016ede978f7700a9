"""Write docs/reference from the code and CHANGELOG.md from its fragments, or check the whole documentation.

``python tools/reference.py`` writes; ``--check`` writes nothing and ends with 1 when a page is stale, a link
leads nowhere, a shown command does not exist, or a file names a path of somebody's machine.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import changelog
import doc_checks
import refpages

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


@cache
def pages() -> dict[str, str]:
    """Every file of docs/reference by name, as it should be."""
    made = {name: make() for name, make in refpages.PAGES.items()}
    return made | {"index.md": refpages.index()}


def stale(folder: Path = REFERENCE) -> list[str]:
    """What differs between the folder and the code, one sentence a file."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*") if path.is_file()}
    said = [f"docs/reference/{name} is stale" for name, text in wanted.items() if found.get(name) != text]
    return said + [
        f"docs/reference/{name} is made by nothing" for name in sorted(found.keys() - wanted.keys())
    ]


def write(folder: Path = REFERENCE) -> None:
    """Write every page, and remove what nothing makes."""
    wanted = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run as asked; answer the exit status."""
    if "--check" not in arguments:
        write()
        return changelog.main([], ROOT)
    said = stale() + changelog.stale(ROOT) + doc_checks.check(ROOT)
    for sentence in said:
        print(sentence, file=sys.stderr)
    if said:
        print("Fix them; for stale pages run: python tools/reference.py", file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
