"""The folder as a document: nothing acknowledged is lost, others' changes are kept, files edited by hand are picked up."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.formats import plan as plan_file
from coverset.model.edits import Edit, EditError, MoveStrip, ReorderDay, Several, SwapDays, restoring
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.store.document import Document, FolderInUseError, StaleError
from coverset.store.edit_json import edit_json, edit_of, plan_json, plan_of
from coverset.store.journal import FILE, Journal, JournalError

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-hander"
MONDAY, TUESDAY = date(2026, 3, 16), date(2026, 3, 17)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "film"
    shutil.copytree(EXAMPLE, target)
    return target


@pytest.fixture
def document(folder: Path) -> Iterator[Document]:
    opened = Document.open(folder)
    yield opened
    opened.close()


def strips(document: Document, count: int) -> list[str]:
    assert document.production is not None
    return list(document.production.tasks)[:count]


def test_a_folder_without_a_plan_has_every_strip_in_the_boneyard(document: Document) -> None:
    assert document.production is not None
    assert document.plan.boneyard == tuple(document.production.tasks)
    assert document.revision == 1


def test_an_edit_is_in_the_history_and_in_plan_json(document: Document, folder: Path) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1, who="first AD")
    entry = document.edit(MoveStrip(second, "MAIN", MONDAY), base=2, who="first AD")
    assert entry.revision == document.revision == 3
    kept, _, _ = plan_file.read((folder / "plan.json").read_bytes())
    assert kept is not None
    assert kept.days == document.plan.days
    assert [e.revision for e in Journal.open(folder / FILE).entries] == [1, 2, 3]


def test_a_new_server_finds_every_revision_again(folder: Path) -> None:
    opened = Document.open(folder)
    for k, task in enumerate(strips(opened, 5)):
        opened.edit(MoveStrip(task, "MAIN", MONDAY if k % 2 else TUESDAY), base=opened.revision)
    opened.undo()
    before = list(opened.plans)
    opened.close()
    again = Document.open(folder)
    assert again.plans == before
    assert again.can_redo() is not None
    again.close()


def test_undo_and_redo_go_all_the_way(document: Document) -> None:
    for task in strips(document, 6):
        document.edit(MoveStrip(task, "MAIN", MONDAY), base=document.revision)
    boards = document.plans[1:7]
    for board in reversed(boards):
        document.undo()
        assert document.plan == board
    with pytest.raises(EditError):
        document.undo()
    for board in document.plans[2:8]:
        document.redo()
        assert document.plan == board
    with pytest.raises(EditError):
        document.redo()


def test_a_new_edit_ends_what_could_be_redone(document: Document) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    document.undo()
    document.edit(MoveStrip(second, "MAIN", MONDAY), base=3)
    assert document.can_redo() is None


def test_edits_of_different_strips_from_one_revision_merge(document: Document) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1, who="one tab")
    document.edit(MoveStrip(second, "MAIN", TUESDAY), base=1, who="another")
    assert document.plan.where[first][0].day == MONDAY
    assert document.plan.where[second][0].day == TUESDAY


def test_edits_of_one_strip_from_one_revision_are_refused_with_both_sides(document: Document) -> None:
    first, *_ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1, who="one tab")
    with pytest.raises(StaleError, match="one tab") as refused:
        document.edit(MoveStrip(first, "MAIN", TUESDAY), base=1, who="another")
    assert refused.value.theirs[0].revision == 2
    assert document.revision == 2


def test_two_servers_cannot_have_one_folder(document: Document, folder: Path) -> None:
    with pytest.raises(FolderInUseError):
        Document.open(folder)


def test_a_plan_written_by_a_command_is_picked_up_and_can_be_undone(document: Document, folder: Path) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    bones = tuple(task for task in document.plan.boneyard if task != second)
    other = Plan((PlanDay("MAIN", TUESDAY, (Strip(second), Strip(first))),), bones)
    (folder / "plan.json").write_bytes(plan_file.write(other, document.production))
    assert document.refresh()
    assert document.plan.days == other.days
    document.undo()
    assert document.plan.where[first][0].day == MONDAY


def test_a_production_edited_by_hand_is_read_again(document: Document, folder: Path) -> None:
    text = (folder / "production.toml").read_text()
    (folder / "production.toml").write_text(text.replace("Closing the Kiosk", "The Other Kiosk"))
    revision = document.revision
    assert document.refresh()
    assert document.production is not None
    assert document.production.title == "The Other Kiosk"
    assert document.revision == revision + 1
    assert not document.refresh()


def test_files_are_changed_undone_and_never_overwritten(document: Document, folder: Path) -> None:
    text = (folder / "production.toml").read_bytes()
    new = text.replace(b"Closing the Kiosk", b"Another")
    document.change_files({"production.toml": new}, base=1)
    assert (folder / "production.toml").read_bytes() == new
    document.undo()
    assert (folder / "production.toml").read_bytes() == text
    document.redo()
    (folder / "production.toml").write_bytes(text.replace(b"Closing", b"Shutting"))
    with pytest.raises(EditError, match="changed since"):
        document.undo()
    with pytest.raises(StaleError):
        document.change_files({"production.toml": text}, base=2)
    assert b"Shutting" in (folder / "production.toml").read_bytes()


def test_names_and_restoring(document: Document) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    document.name("White")
    document.edit(MoveStrip(second, "MAIN", MONDAY), base=3)
    assert document.named() == {"White": 2}
    document.restore(document.named()["White"])
    assert document.plan == document.plan_at(2)
    document.undo()
    assert second in document.plan.where


def test_a_full_disk_refuses_in_words_and_loses_nothing(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    whole = (folder / FILE).read_bytes()
    written = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) > 20:
            return written(handle, data[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coverset.store.journal.os.write", full)
    with pytest.raises(JournalError, match=r"(?s)No space left.*Nothing was lost"):
        document.edit(MoveStrip(second, "MAIN", MONDAY), base=2)
    monkeypatch.undo()
    assert (folder / FILE).read_bytes() == whole
    assert second not in document.plan.where
    document.edit(MoveStrip(second, "MAIN", MONDAY), base=2)


def test_a_line_cut_short_is_dropped_and_a_damaged_one_is_said(folder: Path) -> None:
    opened = Document.open(folder)
    first, second, _ = strips(opened, 3)
    opened.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    opened.close()
    with (folder / FILE).open("ab") as handle:
        handle.write(b'{"revision":3,"at":"2026-')
    again = Document.open(folder)
    assert again.revision == 2
    assert again.journal.torn == 25
    again.edit(MoveStrip(second, "MAIN", MONDAY), base=2)
    again.close()
    lines = (folder / FILE).read_bytes().splitlines(keepends=True)
    (folder / FILE).write_bytes(lines[0] + b"{broken}\n" + lines[2])
    with pytest.raises(JournalError, match=r"edits\.jsonl:2: .*damaged"):
        Document.open(folder)


WRITER = """
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from coverset.model.edits import MoveStrip
from coverset.store.document import Document

