"""Made-up productions: of any size, believable, the same for a seed, and always with a plan."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import production as production_file
from coverset.generate.making import MadeUp, make_up
from coverset.model.board import Board
from coverset.model.production import Production
from coverset.model.questions import ask
from coverset.model.scenes import Scene
from coverset.problem import evaluate
from coverset.rules import check
from coverset.service.generating import generate
from coverset.solve.compile import compile_production


@pytest.fixture(scope="module")
def back_to_back() -> MadeUp:
    """Two films of 300 scenes in all."""
    return make_up(2, 300, 3)


def whole_scenes(production: Production, film: str) -> list[Scene]:
    """The scenes of a film, those in parts by their first part."""
    return [scene for scene in production.scenes if scene.film == film and scene.part in ("", "1")]


def has_a_plan(made: MadeUp) -> None:
    """Every rule keeps the hidden plan, and so does the problem that the engines are given."""
    assert check(Board(made.production, made.plan)) == []
    compiled = compile_production(made.production)
    slots = compiled.slots(made.plan)
    assert slots is not None
    assert evaluate(compiled.problem, slots).violations == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 6), st.integers(0, 120), st.integers(0, 2**40))
def test_every_seed_has_a_plan(films: int, more: int, seed: int) -> None:
    has_a_plan(make_up(films, films + more, seed))


def test_a_large_production_has_a_plan() -> None:
    made = make_up(3, 900, 11)
    assert len({(scene.film, scene.number) for scene in made.production.scenes}) == 900
    assert check(Board(made.production, made.plan)) == []


def test_the_hidden_plan_can_be_broken(back_to_back: MadeUp) -> None:
    """The constraints drawn around the plan are real: a plan a week later breaks some."""
    later = tuple(replace(day, day=day.day + timedelta(days=7)) for day in back_to_back.plan.days)
    codes = {
        finding.code
        for finding in check(Board(back_to_back.production, replace(back_to_back.plan, days=later)))
    }
    assert "pins" in codes


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 6), st.integers(0, 60), st.integers(0, 2**40))
def test_it_asks_for_exactly_so_many_scenes(films: int, more: int, seed: int) -> None:
    production = make_up(films, films + more, seed).production
    assert len({(scene.film, scene.number) for scene in production.scenes}) == films + more
    assert {scene.film for scene in production.scenes} == {film.id for film in production.films}
    assert len({scene.id for scene in production.scenes}) == len(production.scenes)
    assert len({person.number for person in production.people}) == len(production.people)


def test_two_films_share_some_of_their_cast(back_to_back: MadeUp) -> None:
    production = back_to_back.production
    films = [{p for s in production.scenes if s.film == f.id for p in s.cast} for f in production.films]
    assert 0.05 < len(films[0] & films[1]) / len(production.people) < 0.25


def test_leads_carry_their_film_and_others_keep_to_places() -> None:
    for seed in range(4):
        production = make_up(2, 300, seed).production
        leads = [p for p in production.people if p.holding.hold and not p.holding.drop and p.kind == "cast"]
        for film in production.films:
            scenes = whole_scenes(production, film.id)
            counts = Counter(person for scene in scenes for person in scene.cast)
            shares = [counts[lead.id] / len(scenes) for lead in leads if counts[lead.id]]
            assert len(shares) == 4
            assert all(0.35 <= share <= 0.75 for share in shares)
        for person in production.people:
            if person.kind == "cast" and not person.holding.hold:
                assert len({s.location for s in production.scenes if person.id in s.cast}) == 1


def test_nights_exteriors_and_lengths_are_those_of_films() -> None:
    scenes = [scene for seed in range(8) for scene in whole_scenes(make_up(1, 200, seed).production, "F1")]
    nights = sum(scene.time == "NIGHT" for scene in scenes) / len(scenes)
    dark = sum(scene.light == "dark" for scene in scenes) / len(scenes)
    assert 0.14 < nights < 0.26
    assert 0.04 < dark < 0.13
    whole = make_up(1, 250, 1).production
    lengths = Counter[str]()
    for scene in whole.scenes:
        lengths[scene.number] += scene.eighths
    assert 4.5 < sum(lengths.values()) / len(lengths) < 8
    assert min(lengths.values()) >= 1
    assert max(lengths.values()) <= 24


def test_no_strip_is_longer_than_its_light(back_to_back: MadeUp) -> None:
    longest = {"any": 540, "daylight": 330, "dark": 240}
    assert all(scene.minutes <= longest[scene.light] for scene in back_to_back.production.scenes)


def test_nothing_needs_asking_about(back_to_back: MadeUp) -> None:
    assert [f for f in ask(back_to_back.production) if f.severity is Severity.ERROR] == []


def test_money_and_dates_are_marked_as_assumed(back_to_back: MadeUp) -> None:
    production = back_to_back.production
    marked = {mark.path for mark in production.marks if mark.mark == "assumed"}
    assert {"calendar", "prices"} <= marked
    assert {f"cast.{person.id}" for person in production.people} <= marked
    assert {f"locations.{place.id}" for place in production.locations} <= marked
    assert "--films 2 --scenes 300 --seed 3" in production.assumptions[0].sentence


def test_the_synopses_are_readable_and_varied(back_to_back: MadeUp) -> None:
    lines = [scene.synopsis for scene in back_to_back.production.scenes]
    assert all(
        line[0].isupper() and line[-1] == "." and "{" not in line and "  " not in line for line in lines
    )
    assert len(set(lines)) > 0.8 * len(lines)


def test_the_folder_reads_back_as_it_was_made(tmp_path: Path) -> None:
    findings, written = generate(tmp_path / "big", films=2, scenes=60, seed=5)
    assert findings == []
    assert {path.name for path in written} == {"production.toml", "scenes.csv", "cast.csv"}
    read, slips = production_file.read(tmp_path / "big")
    assert [f for f in slips if f.severity is Severity.ERROR] == []
    assert read == make_up(2, 60, 5).production


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        generate(tmp_path / folder, films=2, scenes=80, seed=9)
    generate(tmp_path / "other", films=2, scenes=80, seed=10)
    for name in ("production.toml", "scenes.csv", "cast.csv"):
        one, two, other = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two", "other"))
        assert one == two
        assert one != other


def test_the_bytes_do_not_depend_on_the_run(tmp_path: Path) -> None:
    """Python shuffles sets of words from run to run; nothing made up may follow that."""
    script = (
        "import sys; from pathlib import Path; from coverset.service.generating import generate; "
        "generate(Path(sys.argv[1]), films=2, scenes=150, seed=4)"
    )
    for hashes in ("1", "2"):
        run = [sys.executable, "-c", script, str(tmp_path / hashes)]
        subprocess.run(run, check=True, env={**os.environ, "PYTHONHASHSEED": hashes})
    for name in ("production.toml", "scenes.csv", "cast.csv"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_production_that_is_there_is_left_alone_unless_forced(tmp_path: Path) -> None:
    generate(tmp_path, films=1, scenes=5, seed=1)
    before = (tmp_path / "scenes.csv").read_bytes()
    findings, written = generate(tmp_path, films=1, scenes=6, seed=2)
    assert [f.code for f in findings] == ["production-exists"]
    assert written == []
    assert (tmp_path / "scenes.csv").read_bytes() == before
    (tmp_path / "plan.json").write_text("{}")
    findings, written = generate(tmp_path, films=1, scenes=6, seed=2, force=True)
    assert [f.code for f in findings] == ["plan-left-over"]
    assert written
    assert (tmp_path / "scenes.csv").read_bytes() != before


@pytest.mark.parametrize(
    ("films", "scenes", "codes"),
    [
        (0, 10, ["films-out-of-range"]),
        (7, 0, ["films-out-of-range", "scenes-out-of-range"]),
        (1, 5001, ["scenes-out-of-range"]),
        (4, 3, ["scenes-out-of-range"]),
    ],
)
def test_sizes_beyond_the_limits_are_said(tmp_path: Path, films: int, scenes: int, codes: list[str]) -> None:
    findings, written = generate(tmp_path / "new", films=films, scenes=scenes, seed=1)
    assert [f.code for f in findings] == codes
    assert written == []
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    findings, written = generate(tmp_path / "file", films=1, scenes=5, seed=1, force=True)
    assert [f.code for f in findings] == ["not-a-folder"]
    assert written == []
    assert (tmp_path / "file").read_text() == "mine"
