"""A revised script brought into a folder: tables, progress, stunts and plan follow it, and undo puts all of it back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.formats import plan as plan_file
from coverset.formats import production as folder_format
from coverset.formats import tables
from coverset.formats._script_numbers import with_numbers
from coverset.formats._table_edit import Edits
from coverset.formats._table_edit import edited as table_edited
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.service._revision_files import LOG
from coverset.service._revision_words import film_pages
from coverset.service.importing import import_files
from coverset.service.opening import Wishes, open_path
from coverset.service.progressing import add_progress
from coverset.service.revising import Revised, apply, revise, undo
from coverset.store.document import Document

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = date(2026, 3, 2)
HEAD = "Title: Tide\n\n"
TABLE = """film,number,eighths,minutes,parts,location,set,cast,notes,heading
F1,1,2,80,,QUAY,QUAY,ANNA,,EXT. QUAY - DAY
F1,2,4,120,2/8; 2/8,HOUSE,HOUSE - KITCHEN,,two parts,
F1,3,,60,,,,,,
"""
WAITS = "ANNA waits for a boat that is late, as every boat has been this year."
BURNS = "BEN burns the fish and opens each of the windows in the house."
HANGS = "They hang two wet coats on a single hook, and the hook gives way."
SCENES = {
    "1": f"EXT. QUAY - DAY #1#\n\n{WAITS}\n\nANNA\nOne more hour, then I go home.",
    "2": f"INT. HOUSE - KITCHEN - NIGHT #2#\n\n{BURNS}\n\nBEN\nIt was a small fish.",
    "3": f"INT. HOUSE - HALL - DAY #3#\n\n{HANGS}\n\nANNA\nI said so.\n\nBEN\nYou did.",
}
TOML = """# Ours, by hand.
[production]
title = "Tide"
currency = "GBP"
kind = "independent"

[films.F1]
script = "tide.fountain"   # white

[calendar]
start_date = 2026-03-02
end_date = 2026-03-27

[[precedence]]
before = "F1/1"
after = "F1/3"
why = "dry before wet"

[[pin]]
scene = "F1/3"
date = 2026-03-05
why = "the hall is free"
"""


def script(*scenes: str) -> str:
    return HEAD + "\n\n".join(scenes) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small production: stated cells, declared parts, an order, a pin and a board."""
    where = tmp_path / "film"
    where.mkdir()
    (where / "production.toml").write_text(TOML, encoding="utf-8")
    (where / "scenes.csv").write_text(TABLE, encoding="utf-8")
    (where / "tide.fountain").write_text(script(*SCENES.values()), encoding="utf-8")
    opened = open_path(where)
    assert opened.production is not None, opened.findings
    days = (
        PlanDay("main", date(2026, 3, 3), (Strip("F1/1"), Strip("F1/2 pt1"))),
        PlanDay("main", date(2026, 3, 4), (Strip("F1/2 pt2"),)),
        PlanDay("main", date(2026, 3, 5), (Strip("F1/3"),)),
    )
    (where / "plan.json").write_bytes(plan_file.write(Plan(days), opened.production))
    return where


def put(folder: Path, text: str, name: str = "new.fountain") -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name not in (LOG, ".coverset.lock")
    }


def applied(folder: Path, text: str, **decided: str) -> Revised:
    answers = {name.replace("_", "-"): option for name, option in decided.items()}
    found = revise(folder, put(folder, text), decided=answers)
    assert found.after is not None, found.findings
    assert apply(found, who="script supervisor") is None
    return found


def cells(folder: Path, number: str, part: str = "") -> dict[str, object]:
    rows, findings = tables.read_scenes((folder / "scenes.csv").read_bytes())
    assert not [f for f in findings if f.severity == "error"]
    return dict(next(r.cells for r in rows if r.get("number") == number and r.get("part", "") == part))


def run(*words: object) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, [str(word) for word in words])
    return found.exit_code, found.stdout, found.stderr