document = Document.open(Path(sys.argv[1]))
tasks = list(document.production.tasks)
print("ready", flush=True)
for k in range(100000):
    task = tasks[k % len(tasks)]
    day = date(2026, 3, 2) + timedelta(days=k % 29)
    entry = document.edit(MoveStrip(task, "MAIN", day), base=document.revision)
    print(f"{entry.revision} {task} {day}", flush=True)
"""


def killed(folder: Path, lines: int) -> list[str]:
    """What a writer acknowledged before it was killed without warning, about so many edits in."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    said = []
    try:
        for line in writer.stdout:
            said.append(line)
            if len(said) > lines:
                time.sleep(random.random() / 500)
                break
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        said += writer.stdout.readlines()
        writer.wait()
        writer.stdout.close()
    return [line for line in said if line.endswith("\n") and line != "ready\n"]


def test_nothing_acknowledged_is_missing_after_a_kill(folder: Path) -> None:
    for lines in (3, 17, 40):
        acknowledged = killed(folder, lines)
        document = Document.open(folder)
        for line in acknowledged:
            revision, task, day = line.split()
            entry = document.journal.entries[int(revision) - 1]
            assert entry.did["edit"]["task"] == task
            assert entry.did["edit"]["day"] == day
        assert document.revision - int(acknowledged[-1].split()[0]) <= 2
        document.close()


