"""The documentation against the program: the reference is fresh, links lead somewhere, what is shown runs."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import coverset
from coverset.cli.app import app
from coverset.formats import _stunts, events, milestones, production
from coverset.replay import reading as replay
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import changelog
import doc_checks
import reference
import refpages.findings

DOCUMENTS = [path for path in doc_checks.documents(ROOT) if "reference" not in path.parts]
SHOWN = [
    path for path in DOCUMENTS if any(b.language in ("console", "python") for b in doc_checks.blocks(path))
]


def test_the_reference_is_what_the_code_says() -> None:
    """A stale page is named; `python tools/reference.py` writes it."""
    assert reference.stale() == []


def test_the_changelog_holds_every_fragment() -> None:
    """`python tools/changelog.py` writes it."""
    assert changelog.stale(ROOT) == []


def test_a_release_takes_the_fragments_in_and_leaves_earlier_ones_alone(tmp_path: Path) -> None:
    """The section is made by kind; released, it stays while the next one grows above it."""
    (tmp_path / "changelog.d").mkdir()
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nversion = "0.1.0"\n', encoding="utf-8")
    (tmp_path / "changelog.d" / "b.fixed.md").write_text("Mended\nb.\n", encoding="utf-8")
    (tmp_path / "changelog.d" / "a.added.md").write_text("New a.\n", encoding="utf-8")
    assert changelog.stale(tmp_path)
    changelog.main([], tmp_path)
    assert not changelog.stale(tmp_path)
    changelog.main(["--release"], tmp_path)
    assert not list((tmp_path / "changelog.d").iterdir())
    assert not changelog.stale(tmp_path)
    project.write_text('[project]\nversion = "0.2.0"\n', encoding="utf-8")
    (tmp_path / "changelog.d" / "c.changed.md").write_text("Other c.\n", encoding="utf-8")
    changelog.main([], tmp_path)
    lines = [
        line
        for line in (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
        if line[:1] in "#-"
    ]
    assert [line for line in lines if line] == [
        "# Changelog",
        *("## 0.2.0", "### Changed", "- Other c."),
        *("## 0.1.0", "### Added", "- New a.", "### Fixed", "- Mended b."),
    ]
    changelog.main([], tmp_path)
    assert not changelog.stale(tmp_path)


def test_a_fragment_of_no_kind_is_refused(tmp_path: Path) -> None:
    """By name, with the kinds there are."""
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "changelog.d" / "news.md").write_text("What?", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"news\.md: call it .* added, changed"):
        changelog.fragments(tmp_path)


def test_links_lead_somewhere_and_shown_commands_exist() -> None:
    """Every document, and the examples in `--help`."""
    assert doc_checks.check(ROOT) == []


def test_a_stale_or_leftover_page_is_named(tmp_path: Path) -> None:
    """The check sees a changed page, a missing one, and one that nothing makes."""
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    (tmp_path / "rules.md").write_text("old", encoding="utf-8")
    (tmp_path / "costs.md").unlink()
    (tmp_path / "dreams.md").write_text("new", encoding="utf-8")
    assert reference.stale(tmp_path) == [
        "docs/reference/rules.md is stale",
        "docs/reference/costs.md is stale",
        "docs/reference/dreams.md is made by nothing",
    ]


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("coverset paln film", "no command 'paln'"),
        ("coverset plan film --tiem 5", "no option --tiem"),
        ("coverset report film stripbord", "no paper 'stripbord'"),
        ("coverset report film one-liner --to pfd", "no medium 'pfd'"),
    ],
)
def test_a_shown_command_that_does_not_exist_is_a_fault(command: str, fault: str) -> None:
    """One fault, which says what there is instead."""
    (found,) = doc_checks.command_faults(command)
    assert fault in found


def test_a_dead_link_and_a_machine_are_faults(tmp_path: Path) -> None:
    """In a document and anywhere in the project's texts."""
    (tmp_path / "docs").mkdir()
    path = "/" + "root/me"
    (tmp_path / "docs" / "a.md").write_text(f"# A\n[b](b.md) [a](#b) [ok](#a)\n{path}\n", encoding="utf-8")
    said = doc_checks.check(tmp_path)
    assert [fault.split(":")[0] for fault in said] == ["docs/a.md"] * 3
    assert "b.md leads nowhere" in said[0]
    assert "no heading #b" in said[1]
    assert "somebody's machine" in said[2]