def test_the_same_script_changes_nothing(folder: Path) -> None:
    before = snapshot(folder)
    found = revise(folder, folder / "tide.fountain")
    assert found.nothing
    assert apply(found) is None
    assert snapshot(folder) == before
    assert not (folder / LOG).exists()


def test_a_longer_scene_takes_its_time_and_parts_with_it(folder: Path) -> None:
    longer = SCENES["2"] + " It was not the fish's fault." * 40
    found = applied(folder, script(SCENES["1"], longer, SCENES["3"]))
    assert (found.was_colour, found.colour) == ("", "Blue")
    (pair,) = found.outcome.changed if found.outcome else ()
    size = int(next(c.now for c in pair.changes if c.what == "eighths"))
    was = int(next(c.was for c in pair.changes if c.what == "eighths"))
    length = 4 + size - was
    row = cells(folder, "2")
    assert row["eighths"] == length
    assert sum(row["parts"]) == length  # type: ignore[arg-type]
    assert row["minutes"] == round(120 * length / 4)
    assert cells(folder, "1")["cast"] == ("ANNA",)
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.production.films[0].script == "tide-blue.fountain"
    assert opened.production.films[0].script_color == "Blue"
    assert "# Ours, by hand." in (folder / "production.toml").read_text()
    assert "# white" in (folder / "production.toml").read_text()
    assert [c.id for c in found.conflicts] == ["length-2"]
    assert opened.plan is not None
    assert opened.plan.date_of("F1/2 pt1") == date(2026, 3, 3)


def test_a_new_scene_gets_a_number_a_place_and_the_boneyard(folder: Path) -> None:
    fresh = "INT. HOUSE - KITCHEN - DAY\n\nANNA scrapes the pan.\n\nANNA\nHe said small."
    first = "EXT. HARBOUR - DAWN\n\nRain, and nobody in it."
    found = applied(folder, script(first, SCENES["1"], SCENES["2"], fresh, SCENES["3"]))
    assert found.outcome is not None
    assert [number for _, number in found.outcome.added] == ["A1", "2A"]
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.plan is not None
    assert set(opened.plan.boneyard) == {"F1/A1", "F1/2A"}
    assert opened.production.tasks["F1/2A"].location == "HOUSE"
    assert "#2A#" in (folder / "tide-blue.fountain").read_text()
    assert "2A" not in put(folder, "").read_text()
    before = {s.id: s for s in found.before.scenes} if found.before else {}
    assert {s.id: s for s in opened.production.scenes if s.id in before} == before
    assert [f.code for f in found.broken].count("once") == 2


def test_an_omitted_scene_keeps_its_number_and_comes_back_with_what_names_it(folder: Path) -> None:
    found = applied(folder, script(SCENES["1"], SCENES["2"]))
    assert found.outcome is not None
    assert [s.number for s in found.outcome.omitted] == ["3"]
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    assert "F1/3" not in opened.production.tasks
    assert opened.production.pins == ()
    assert opened.plan is not None
    assert opened.plan.date_of("F1/3") is None
    fresh = "EXT. QUAY - NIGHT\n\nThe boat comes in with nobody aboard, and its lamps are all lit."
    pink = applied(folder, script(SCENES["1"], SCENES["2"], fresh))
    assert pink.outcome is not None
    assert pink.colour == "Pink"
    assert [number for _, number in pink.outcome.added] == ["2A"]
    again = applied(
        folder, script(SCENES["1"], SCENES["2"], fresh.replace("NIGHT", "NIGHT #2A#"), SCENES["3"])
    )
    assert again.outcome is not None
    assert again.outcome.restored == {"F1/3"}
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    assert [pin.named for pin in opened.production.pins] == [("F1/3",)]
    assert opened.production.precedences[0].after == "F1/3"


def test_omitted_by_its_heading_is_the_same_as_left_out(folder: Path) -> None:
    found = applied(folder, script(SCENES["1"], SCENES["2"], ".OMITTED #3#"))
    assert found.outcome is not None
    assert [s.number for s in found.outcome.omitted] == ["3"]
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    assert "F1/3" not in opened.production.tasks
    assert film_pages(opened.production)["F1"] == 6