DAYS = st.dates(date(2026, 3, 2), date(2026, 3, 12))
TASKS = tuple(f"F1/{k}" for k in range(1, 7))


@st.composite
def boards(draw: st.DrawFn) -> Plan:
    held: dict[date, list[str]] = {}
    bones = []
    for task in TASKS:
        day = draw(st.none() | DAYS)
        if day is None:
            bones.append(task)
        else:
            held.setdefault(day, []).append(task)
    days = tuple(PlanDay("MAIN", day, tuple(map(Strip, tasks))) for day, tasks in held.items())
    return Plan(days, tuple(bones))


@st.composite
def edits(draw: st.DrawFn, board: Plan) -> Edit:
    kind = draw(st.sampled_from(("move", "swap", "order", "several", "restore")))
    if kind == "move":
        return MoveStrip(
            draw(st.sampled_from(TASKS)), "MAIN", draw(st.none() | DAYS), draw(st.sampled_from(TASKS))
        )
    if kind == "swap":
        return SwapDays("MAIN", draw(DAYS), draw(DAYS))
    if kind == "order" and board.days:
        day = draw(st.sampled_from(board.days))
        return ReorderDay("MAIN", day.day, tuple(draw(st.permutations(day.tasks))))
    if kind == "restore":
        return restoring(draw(boards()), board)
    return Several((MoveStrip(draw(st.sampled_from(TASKS)), "MAIN", draw(DAYS)),))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_edits_and_boards_come_back_from_json_and_apply_alike(data: st.DataObject) -> None:
    board = data.draw(boards())
    edit = data.draw(edits(board))
    again = edit_of(json.loads(json.dumps(edit_json(edit))))
    assert again == edit
    assert again.apply(board) == edit.apply(board)
    assert plan_of(json.loads(json.dumps(plan_json(board)))) == board


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=8)
        | st.sampled_from(("move", "several")),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("edit", "edits", "task", "day", "unit", "slots", "days")), inner
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_a_browser_sends_is_an_edit_or_refused_in_words(said: object) -> None:
    with contextlib.suppress(EditError):
        edit_json(edit_of(said))


def by_hand(folder: Path, before: str, after: str) -> None:
    path = folder / plan_file.FILE
    path.write_text(path.read_text().replace(before, after))


def test_a_plan_made_while_nobody_served_the_folder_is_picked_up(folder: Path) -> None:
    document = Document.open(folder)
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    document.close()
    by_hand(folder, MONDAY.isoformat(), TUESDAY.isoformat())
    again = Document.open(folder)
    assert again.plan.date_of(first) == TUESDAY
    assert again.journal.entries[-1].who == "by hand"
    again.edit(MoveStrip(second, "MAIN", TUESDAY), base=again.revision)
    again.undo()
    again.undo()
    assert again.plan.date_of(first) == MONDAY
    again.close()
    once_more = Document.open(folder)
    assert once_more.revision == again.revision
    once_more.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=8))