def test_every_finding_made_in_the_open_is_in_the_catalogue() -> None:
    """The scanner reads codes and sentences however they are put."""
    text = (
        "def f(x):\n"
        "    sentence = f'There is no {x} here.'\n"
        "    yield Finding('thing-missing', Severity.ERROR, sentence)\n"
        "    report.add('one-code' if x else 'other-code', Severity.NOTE, 'Plain words here.')\n"
    )
    said = list(refpages.findings.scan(text, "m.py"))
    assert [(s.code, s.severity) for s in said] == [
        ("thing-missing", "error"),
        ("one-code", "note"),
        ("other-code", "note"),
    ]
    assert said[0].sentence == "There is no … here."


@pytest.mark.parametrize("document", SHOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_shows_runs(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document's python blocks, and its console blocks that show an answer, in order, in one folder.

    The folder holds `examples` and, as `film`, the two-hander imported. Numbers may differ from those shown,
    and so may how long is searched.
    """
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = doc_checks.blocks(document)
    if any(block.language == "python" for block in blocks):
        _run("coverset import examples/two-hander/script.fountain -o film")
    names: dict[str, object] = {}
    for block in blocks:
        _edit(block)
        if block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile("\n".join(block.lines), f"{document.name}:{block.line}", "exec"), names)
        elif block.language == "console":
            for command, shown in _answers(block):
                _compare(f"{document.name}:{block.line}", command, shown)


TOML = [
    pytest.param(block, id=f"{path.relative_to(ROOT).as_posix()}:{block.line}")
    for path in doc_checks.documents(ROOT)
    for block in doc_checks.blocks(path)
    if block.language == "toml"
]


@pytest.mark.parametrize("block", TOML)
def test_shown_toml_is_understood(block: doc_checks.Block) -> None:
    """Every key is known and every value is one, as in a production's own files."""
    data = "\n".join(block.lines).encode()
    beside = next((each for each in (events, milestones) if each.sniff(data)), None)
    if beside is not None:
        findings = beside.read(data)[1]
    elif replay.sniff(data):
        findings = replay.shape(data).findings
    elif _stunts.sniff(data):
        findings = _stunts.shape(data).findings
    else:
        findings = production.parse(data, "production.toml").findings
    assert [str(finding) for finding in findings] == []


def _edit(block: doc_checks.Block) -> None:
    """What the reader is told to write into a file, as the comment above the block says."""
    verb, _, rest = block.note.partition(": ")
    text = "".join(f"{line}\n" for line in block.lines)
    if verb == "file":
        Path(rest).write_text(text, encoding="utf-8")
    elif verb == "add to":
        Path(rest).write_text(Path(rest).read_text(encoding="utf-8") + text, encoding="utf-8")
    elif verb.startswith("change in "):
        old, new = rest.split(" -> ")
        path = Path(verb.removeprefix("change in "))
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def _answers(block: doc_checks.Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the answer shown; none of a block that shows no answer."""
    found: list[tuple[str, list[str]]] = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append((line[2:].strip(), []))
        elif found:
            found[-1][1].append(line)
    if any(shown for _, shown in found) or any(command.startswith("cp ") for command, _ in found):
        yield from found


def _run(command: str) -> str:
    words = shlex.split(command, comments=True)
    if words[0] == "cp":
        for name in words[1:-1]:
            shutil.copy(name, words[-1])
        return ""
    assert words[0] == "coverset", command
    if "--time" in words:
        place = words.index("--time")
        if words[1] == "replan":
            # What the page shows must be found on a busy machine too.
            words[place + 1] = "12"
        elif words[1] not in ("pin", "explain", "lost", "replay"):
            words[place : place + 2] = ["--steps", "20000", "--workers", "1"]
    return CliRunner().invoke(app, words[1:], catch_exceptions=False).output


def _compare(where: str, command: str, shown: list[str]) -> None:
    """Every line shown is in the answer, in order; numbers stand for any number, `...` for anything."""
    answer_whole = _run(command)
    said = iter([_loose(line) for line in answer_whole.splitlines()])
    for line in shown:
        pieces = [_loose(piece) for piece in line.split("...")]
        if any(pieces):
            pattern = ".*".join(re.escape(piece) for piece in pieces)
            assert any(re.fullmatch(pattern, answer) for answer in said), (
                f"{where}: {command}: no {line!r} in:\n{answer_whole}"
            )


def _loose(line: str) -> str:
    return re.sub(r"\d(?:[\d,.:]*\d)?", "#", " ".join(line.split()))


def test_the_version_is_one_and_the_same() -> None:
    """In the package and in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{coverset.__version__}"' in text