def test_a_shot_scene_stays_as_it_was_shot_and_owes_a_pickup(folder: Path) -> None:
    from coverset.model.progress import Entry

    _, findings = add_progress(folder, [Entry("F1/1", "shot", date(2026, 3, 3), "main")])
    assert not [f for f in findings if f.severity == "error"]
    other = (
        SCENES["1"].replace("waits for a boat", "waits with NELL for a boat")
        + "\n\nNELL\nI shall wait with you then."
    )
    found = revise(folder, put(folder, script(other, SCENES["2"], SCENES["3"])))
    assert [(c.id, c.chosen, c.answered) for c in found.conflicts] == [("shot-1", "pickup", False)]
    assert found.before is not None
    assert found.after is not None
    was, now = (next(s for s in p.scenes if s.id == "F1/1") for p in (found.before, found.after))
    assert replace(now, source=None) == replace(was, source=None)
    assert found.after.settled == found.before.settled
    assert "F1/1 pickup 1" in found.after.tasks
    assert found.plan is not None
    assert "F1/1 pickup 1" in found.plan.boneyard
    stands = revise(
        folder, put(folder, script(other, SCENES["2"], SCENES["3"])), decided={"shot-1": "stands"}
    )
    assert stands.after is not None
    assert "F1/1 pickup 1" not in stands.after.tasks
    assert [c.answered for c in stands.conflicts] == [True]


def test_a_partly_shot_scene_leaves_what_is_new_to_shoot(folder: Path) -> None:
    from coverset.model.progress import Entry

    add_progress(folder, [Entry("F1/3", "part", date(2026, 3, 5), "main", eighths=1)])
    longer = SCENES["3"] + " And again." * 120
    found = revise(folder, put(folder, script(SCENES["1"], SCENES["2"], longer)))
    assert found.after is not None, found.findings
    assert [(c.id, c.chosen) for c in found.conflicts] == [("partly-3", "rest")]
    total = next(s.eighths for s in found.after.scenes if s.id == "F1/3")
    assert found.after.tasks["F1/3"].eighths == total - 1  # type: ignore[union-attr]
    shorter = "INT. HOUSE - HALL - DAY #3#\n\nThey hang up their coats."
    short = revise(folder, put(folder, script(SCENES["1"], SCENES["2"], shorter)))
    assert short.after is not None, short.findings
    assert short.after.tasks["F1/3"].eighths == 1  # type: ignore[union-attr]


def test_split_and_merged_scenes_are_asked_about(folder: Path) -> None:
    body = " ".join(f"The rope number {k} comes loose from post {k}." for k in range(30))
    rest = " ".join(f"The lamp number {k} goes out over door {k}." for k in range(30))
    whole = f"EXT. QUAY - DAY #1#\n\nANNA waits.\n\n{body}\n\n{rest}"
    applied(folder, script(whole, SCENES["2"], SCENES["3"]))
    two = (f"EXT. QUAY - DAY #1#\n\nANNA waits.\n\n{body}", f"EXT. QUAY - STEPS - DAY\n\n{rest}")
    found = revise(folder, put(folder, script(*two, SCENES["2"], SCENES["3"])), decided={"split-1A": "like"})
    assert found.after is not None, found.findings
    assert next(c for c in found.conflicts if c.id == "split-1A").chosen == "like"
    assert found.after.tasks["F1/1A"].location == "QUAY"
    assert apply(found) is None
    merged = revise(folder, put(folder, script(whole, SCENES["2"], SCENES["3"])))
    assert [(c.id, c.chosen) for c in merged.conflicts if c.id.startswith("merged")] == [
        ("merged-1A", "omit")
    ]
    assert merged.after is not None
    assert "F1/1A" not in merged.after.tasks
    kept = revise(folder, put(folder, script(whole, SCENES["2"], SCENES["3"])), decided={"merged-1A": "keep"})
    assert kept.after is not None, kept.findings
    assert "F1/1A" in kept.after.tasks