def test_a_folder_that_nobody_touched_is_opened_without_a_revision(moves: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(shutil.copytree(EXAMPLE, Path(made) / "film"))
        document = Document.open(folder)
        every = strips(document, 21)
        for which, day in moves:
            to = None if day == 9 else MONDAY + timedelta(days=day)
            document.edit(MoveStrip(every[which], "MAIN", to), base=document.revision)
        document.close()
        again = Document.open(folder)
        assert (again.revision, again.plan) == (document.revision, document.plan)
        again.close()


def test_a_plan_file_that_a_crash_left_behind_is_brought_up_to_date(folder: Path) -> None:
    document = Document.open(folder)
    first, second, _ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    old = (folder / plan_file.FILE).read_bytes()
    document.edit(MoveStrip(second, "MAIN", MONDAY), base=2)
    document.close()
    new = (folder / plan_file.FILE).read_bytes()
    (folder / plan_file.FILE).write_bytes(old)
    again = Document.open(folder)
    assert again.revision == document.revision
    assert (folder / plan_file.FILE).read_bytes() == new
    again.close()


def test_a_board_and_its_files_are_one_revision(document: Document, folder: Path) -> None:
    first, *_ = strips(document, 3)
    events = (folder / "events.toml").read_bytes()
    plan = MoveStrip(first, "MAIN", MONDAY).apply(document.plan)
    document.replace_plan(
        plan, base=1, files={"events.toml": events + b"# lost\n"}, also={"events.jsonl": b"{}\n"}
    )
    assert document.revision == 2
    assert (folder / "events.toml").read_bytes().endswith(b"# lost\n")
    document.undo()
    assert document.plan.date_of(first) is None
    assert (folder / "events.toml").read_bytes() == events
    assert (folder / "events.jsonl").read_bytes() == b"{}\n"
    document.redo()
    assert document.plan.date_of(first) == MONDAY
    assert (folder / "events.toml").read_bytes().endswith(b"# lost\n")
    with pytest.raises(StaleError):
        document.change_files({"events.toml": b""}, base=1)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_files_that_do_not_all_fit_on_the_disk_change_nothing(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    synced, count = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count > which:
            raise OSError(28, "No space left on device")
        synced(handle)

    files: dict[str, bytes | None] = {"cast.csv": b"x", "events.toml": b"y", "milestones.toml": None}
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            document.change_files(files, base=1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert document.revision == len(document.plans) - 1 == 1
    first, *_ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    assert document.revision == 2


def test_a_change_by_hand_that_could_not_be_kept_is_picked_up_later(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (folder / "production.toml").read_text()
    (folder / "production.toml").write_text(text.replace("Closing the Kiosk", "Another"))
    with monkeypatch.context() as disk:
        disk.setattr(
            os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        for _ in range(2):
            with pytest.raises(JournalError):
                document.refresh()
        assert document.production is not None
        assert document.production.title == "Closing the Kiosk"
    assert document.refresh()
    assert document.production.title == "Another"
    assert document.journal.entries[-1].kind == "outside"
    assert not document.refresh()


def test_a_plan_file_that_found_no_room_is_written_when_there_is_some(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = strips(document, 3)

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("coverset.store.document.write_whole", full)
        document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    assert not (folder / plan_file.FILE).exists()
    document.refresh()
    assert MONDAY.isoformat() in (folder / plan_file.FILE).read_text()


def test_a_plan_that_is_the_board_keeps_what_its_file_says_of_it(folder: Path) -> None:
    document = Document.open(folder)
    assert document.production is not None
    first, *_ = strips(document, 3)
    document.edit(MoveStrip(first, "MAIN", MONDAY), base=1)
    document.close()
    said = plan_file.write(document.plan, document.production, provenance={"cost": 5, "bound": 4})
    (folder / plan_file.FILE).write_bytes(said)
    again = Document.open(folder)
    assert (again.revision, (folder / plan_file.FILE).read_bytes()) == (document.revision, said)
    again.close()


def test_a_file_that_is_taken_away_is_our_change_and_nobody_elses(document: Document, folder: Path) -> None:
    document.change_files({"milestones.toml": None}, base=1)
    assert not (folder / "milestones.toml").exists()
    assert not document.refresh()
    document.undo()
    assert not document.refresh()
    assert [entry.kind for entry in document.journal.entries] == ["begin", "files", "files"]
