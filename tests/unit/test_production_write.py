"""A production written as a folder and read back is the same production."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coverset.formats import production as folders
from coverset.formats._notation import folded
from coverset.model.calendar import AssumedLight, Calendar, DayRules, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.people import Holding, Person, Resource
from coverset.model.pins import AnyPin, DayPin, PersonPin, Pin
from coverset.model.places import Base, Location, Travel
from coverset.model.production import Assumption, Marked, Prices, Production
from coverset.model.scenes import Activity, Apart, Element, Film, Precedence, Scene
from tests.productions import tiny_production

SCRIPT = """\
Title: The Turn

INT. PALAZZO - BALLROOM - NIGHT #1#

[[props: mask, dagger]]

LEAD
Not here.

EXT. CANAL - DAY #2#

THIEF
Run.

LEAD
=2= is no heading.

EXT. ROOFTOPS - DAY #2A#

They run. [[stunts: jump]]
"""

letters = st.characters(exclude_categories=("C", "Z"))
words = st.text(st.one_of(letters, st.sampled_from(" ;,\"'=-+@#é")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
texts = words.filter(lambda text: text not in ("", "-"))
ids = texts.filter(lambda text: "/" not in text and bool(folded(text)) and text.strip("\"';") == text)
plain = st.text(st.sampled_from("ABCDEFGHIJ "), min_size=1, max_size=6).map(str.strip).filter(bool)
money = st.integers(0, 10**9)
minutes = st.integers(0, 1000)
clocks = st.integers(0, 1439)
days = st.dates(date(2024, 1, 1), date(2026, 1, 1))
START = date(2025, 5, 5)


@st.composite
def stretches(draw: st.DrawFn) -> DateRange:
    first = draw(days)
    return DateRange(
        first, first + timedelta(days=draw(st.integers(0, 9))), draw(st.one_of(st.just(""), texts))
    )


def some(item: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(item, max_size=most).map(tuple)


def named(draw: st.DrawFn, least: int = 1, most: int = 3) -> list[str]:
    return draw(st.lists(ids, min_size=least, max_size=most, unique_by=folded))


holdings = st.builds(
    Holding,
    st.booleans(),
    st.booleans(),
    st.integers(0, 40),
    st.sampled_from((">", ">=")),
    st.integers(0, 4),
    st.sampled_from(("cheapest", "first", "longest")),
    money,
)
day_rules = st.builds(
    DayRules, day_call=clocks, longest=minutes, meal=minutes, rest=minutes, max_run=st.integers(0, 9)
)
categories = st.sampled_from(("cast", "stunts", "props", "vehicles", "notes", "set", "my own"))


@st.composite
def productions(draw: st.DrawFn) -> Production:
    bases = tuple(
        Base(
            name,
            draw(texts),
            latitude=draw(st.floats(-90, 90)),
            longitude=draw(st.floats(-180, 180)),
            timezone="Europe/Rome",
        )
        for name in named(draw)
    )
    base = st.sampled_from([each.id for each in bases])
    locations = tuple(
        Location(
            name,
            draw(base),
            draw(texts),
            open=draw(some(stretches())),
            closed=draw(some(stretches())),
            hire=draw(money),
            hold=draw(money),
            hot=draw(st.booleans()),
        )
        for name in named(draw)
    )
    films = tuple(
        Film(name, draw(texts)) for name in draw(st.lists(plain, min_size=1, max_size=2, unique_by=folded))
    )
    units = tuple(
        Unit(
            name,
            draw(texts),
            day_cost=draw(money),
            day=draw(day_rules),
            available=draw(some(stretches())),
            days_off=draw(st.one_of(st.none(), st.lists(st.integers(0, 6), unique=True).map(tuple))),
            films=draw(some(st.sampled_from([film.id for film in films]))),
            lengths=draw(some(st.integers(1, 80))),
        )
        for name in named(draw)
    )
    people = tuple(
        Person(
            name,
            draw(st.one_of(st.just(""), plain)),
            str(number),
            draw(money),
            draw(st.one_of(st.none(), money)),
            draw(some(stretches())),
            draw(some(stretches())),
            draw(holdings),
            draw(st.one_of(st.just(""), base)),
            draw(st.sampled_from(("cast", "stunt", "background"))),
        )
        for number, name in enumerate(named(draw, 0), 1)
    )
    resources = tuple(
        Resource(
            name,
            draw(texts),
            draw(st.integers(0, 9)),
            draw(money),
            available=draw(some(stretches())),
            holding=draw(holdings),
        )
        for name in named(draw, 0)
    )
    called = some(st.sampled_from([p.id for p in people])) if people else st.just(())
    hired = some(st.sampled_from([r.id for r in resources])) if resources else st.just(())
    place = st.sampled_from([each.id for each in locations])
    scenes: list[Scene] = []
    for film in films:
        for number in draw(
            st.lists(st.from_regex(r"[A-D]?[0-9]{1,2}[A-D]?", fullmatch=True), max_size=3, unique=True)
        ):
            for part in draw(st.sampled_from((("",), ("1", "2")))):
                scenes.append(
                    Scene(
                        f"{film.id}/{number} pt{part}" if part else f"{film.id}/{number}",
                        film.id,
                        number,
                        draw(texts),
                        draw(place),
                        draw(st.integers(0, 90)),
                        draw(minutes),
                        part,
                        draw(st.sampled_from(("INT", "EXT", "INT/EXT"))),
                        draw(st.sampled_from(("DAY", "NIGHT", "DAWN", "DUSK"))),
                        draw(st.integers(0, 40)),
                        tuple(dict.fromkeys(draw(called))),
                        _sorted(draw(some(st.builds(Element, categories, texts)))),
                        draw(hired),
                        draw(some(st.sampled_from([unit.id for unit in units]))),
                        draw(st.sampled_from((None, "any", "daylight", "dark"))),
                        draw(st.one_of(st.just(""), texts)),
                        big_stunt=draw(st.booleans()),
                    )
                )
    task = st.sampled_from([scene.id for scene in scenes]) if scenes else None
    activities = tuple(
        Activity(
            f"ACT {name}",
            draw(st.sampled_from(("rig", "rehearsal", "test", "strike"))),
            draw(texts),
            draw(minutes),
            units[0].id,
            draw(place),
            tuple(dict.fromkeys(draw(called))),
            draw(hired),
            tuple(dict.fromkeys(draw(some(task)))) if task is not None else (),
            draw(st.integers(0, 5)),
        )
        for name in named(draw, 0, 2)
    )
    pairs = st.tuples(task, task).filter(lambda two: two[0] != two[1]) if len(scenes) > 1 else None
    orders = [
        Precedence(*draw(pairs), 2, draw(st.sampled_from((None, 2, 9))), draw(texts))
        for _ in range(2)
        if pairs is not None
    ]
    aparts = [Apart(*draw(pairs), draw(texts)) for _ in range(1) if pairs is not None]
    pins: list[AnyPin] = [
        Pin(draw(task), draw(some(stretches())), units[0].id, draw(texts))
        for _ in range(2)
        if task is not None
    ]
    held = tuple(dict.fromkeys(draw(some(task)))) if task is not None else ()
    pins.append(DayPin(units[-1].id, START, held, draw(st.booleans()), draw(texts)))
    if people:
        off = draw(some(stretches()))
        pins.append(PersonPin(people[0].id, draw(some(stretches())), off, START, draw(texts)))
    roads = [Travel(bases[0].id, bases[1].id, 1, draw(money), draw(money))] if len(bases) > 1 else []
    marks = [Marked("production.kind", "derived", draw(texts))]
    marks += [
        Marked(f"cast.{person.id}", draw(st.sampled_from(("seeded", ""))), draw(texts)) for person in people
    ]
    marks += [Marked(f"scenes.{scene.id}", "assumed", draw(st.sampled_from(("", "why")))) for scene in scenes]
    return Production(
        draw(texts),
        Calendar(
            START,
            START + timedelta(days=draw(st.integers(0, 99))),
            tuple(draw(st.lists(st.integers(0, 6), unique=True))),
            tuple(
                sorted(
                    draw(st.lists(st.builds(Holiday, days, texts), unique_by=lambda h: h.day)),
                    key=lambda h: h.day,
                )
            ),
            draw(some(stretches())),
            draw(some(days)),
        ),
        films,
        tuple(scenes),
        people,
        bases,
        locations,
        tuple(roads),
        units,
        resources,
        activities,
        tuple(orders),
        tuple(aparts),
        tuple(pins),
        draw(st.builds(Prices, move=money, first_day_eighths=minutes, script_order=money)),
        draw(st.builds(AssumedLight, clocks, clocks, minutes)),
        currency="EUR",
        company=draw(texts),
        kind="micro",
        paper="Letter",
        rules_off=("apart", "pins"),
        assumptions=(Assumption("a", draw(texts), "b"),),
        marks=tuple(sorted(marks, key=lambda mark: mark.path)),
    )


def _sorted(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    from coverset.formats._draft_scenes import sorted_elements

    return sorted_elements(elements)


def back(production: Production) -> Production | None:
    with tempfile.TemporaryDirectory() as folder:
        _, slips = folders.write(production, Path(folder) / "p")
        assert slips == []
        again, findings = folders.read(Path(folder) / "p", today=date(2001, 1, 1))
    assert again is not None, [str(finding) for finding in findings]
    return again


# No shrinking: productions are small as drawn, and one failure would shrink for minutes.
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(productions())
def test_what_is_written_is_read_back(production: Production) -> None:
    assert back(production) == production


def imported(folder: Path) -> Production:
    data = SCRIPT.encode()
    script, _ = folders.read_any_script(data, "turn.fountain")
    assert script is not None
    production = folders.from_screenplay({"F1": ("turn.fountain", script)}, today=date(2025, 5, 1))
    written, slips = folders.write(production, folder, scripts={"F1": ("turn.fountain", data)})
    assert slips == []
    assert {path.name for path in written} == {"production.toml", "scenes.csv", "cast.csv", "turn.fountain"}
    return production


def test_an_imported_script_reads_back_as_it_was_imported(tmp_path: Path) -> None:
    production = imported(tmp_path / "turn")
    again, findings = folders.read(tmp_path / "turn", today=date(2031, 1, 1))
    assert findings == []
    assert again is not None
    assert set(again.assumptions) == set(production.assumptions)
    assert again.scenes == production.scenes
    assert again.people == production.people
    assert again.locations == production.locations
    assert again.calendar == production.calendar
    assert again.marks == production.marks


def test_a_new_draft_of_the_script_is_not_held_back_by_the_tables(tmp_path: Path) -> None:
    imported(tmp_path / "turn")
    longer = SCRIPT.replace("They run.", "\n\n".join(["They run."] * 12)).replace("CANAL", "LAGOON")
    (tmp_path / "turn" / "turn.fountain").write_text(longer)
    again, findings = folders.read(tmp_path / "turn")
    assert again is not None
    assert again.scenes[2].eighths > 1
    assert again.scenes[1].set == "LAGOON"
    assert {finding.code for finding in findings} == {"heading-changed", "set-without-location"}


def test_a_production_that_is_there_is_left_alone(tmp_path: Path) -> None:
    production = imported(tmp_path / "turn")
    before = (tmp_path / "turn" / "production.toml").read_bytes()
    written, (finding,) = folders.write(production, tmp_path / "turn")
    assert written == ()
    assert finding.code == "production-exists"
    assert (tmp_path / "turn" / "production.toml").read_bytes() == before
    written, slips = folders.write(production, tmp_path / "turn", force=True)
    assert slips == []
    assert len(written) == 3
    assert not list((tmp_path / "turn").glob(".*"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    written, (finding,) = folders.write(tiny_production(1), tmp_path / "file" / "p")
    assert written == ()
    assert finding.code == "file-unwritable"


def test_the_written_toml_keeps_its_comments_through_later_edits(tmp_path: Path) -> None:
    import tomlkit

    imported(tmp_path / "turn")
    path = tmp_path / "turn" / "production.toml"
    page = tomlkit.parse(path.read_text())
    page["locations"]["CANAL"]["hire"] = 750  # type: ignore[index]
    path.write_text(tomlkit.dumps(page))
    assert "# Where you shoot." in path.read_text()
    again, _ = folders.read(tmp_path / "turn")
    assert again is not None
    assert again.locations_by_id["CANAL"].hire == 75_000