def test_a_renumbered_scene_keeps_its_number_and_the_copy_says_so(folder: Path) -> None:
    new = script(SCENES["1"], SCENES["2"].replace("#2#", "#20#"), SCENES["3"].replace("#3#", "#30#"))
    found = revise(folder, put(folder, new))
    assert [(c.id, c.chosen) for c in found.conflicts] == [("renumbered-2", "same"), ("renumbered-3", "same")]
    assert found.after is not None
    assert found.after.tasks.keys() == found.before.tasks.keys() if found.before else None
    assert apply(found) is None
    assert "#2#" in (folder / "tide-blue.fountain").read_text()
    undo(folder)
    other = revise(folder, put(folder, new), decided={"renumbered-3": "new"})
    assert other.after is not None, other.findings
    assert "F1/30" in other.after.tasks
    assert "F1/3" not in other.after.tasks


def test_another_set_asks_where_it_is_shot(folder: Path) -> None:
    found = revise(
        folder,
        put(
            folder, script(SCENES["1"].replace("EXT. QUAY", "INT. HOUSE - KITCHEN"), SCENES["2"], SCENES["3"])
        ),
    )
    assert [(c.id, c.chosen) for c in found.conflicts] == [("location-1", "move")]
    assert found.after is not None
    scene = next(s for s in found.after.scenes if s.id == "F1/1")
    assert (scene.location, scene.set, scene.int_ext) == ("HOUSE", "HOUSE - KITCHEN", "INT")


def test_answers_to_nothing_and_wrong_ones_are_refused(folder: Path) -> None:
    path = put(folder, script(SCENES["1"].replace("#1#", "#10#"), SCENES["2"], SCENES["3"]))
    for answer in ({"shot-9": "pickup"}, {"renumbered-1": "perhaps"}):
        found = revise(folder, path, decided=answer)
        assert found.after is None
        assert [f.code for f in found.findings if f.severity == "error"] == ["decision-unknown"]
    assert run("revise", folder, path, "--decide", "shot")[0] == 2


def test_undo_is_the_identity_with_and_without_a_history(folder: Path) -> None:
    before = snapshot(folder)
    new = script("EXT. HARBOUR - DAWN\n\nRain.", SCENES["1"] + " Or two.", SCENES["3"])
    applied(folder, new)
    assert snapshot(folder) != before
    assert undo(folder)[0] == "The Blue script of F1 is taken back."
    assert snapshot(folder) == before
    assert [f.code for f in undo(folder)[1]] == ["revision-none"]
    Document.open(folder).close()
    before = snapshot(folder)
    applied(folder, new)
    document = Document.open(folder)
    assert document.journal.entries[-1].who == "script supervisor"
    assert "F1/A1" in document.plan.boneyard
    document.close()
    sentence, findings = undo(folder, who="1st AD")
    assert (sentence, findings) == ("The Blue script of F1 is taken back.", [])
    after = snapshot(folder)
    for name in ("edits.jsonl", "plan.json"):
        after.pop(name), before.pop(name)
    assert after == before
    opened = open_path(folder)
    assert opened.plan is not None
    assert [day.tasks for day in opened.plan.days] == [("F1/1", "F1/2 pt1"), ("F1/2 pt2",), ("F1/3",)]


def test_undo_leaves_what_was_changed_since(folder: Path) -> None:
    applied(folder, script(SCENES["1"] + " Or two.", SCENES["2"], SCENES["3"]))
    table = folder / "production.toml"
    table.write_text(table.read_text() + "\n# a remark\n")
    sentence, findings = undo(folder)
    assert not sentence
    assert [f.code for f in findings] == ["revision-overlaid"]
    assert "production.toml" in findings[0].sentence
    (folder / LOG).write_text("{]\n")
    assert "damaged" in undo(folder)[1][0].sentence


