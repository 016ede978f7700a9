"""Every finding code in the source: how severe it is, what its sentence says, where it comes from."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import coverset
from coverset.rules import rules
from refpages.words import heading, table

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_MAKERS = {"Finding", "error", "warning", "note", "add", "say", "_add", "_say", "_slip", "_refused", "Slip"}
_FOLDERS = ("formats", "model", "hazards", "service", "store", "generate")
_WORST = ("error", "conflict", "warning", "note", "")


@dataclass(frozen=True, slots=True)
class Said:
    """One place in the source that makes a finding."""

    code: str
    severity: str
    sentence: str
    module: str


def page() -> str:
    """The codes, by name."""
    source = Path(coverset.__file__).parent
    by_code: dict[str, list[Said]] = defaultdict(list)
    for path in sorted(path for folder in _FOLDERS for path in (source / folder).rglob("*.py")):
        for said in scan(path.read_text(encoding="utf-8"), path.relative_to(source).as_posix()):
            by_code[said.code].append(said)
    for key, rule in rules().items():
        module = f"rules/{rule.__name__.rpartition('.')[2]}.py"
        severities = getattr(rule, "SEVERITIES", ("conflict",))
        by_code[key] += [Said(key, severity, rule.SENTENCE, module) for severity in severities]
    head = heading(
        "Findings",
        "What can be said about files and boards. An *error* stops planning, a *conflict* is a rule broken on "
        "a board, a *warning* or *note* informs. Each finding has its code, a sentence, the file and line it "
        "is about where there is one, and the names concerned; `--json` gives all of them. "
        "In the sentences here `…` stands for what is filled in. Codes do not change between versions "
        "without a word in the changelog.",
    )
    rows = []
    for code, places in sorted(by_code.items()):
        severities = dict.fromkeys(said.severity for said in places if said.severity)
        worst = sorted(severities, key=_WORST.index)
        sentences = dict.fromkeys(said.sentence for said in places if said.sentence)
        modules = dict.fromkeys(said.module for said in places)
        rows.append(
            (
                f"`{code}`",
                " or ".join(worst),
                " / ".join(list(sentences)[:2]),
                ", ".join(f"`{module}`" for module in list(modules)[:3]),
            )
        )
    return f"{head}\n\n{table(('Code', 'Severity', 'Says', 'From'), rows)}\n"


def scan(text: str, module: str) -> Iterator[Said]:
    """The findings that a module makes, in the order of the text."""
    tree = ast.parse(text)
    known = _spoken(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in _MAKERS:
            continue
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        for code in (found for value in values for found in _codes(value)):
            yield Said(code, _severity(node, name), _sentence(values, known, node.lineno), module)


def _codes(value: ast.expr) -> Iterator[str]:
    """Codes that an argument may be: a constant, or one of two by a condition."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and _CODE.fullmatch(value.value):
        yield value.value
    elif isinstance(value, ast.JoinedStr) and _CODE.fullmatch(_text(value).replace("…", "some")):
        yield _text(value)
    elif isinstance(value, ast.IfExp):
        yield from _codes(value.body)
        yield from _codes(value.orelse)


def _severity(call: ast.Call, name: str) -> str:
    for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
        if isinstance(value, ast.Attribute) and getattr(value.value, "id", "") == "Severity":
            return value.attr.lower()
    return {"error": "error", "warning": "warning", "note": "note"}.get(name, "")


def _spoken(tree: ast.AST) -> dict[str, list[tuple[int, str]]]:
    """What is assigned to each name, by line: sentences are often named before they are said."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and (text := _text(node.value)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id].append((node.lineno, text))
    return found


def _sentence(values: list[ast.expr], known: dict[str, list[tuple[int, str]]], line: int) -> str:
    for value in values:
        text = _text(value)
        if isinstance(value, ast.Name):
            before = [(at, said) for at, said in known.get(value.id, ()) if line - 40 < at <= line]
            text = max(before)[1] if before else ""
        if text.count(" ") >= 2:
            return text
    return ""


def _text(value: ast.expr) -> str:
    """A text as it stands in the source, ``…`` for what is filled in."""
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else ""
    if isinstance(value, ast.JoinedStr):
        pieces = (piece.value if isinstance(piece, ast.Constant) else "…" for piece in value.values)
        return "".join(str(piece) for piece in pieces)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _text(value.left) + (_text(value.right) or "…")
    return ""
