"""What must hold in every document: links lead somewhere, shown commands exist, nobody's machine is named."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from refpages.command_line import group

from coverset.model.events import kinds
from coverset.render import renderers
from coverset.reports import reports
from coverset.service.happenings import options
from coverset.service.reporting import ALIASES, ALL, BOARD_FILE

_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_FENCE = re.compile(r"^(```+|~~~+)\s*([\w-]*)\s*$")
_COMMENT = re.compile(r"<!-- (.*) -->")
# Spelled in pieces, so that this file does not name what it looks for.
_MACHINE = re.compile(
    r"(?<![\w.])/(?:work|root|home|Users)/[\w.]"
    + r"|(?:py"
    + r"pi\.org|index-"
    + r"url|\.python"
    + r"hosted\.)"
)
_TEXTS = {
    ".md",
    ".py",
    ".toml",
    ".txt",
    ".in",
    ".csv",
    ".cfg",
    ".yaml",
    ".yml",
    ".sh",
    ".hpp",
    ".cpp",
    ".typ",
    ".css",
}
_FOLDERS = ("docs", "src", "tests", "tools", "examples", "changelog.d", "benchmarks")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document: its language, first line and text, and the comment right above it.

    ``<!-- file: NAME -->`` says that the block is a file, ``<!-- add to: NAME -->`` that it goes at its end,
    ``<!-- change in NAME: OLD -> NEW -->`` what to change before it.
    """

    document: Path
    line: int
    language: str
    lines: tuple[str, ...]
    note: str = ""

    @property
    def commands(self) -> tuple[str, ...]:
        """What a reader would type, without the prompt."""
        return tuple(line[2:].strip() for line in self.lines if line.startswith("$ "))


def documents(root: Path) -> list[Path]:
    """Every Markdown document of the project."""
    top = [path for path in sorted(root.glob("*.md")) if path.is_file()]
    return top + sorted((root / "docs").rglob("*.md")) + sorted((root / "examples").rglob("*.md"))


def blocks(document: Path) -> list[Block]:
    """The fenced blocks of a document."""
    found, fence, language, start = [], "", "", 0
    inside: list[str] = []
    note = ""
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), start=1):
        match = _FENCE.match(line.strip())
        if not fence and match:
            fence, language, start, inside = match[1], match[2], number, []
        elif fence and line.strip() == fence:
            found.append(Block(document, start, language, tuple(inside), note))
            fence = note = ""
        elif fence:
            inside.append(line)
        elif line.strip():
            comment = _COMMENT.fullmatch(line.strip())
            note = comment[1] if comment else ""
    return found


def check(root: Path) -> list[str]:
    """Every fault, one sentence each."""
    said: list[str] = []
    for document in documents(root):
        said += _links(document, root)
        for block in blocks(document):
            for command in block.commands if block.language == "console" else ():
                said += [f"{_at(document, root)}:{block.line}: {fault}" for fault in command_faults(command)]
    said += [f"--help of {name}: {fault}" for name, fault in _help_faults()]
    return said + list(_machines(root))


def command_faults(command: str) -> Iterator[str]:
    """What is wrong with a shown command line: names and options that ``coverset`` does not have."""
    for part in re.split(r"\s+(?:&&|\|)\s+", command):
        try:
            words = shlex.split(part, comments=True)
        except ValueError as trouble:
            yield f"{part!r} is no command line: {trouble}"
            continue
        if words and Path(words[0]).name == "coverset":
            yield from _coverset_faults(words[1:])


def _coverset_faults(words: list[str]) -> Iterator[str]:
    top = group()
    first = next((word for word in words if not word.startswith("-")), None)
    command = top
    if first is not None:
        if first not in top.commands:
            yield f"coverset has no command {first!r}; it has {', '.join(top.commands)}"
            return
        command = top.commands[first]
        words = words[words.index(first) + 1 :]
    known = {flag for p in command.params for flag in (*p.opts, *p.secondary_opts)} | {"-h", "--help"}
    values = {flag for p in command.params for flag in p.opts if not getattr(p, "is_flag", False)}
    if first == "event":
        own = {f"--{option.key}" for kind in kinds().values() for option in options(kind)}
        known, values = known | own, values | own
    bare: list[str] = []
    medium = ""
    waiting = ""
    for word in words:
        if waiting:
            medium, waiting = (word if waiting == "--to" else medium), ""
        elif word.startswith("-") and word != "-":
            flag, _, value = word.partition("=")
            if flag not in known:
                yield f"coverset {first or ''} has no option {flag}"
            waiting = flag if flag in values and not value else ""
        else:
            bare.append(word)
    if first == "report":
        if len(bare) > 1 and bare[1] not in reports().keys() | ALIASES.keys() | {ALL, "KEY", "PAPER"}:
            yield f"there is no paper {bare[1]!r}; there are {', '.join(reports())}"
        if medium and medium not in renderers().keys() | {BOARD_FILE, "MEDIUM"}:
            yield f"there is no medium {medium!r}; there are {', '.join(renderers())}"


def _help_faults() -> Iterator[tuple[str, str]]:
    top = group()
    for name, command in {"coverset": top, **top.commands}.items():
        for line in (command.help or "").splitlines():
            words = re.split(r"\s{2,}", line.strip())[0]
            if words.startswith("coverset ") and not words.startswith("coverset plans"):
                yield from ((name, fault) for fault in command_faults(words))


def _links(document: Path, root: Path) -> Iterator[str]:
    text = document.read_text(encoding="utf-8")
    prose = re.sub(r"(?ms)^(```+).*?^\1\s*$", "", text)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    for target in _LINK.findall(prose):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (document.parent / name).resolve() if name else document
        if not there.exists():
            yield f"{_at(document, root)}: the link {target} leads nowhere"
        elif anchor and there.suffix == ".md" and anchor not in _anchors(there):
            yield f"{_at(document, root)}: {name or 'the page'} has no heading #{anchor}"


def _anchors(document: Path) -> set[str]:
    """The headings as GitHub turns them into anchors."""
    found = set()
    for line in document.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"#{1,6}\s+(.*)", line):
            words = re.sub(r"[^\w\s-]", "", match[1].strip().lower())
            found.add(words.replace(" ", "-"))
    return found


def _machines(root: Path) -> Iterator[str]:
    files = [path for path in root.iterdir() if path.is_file()]
    files += [path for folder in _FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    for path in sorted(files):
        if path.suffix not in _TEXTS and path.name != "Makefile":
            continue
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        ):
            if match := _MACHINE.search(line):
                yield f"{_at(path, root)}:{number}: names {match[0]!r}, which is somebody's machine or registry"


def _at(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