def test_a_plan_beside_the_folder_follows_the_revision_and_its_undo(folder: Path) -> None:
    """The argument is the plan's own folder; the production is found from it."""
    rough = folder.parent / "rough"
    rough.mkdir()
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.plan is not None
    board = plan_file.write(opened.plan, opened.production, provenance={"source": {"path": "../film"}})
    (rough / "plan.json").write_bytes(board)
    before = snapshot(folder)
    found = applied(rough, script(SCENES["1"], SCENES["2"], "INT. CAR - DAY\n\nA horn.", SCENES["3"]))
    assert found.folder.samefile(folder)
    follows = open_path(rough)
    assert follows.plan is not None
    assert follows.plan.boneyard == ("F1/2A",)
    assert (folder / "plan.json").read_bytes() == before["plan.json"]
    assert undo(rough)[0]
    assert snapshot(folder) == before
    assert (rough / "plan.json").read_bytes() == board


@pytest.mark.parametrize("name", ["../out.csv", "/tmp/out.toml", "a.sh", "x/../../y.fountain", ""])
def test_a_log_that_names_files_of_others_is_refused(folder: Path, name: str) -> None:
    """Undo writes only what a revision writes."""
    line = {"film": "F1", "colour": "Blue", "undone": False, "files": {name: ["old", None]}}
    (folder / LOG).write_text(json.dumps(line) + "\n")
    before = snapshot(folder)
    assert "damaged" in undo(folder)[1][0].sentence
    assert snapshot(folder) == before


EVENTS = """in_force = "cut"

# The producer called.
[[scene-added]]
id = "horn"
date = 2026-03-02
scene = "F1/2A"
set = "CAR"
location = "QUAY"
eighths = 2
minutes = 70
cast = ["ANNA"]
after = "F1/2"

# Said on the recce.
[[scene-rewritten]]
id = "longer"
date = 2026-03-02
scene = "F1/1"
eighths = "6/8"

[[scene-cut]]
id = "cut"
date = 2026-03-02
scenes = ["F1/3"]
"""


def test_pages_come_for_what_events_said(folder: Path) -> None:
    """A scene that was added is the script's from here on; a rewriting is asked about; a cut stays a cut."""
    (folder / "events.toml").write_text(EVENTS)
    before = snapshot(folder)
    car = "INT. CAR - DAY #2A#\n\nANNA sounds the horn, and nobody comes down to the quay.\n\nANNA\nNothing."
    path = put(folder, script(SCENES["1"] + " Or two, then.", SCENES["2"], car, SCENES["3"]))
    found = revise(folder, path, decided={"event-1": "drop"})
    assert found.after is not None, found.findings
    assert found.outcome is not None
    assert found.outcome.events == {"horn", "longer"}
    assert (found.outcome.added, found.outcome.restored) == ((), frozenset())
    assert apply(found) is None
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    assert [event.id for event in opened.production.events] == ["cut"]
    scene = opened.production.tasks["F1/2A"]
    assert (scene.location, scene.minutes) == ("QUAY", 70 * scene.eighths // 2)  # type: ignore[union-attr]
    assert "F1/3" not in opened.production.tasks
    assert "# Said on the recce." in (folder / "events.toml").read_text()
    assert undo(folder)[0]
    assert snapshot(folder) == before
    kept = revise(folder, path)
    assert kept.after is not None
    assert [(c.id, c.chosen) for c in kept.conflicts] == [("event-1", "keep")]
    assert next(s.eighths for s in kept.after.scenes if s.id == "F1/1") == 6


def test_a_stunt_scene_that_goes_cuts_its_beat_and_undo_brings_it_back(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLES / "two-hander", folder)
    text = (folder / "script.fountain").read_text(encoding="utf-8")
    start = text.index("EXT. BEACH - DAWN #9#")
    end = text.index("\n", text.index("#9#"))
    end = min(at for word in ("\nINT.", "\nEXT.") if (at := text.find(word, end)) > 0)
    before = snapshot(folder)
    found = applied(folder, text[:start] + text[end + 1 :])
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    beat = opened.production.stunts.beats_by_id["under-water"]
    assert beat.cut == "its scene is omitted, Blue script"
    assert beat.scenes == ()
    assert any("1 beat" in note for note in (found.outcome.notes if found.outcome else ()))
    undo(folder)
    assert snapshot(folder) == before


def test_a_rewritten_stunt_scene_says_which_facts_to_look_at(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLES / "two-hander", folder)
    text = (
        (folder / "script.fountain")
        .read_text(encoding="utf-8")
        .replace("EXT. BEACH - DAWN #9#", "EXT. BEACH - NIGHT #9#")
    )
    found = revise(folder, put(folder, text))
    assert found.outcome is not None
    assert any("under-water" in note and "light" in note for note in found.outcome.notes)
    assert found.stale == ()


@pytest.mark.parametrize("film", ["F1", "F2"])
def test_the_large_example_takes_a_revision_of_either_film(tmp_path: Path, film: str) -> None:
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLES / "grand-express", folder)
    opened = open_path(folder)
    assert opened.production is not None
    name = next(each.script for each in opened.production.films if each.id == film)
    same = revise(folder, folder / name, film=film)
    assert same.nothing
    text = (folder / name).read_text(encoding="utf-8")
    at = text.index("\n", text.index("#3#"))
    found = revise(
        folder, put(folder, text[:at] + "\n\nA clock strikes, and nobody counts." + text[at:]), film=film
    )
    assert found.after is not None, found.findings
    assert found.outcome is not None
    assert [pair.old.number for pair in found.outcome.changed] == ["3"]
    assert {s.id for s in found.after.scenes} == {s.id for s in opened.production.scenes}
    assert revise(folder, folder / name).after is None


def test_a_film_without_a_script_gets_one(folder: Path) -> None:
    text = (
        (folder / "production.toml")
        .read_text()
        .replace('[films.F1]\nscript = "tide.fountain"   # white\n', "")
    )
    (folder / "production.toml").write_text(text)
    (folder / "scenes.csv").write_text(
        "film,number,heading,eighths,minutes,cast,synopsis\n"
        "F1,1,EXT. QUAY - DAY,6,80,DOG; Anna,A dog is late.\nF1,3,INT. HOUSE - HALL - DAY,1,40,,\n"
    )
    (folder / "cast.csv").write_text("id,name,rate\nDOG,Dog,100\nANNA,Anna,200\nBEN,Ben,200\n")
    (folder / "plan.json").unlink()
    found = revise(folder, folder / "tide.fountain")
    assert found.after is not None, found.findings
    assert found.outcome is not None
    assert [number for _, number in found.outcome.added] == ["2"]
    assert apply(found) is None
    opened = open_path(folder)
    assert opened.production is not None, opened.findings
    assert set(opened.production.tasks) == {"F1/1", "F1/2", "F1/3"}
    scene = next(s for s in opened.production.scenes if s.id == "F1/1")
    assert {"DOG", "ANNA"} == {name.upper() for name in scene.cast}
    assert (scene.synopsis, scene.eighths, scene.minutes) == ("A dog is late.", 6, 80)
    assert [(c.id, c.chosen) for c in found.conflicts] == [("lengths-F1", "keep")]


@contextmanager
def production_of(text: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "old.fountain"
        path.write_text(text, encoding="utf-8")
        made = import_files([path], Path(name) / "film", Wishes(today=TODAY))
        assert made.production is not None, made.findings
        yield Path(name) / "film"


WORDS = st.lists(
    st.sampled_from(["tide", "rope", "kettle", "brass", "lantern", "gravel", "coat"]), min_size=1, max_size=60
)
DRAFTS = st.lists(
    st.tuples(st.sampled_from(["QUAY", "HOUSE", "CAR"]), st.sampled_from(["DAY", "NIGHT"]), WORDS),
    min_size=1,
    max_size=6,
)


def fountain_of(draft: list[tuple[str, str, list[str]]], numbers: list[int] | None = None) -> str:
    marks = [f" #{number}#" for number in numbers] if numbers else [""] * len(draft)
    return script(
        *(
            f"INT. {s} - {t}{mark}\n\n{' '.join(words).capitalize()}."
            for (s, t, words), mark in zip(draft, marks, strict=True)
        )
    )


@given(DRAFTS, DRAFTS, st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_pages_are_the_new_scripts_and_undo_is_the_identity(
    old: list[tuple[str, str, list[str]]], new: list[tuple[str, str, list[str]]], numbered: bool
) -> None:
    """Where nobody has stated a length, the film is as long as its script is now."""
    numbers = (list(range(1, len(old) + 1)), list(range(1, len(new) + 1))) if numbered else (None, None)
    with production_of(fountain_of(old, numbers[0])) as folder:
        before = snapshot(folder)
        found = applied(folder, fountain_of(new, numbers[1]))
        read, _ = folder_format.read_any_script(fountain_of(new).encode(), "x.fountain")
        assert read is not None
        made, findings = folder_format.read(folder)
        assert made is not None, findings
        assert film_pages(made)["F1"] == sum(scene.eighths for scene in read.scenes)
        assert found.nothing or undo(folder)[0]
        assert snapshot(folder) == before


@given(st.binary(max_size=400), st.integers(0, 3_000), st.integers(0, 3_000))
@settings(max_examples=25, deadline=None)
def test_any_file_is_a_revision_or_a_finding(junk: bytes, at: int, to: int) -> None:
    """A script cut short or with anything in it never raises, and what is refused is said."""
    with production_of(script(*SCENES.values())) as folder:
        data = script(*SCENES.values()).encode()
        path = folder.parent / "new.fountain"
        path.write_bytes(data[: at % len(data)] + junk + data[to % len(data) :])
        before = snapshot(folder)
        found = revise(folder, path)
        assert found.after is not None or any(f.severity == "error" for f in found.findings)
        assert snapshot(folder) == before


def test_a_number_is_put_on_headings_of_final_draft_files(shared: Path) -> None:
    path = shared / "data" / "scripts" / "metropole.fdx"
    if not path.is_file():
        pytest.skip("metropole.fdx is not among the shared sample files")
    data = path.read_bytes()
    read, _ = folder_format.read_any_script(data, path.name)
    assert read is not None
    numbers = [f"{k}B" for k in range(len(read.scenes))]
    made = with_numbers(data, path.name, read, numbers)
    assert made is not None
    again, _ = folder_format.read_any_script(made, path.name)
    assert again is not None
    assert [s.number for s in again.scenes] == numbers
    assert [s.text for s in again.scenes] == [s.text for s in read.scenes]


def test_a_changed_final_draft_file_is_a_revision(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "scripts" / "metropole.fdx"
    if not path.is_file():
        pytest.skip("metropole.fdx is not among the shared sample files")
    made = import_files([path], tmp_path / "film", Wishes(today=TODAY))
    assert made.production is not None
    data = path.read_text(encoding="utf-8")
    at = data.index('Type="Scene Heading"', data.index('Type="Scene Heading"') + 1)
    at = data.rindex("<Paragraph", 0, at)
    more = '<Paragraph Type="Scene Heading"><Text>EXT. PLATFORM - NIGHT</Text></Paragraph>'
    more += '<Paragraph Type="Action"><Text>Steam, and a whistle.</Text></Paragraph>'
    new = tmp_path / "blue.fdx"
    new.write_text(data[:at] + more + data[at:], encoding="utf-8")
    found = revise(tmp_path / "film", new)
    assert found.after is not None, found.findings
    assert found.outcome is not None
    assert [scene.heading for scene, _ in found.outcome.added] == ["EXT. PLATFORM - NIGHT"]
    assert not found.outcome.changed
    assert apply(found) is None
    assert revise(tmp_path / "film", new).nothing


@pytest.mark.parametrize(
    "name", ["harbour.fountain", "nightfall-over-salford.fountain", "the-tide-turns_longform.fountain"]
)
def test_a_real_script_with_small_edits(shared: Path, tmp_path: Path, name: str) -> None:
    """Unnumbered scripts: the scenes that were there keep the numbers of the import, the new one gets a letter."""
    path = shared / "data" / "scripts" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the shared sample files")
    made = import_files([path], tmp_path / "film", Wishes(today=TODAY))
    assert made.production is not None, made.findings
    text = path.read_text(encoding="utf-8")
    read, _ = folder_format.read_any_script(path.read_bytes(), name)
    assert read is not None
    lines = text.split("\n")
    lines.insert(read.scenes[1].line - 1, "EXT. BREAKWATER - NIGHT\n\nThe lamp turns over an empty sea.\n")
    found = applied(tmp_path / "film", "\n".join(lines))
    assert found.outcome is not None
    assert [number for _, number in found.outcome.added] == ["1A"]
    assert (found.outcome.changed, found.outcome.omitted) == ((), ())
    opened = open_path(tmp_path / "film")
    assert opened.production is not None
    assert {s.id for s in made.production.scenes} | {"F1/1A"} == {s.id for s in opened.production.scenes}


def test_the_command_tells_asks_writes_and_undoes(folder: Path) -> None:
    path = put(
        folder,
        script(SCENES["1"].replace("#1#", "#10#"), SCENES["2"], "INT. CAR - DAY\n\nA horn.", SCENES["3"]),
    )
    before = snapshot(folder)
    code, out, err = run("revise", folder, path)
    assert code == 0
    assert out.startswith("F1, Blue script (was White): 2 scenes unchanged, 1 changed, 1 new, 0 omitted.\n")
    assert "renumbered-1: Scene 1 is 10" in out
    assert "<- taken, nobody has decided" in out
    assert "Plan: F1/2A to the boneyard." in out
    assert "coverset replan" in out
    assert "--yes writes it" in err
    assert run("revise", folder, path, "--dry-run", "--yes")[0] == 0
    assert snapshot(folder) == before
    code, out, _ = run("revise", folder, path, "--json", "--colour", "double pink")
    said = json.loads(out)
    assert (code, said["colour"], said["new"][0]["scene"]) == (0, "Second Pink", "2A")
    assert said["eighths"]["was"]["F1"] < said["eighths"]["now"]["F1"]
    assert run("revise", folder, path, "--yes", "--decide", "renumbered-1=same")[0] == 0
    assert (folder / "tide-blue.fountain").is_file()
    code, out, _ = run("revise", folder, "--undo")
    assert (code, out) == (0, "The Blue script of F1 is taken back.\n")
    assert snapshot(folder) == before
    assert run("revise", folder, "--undo")[0] == 3
    assert run("revise", folder, folder / "none.fountain")[0] == 3
    assert run("revise", folder)[0] == 2
    assert run("revise", path, path)[0] == 3


def test_a_table_is_edited_row_by_row_and_the_rest_stays() -> None:
    data = b'film;number;Scene heading;notes\r\nF1;1;"EXT. A;B";=SUM(1)\r\n\r\nF1;2;;"two\r\nlines"\r\nF1;3;;\r\n'
    edits = Edits({2: {"notes": "@x", "minutes": "9"}}, {6}, [(4, {"number": "2A", "heading": "INT. C"})])
    made = table_edited(data, edits, tables.SCENE_COLUMNS, ()).decode()
    assert made.split("\r\n") == [
        "film;number;Scene heading;notes;minutes",
        'F1;1;"EXT. A;B";\'@x;9',
        "",
        'F1;2;;"two',
        'lines"',
        ";2A;INT. C",
        "",
    ]
    assert table_edited(data, Edits(), tables.SCENE_COLUMNS, ()) == data
