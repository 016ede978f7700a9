"""Replays: a story is told step by step, what contradicts it is said, and every kind of expectation can fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.findings import Severity
from coverset.formats import production as folder_of
from coverset.model.dates import DateRange
from coverset.model.event import Event
from coverset.model.events import take
from coverset.model.events.absences import Away
from coverset.model.events.films import ReleaseMoved
from coverset.model.milestones import MilestoneRule, Milestones, When
from coverset.model.milestones import Report as Reported
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import as_shot, shot_as_planned, with_progress
from coverset.replay import page
from coverset.replay.expectations import kinds
from coverset.replay.hold import hold
from coverset.replay.moment import Moment, Outcome
from coverset.replay.opening import open_story
from coverset.replay.running import run
from coverset.replay.story import Expect, Proof, Step, Story, Variant
from coverset.replay.telling import as_json, lines
from coverset.service.opening import open_path
from coverset.solve.replan import Replan, replan
from coverset.solve.run import solve

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TWO = EXAMPLES / "two-hander"
SAID = (
    Reported("F1", "theatrical", When(2026, 7), None, "a letter", "originally", True),
    Reported("F1", "theatrical", When(2026, 11, 19), None, "a call"),
    Reported("F1", "theatrical", When(2026, 11, 29), None, "a second call"),
)


@cache
def base() -> Production:
    """The small example before anything happened."""
    made, findings = folder_of.read(TWO, in_force="none")
    assert made is not None, findings
    rules = (*made.milestones.rules, MilestoneRule("streaming-after", 45))
    return replace(made, milestones=Milestones((*made.milestones.reports, *SAID), rules))


@cache
def planned() -> Plan:
    """A plan of it."""
    made = solve(base(), seconds=None, steps=20_000, workers=1)
    assert made.plan is not None
    return made.plan


@cache
def first() -> date:
    """The first date that it shoots."""
    return planned().days[0].day


@cache
def answered() -> Replan:
    """What planning again comes to when somebody is away on the first date."""
    return replan(changed(), planned(), first(), was=base(), seconds=6, workers=1)


@cache
def changed() -> Production:
    """The example with somebody away on its first date of work."""
    person = next(iter(base().people_of(base().tasks[planned().days[0].tasks[0]])))
    return take(base(), Away(id="A", day=first(), person=person, dates=(DateRange(first(), first()),)))


def shot() -> tuple[Production, Plan]:
    """The example with its first date shot as planned."""
    made = with_progress(base(), shot_as_planned(base(), planned(), first() + timedelta(1)))
    return made, as_shot(made, planned())


def outcome(name: str = "", **more: object) -> Outcome:
    """An outcome in which nothing happened to the plan."""
    found = Outcome(Variant(name), base(), planned(), base(), planned())
    return replace(found, **more)  # type: ignore[arg-type]


def moment(*outcomes: Outcome, day: date | None = None, events: tuple[Event, ...] = ()) -> Moment:
    """A step with these outcomes."""
    known = {event.id: event for event in (*base().ahead, *events)}
    step = Step("s", "A step", day or first(), variant=tuple(o.variant for o in outcomes if o.variant.id))
    return Moment(step, outcomes or (outcome(),), MappingProxyType(known))


def beat_and_key() -> tuple[str, str]:
    """A beat of the example and a requirement of a document that nothing shows of it."""
    from coverset.service.readiness import ready

    found = ready(base(), planned(), first()).readiness
    return next(
        (each.beat, each.requirement)
        for each in found.judgements
        if each.state == "not shown" and each.asks and each.asks.kind == "document" and not each.evidence
    )


def proofs(*more: str) -> tuple[Proof, ...]:
    """Evidence for that requirement, and for others."""
    beat, key = beat_and_key()
    return tuple(Proof(shows, (beat,), first() - timedelta(3), "coordinator") for shows in (key, *more))


def moved(when: When) -> tuple[Production, Production]:
    """The example before and after its release has moved from an exact date."""
    before = take(base(), ReleaseMoved(id="R", film="F1", when=When(2026, 11, 19), cited="a call"))
    return before, take(before, ReleaseMoved(id="S", film="F1", when=when, cited="a second call"))


@dataclass(frozen=True)
class Case:
    """A kind of expectation with a moment in which it holds and one in which it does not."""

    kind: str
    holds: Callable[[], tuple[Moment, Expect]]
    fails: Callable[[], tuple[Moment, Expect]]


def _less(plan: Plan) -> Plan:
    """The plan without its last day."""
    return Plan(plan.days[:-1])


def _shot(least: int) -> tuple[Moment, Expect]:
    made, plan = shot()
    return moment(outcome(production=made, plan=plan)), Expect("shot-stays", least=least)


def _shot_elsewhere() -> tuple[Moment, Expect]:
    made, plan = shot()
    days = tuple(replace(day, day=day.day + timedelta(7)) for day in plan.days)
    return moment(outcome(production=made, plan=Plan(days))), Expect("shot-stays")


def _ready(kind: str, *more: str, proof: bool = True) -> tuple[Moment, Expect]:
    beat, key = beat_and_key()
    return moment(), Expect(kind, beats=(beat,), requirements=(key,), proof=proofs(*more) if proof else ())


def _idle() -> str:
    """Another requirement of the same beat."""
    from coverset.service.readiness import ready

    beat, key = beat_and_key()
    found = ready(base(), planned(), first()).readiness
    return next(
        e.requirement for e in found.of(beat) if e.requirement != key and e.asks and e.asks.kind == "document"
    )


def _release(kind: str, **more: object) -> tuple[Moment, Expect]:
    before, after = moved(When(2026, 11, 29))
    return moment(outcome(was=before, production=after)), Expect(kind, film="F1", **more)  # type: ignore[arg-type]


def _owed(scene: str, what: str = "pickup owed") -> tuple[Moment, Expect]:
    from coverset.model.progress import Entry

    made, plan = shot()
    entry = Entry(made.progress[0].task, what, first(), minutes=30)  # type: ignore[arg-type]
    made = with_progress(made, (*made.progress, entry))
    return moment(outcome(production=made, plan=plan)), Expect("wrap-refused", film="F1", scene=scene)


def _stretch(first_: date, last: date, **more: object) -> dict[str, object]:
    return {"first": first_, "last": last, **more}


def _person() -> str:
    return next(iter(base().people_of(base().tasks[planned().days[0].tasks[0]])))


def _base() -> str:
    return base().base_of(base().tasks[planned().days[0].tasks[0]])


LATER = timedelta(21)
CASES = [
    Case(
        "planned-and-verified",
        lambda: (moment(), Expect("planned-and-verified")),
        lambda: (moment(outcome(plan=_less(planned()))), Expect("planned-and-verified")),
    ),
    Case("shot-stays", lambda: _shot(1), lambda: _shot(99)),
    Case("shot-stays", lambda: _shot(1), _shot_elsewhere),
    Case(
        "hold-price-shown",
        lambda: (moment(), Expect("hold-price-shown", until=first() + LATER)),
        lambda: (moment(), Expect("hold-price-shown", until=first() + LATER, least=10**9)),
    ),
    Case(
        "bases-in-order",
        lambda: (moment(), Expect("bases-in-order", unit="MAIN", bases=(_base(),))),
        lambda: (moment(outcome(plan=Plan(()))), Expect("bases-in-order", unit="MAIN", bases=(_base(),))),
    ),
    Case(
        "diff-shown",
        lambda: (moment(outcome(production=changed(), answers=answered())), Expect("diff-shown")),
        lambda: (
            moment(outcome(production=changed(), answers=answered()), day=first() + timedelta(400)),
            Expect("diff-shown"),
        ),
    ),
    Case("not-released", lambda: _ready("not-released"), lambda: _ready("not-released", proof=False)),
    Case("blocked-until", lambda: _ready("blocked-until"), lambda: _ready("blocked-until", _idle())),
    Case(
        "derived-date",
        lambda: _release("derived-date", on=date(2027, 1, 13)),
        lambda: _release("derived-date", on=date(2027, 1, 14)),
    ),
    Case(
        "no-work",
        lambda: (
            moment(),
            Expect("no-work", person=_person(), **_stretch(first() - LATER, first() - timedelta(1))),  # type: ignore[arg-type]
        ),
        lambda: (moment(), Expect("no-work", person=_person(), **_stretch(first(), first()))),  # type: ignore[arg-type]
    ),
    Case(
        "compared",
        lambda: (moment(outcome("a"), outcome("b")), Expect("compared")),
        lambda: (moment(outcome("a"), outcome("b", plan=None)), Expect("compared")),
    ),
    Case(
        "wrap-refused",
        lambda: _owed(shot()[0].progress[0].task),
        lambda: _owed(shot()[0].progress[0].task, "added"),
    ),
    Case(
        "release-moved-by",
        lambda: _release("release-moved-by", days=10),
        lambda: _release("release-moved-by", days=9),
    ),
    Case(
        "old-date-kept",
        lambda: _release("old-date-kept", reported="2026-11-19"),
        lambda: _release("old-date-kept", reported="2026-11-29"),
    ),
    Case(
        "reported-as-reported",
        lambda: _release("reported-as-reported", reported="2026-07", hedge="originally"),
        lambda: _release("reported-as-reported", reported="2026-07", hedge="for certain"),
    ),
    Case(
        "refused-plan",
        lambda: (moment(), Expect("refused-plan", event="radio-play")),
        lambda: (moment(), Expect("refused-plan", event="gale")),
    ),
    Case(
        "worked-at-base",
        lambda: (
            moment(),
            Expect("worked-at-base", base=_base(), **_stretch(first(), first() + LATER, least=1)),  # type: ignore[arg-type]
        ),
        lambda: (
            moment(),
            Expect("worked-at-base", base=_base(), **_stretch(first(), first() + LATER, least=99)),  # type: ignore[arg-type]
        ),
    ),
]


def test_every_kind_of_expectation_has_a_case_and_says_itself() -> None:
    assert {case.kind for case in CASES} == set(kinds())
    told = set(Expect.__dataclass_fields__) - {"kind", "variant", "source"}
    for member in kinds().values():
        assert member.SENTENCE.endswith(".")
        assert {*member.NEEDS, *member.MAY} <= told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_every_kind_of_expectation_holds_and_can_fail(case: Case) -> None:
    check = kinds()[case.kind].check
    for made, holds in ((case.holds(), True), (case.fails(), False)):
        judged = check(*made)
        assert judged.holds is holds, (judged.words, judged.found)
        assert judged.kind == case.kind
        assert judged.words.endswith(".")
        assert judged.found


def test_holding_costs_nothing_before_anybody_has_begun_and_something_after() -> None:
    later = first() + timedelta(29)
    nothing = hold(base(), planned(), first(), later)
    assert (nothing.total, nothing.people) == (0, ())
    assert nothing.week > 0
    made, plan = shot()
    kept = hold(made, plan, first() + timedelta(1), later)
    assert kept.total > 0
    assert kept.people
    assert sum(amount for _, amount in kept.by_line) == kept.total
    with pytest.raises(ValueError, match="is not after"):
        hold(base(), planned(), first(), first())


SHORT = """
title = "Short"

[[step]]
id = "plan"
title = "A plan"
day = 2026-03-02
do = "plan"

[[step.expect]]
kind = "planned-and-verified"

[[step]]
id = "gale"
title = "A gale"
day = 2026-03-05
events = ["gale"]

[[step.variant]]
id = "calm"

[[step.variant]]
id = "rough"
title = "rough sea"
events = ["radio-play"]

[[step.expect]]
kind = "compared"

[[step.expect]]
kind = "refused-plan"
variant = "calm"
event = "radio-play"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small example with a short story of its own."""
    made = tmp_path / "film"
    shutil.copytree(TWO, made)
    (made / "replay.toml").write_text(SHORT, encoding="utf-8")
    return made


def told(folder: Path, *more: str) -> tuple[int, str, str]:
    out = folder.parent / "out"
    words = ["replay", str(folder), "--time", "2", "--workers", "1", "-o", str(out), *more]
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.stdout, result.stderr


def test_a_story_is_told_to_its_end_and_leaves_its_page(folder: Path) -> None:
    code, out, err = told(folder)
    assert code == 0, out + err
    for words in (
        "1. Mon 2 Mar 2026: A plan",
        "happened: No exterior is shot",
        "(rough sea) SISTER is held",
        "holds:",
    ):
        assert words in out
    assert "all 3 assertions hold" in out
    assert "... A gale (rough sea)" in err
    written = sorted(path.name for path in (folder.parent / "out").iterdir())
    assert written == ["production", "story.html", "story.pdf"]
    page_ = (folder.parent / "out" / "story.html").read_text(encoding="utf-8")
    assert "3 of 3 hold" in page_
    assert "<svg" in page_
    opened = open_path(folder.parent / "out" / "production")
    assert opened.production is not None
    assert opened.plan is not None
    assert [event.id for event in opened.production.events] == ["gale"]
    assert not [f for f in opened.findings if f.severity is Severity.ERROR]


def test_what_is_shot_and_owed_stands_in_the_production_that_is_left(folder: Path) -> None:
    text = SHORT.replace("2026-03-05", "2026-03-27").replace(
        'title = "A gale"', 'title = "A gale"\nshot_until = 2026-03-27'
    )
    text = text.replace(
        '[[step.variant]]\nid = "calm"',
        '[[step.progress]]\nscene = "F1/1"\nwhat = "pickup owed"\nday = 2026-03-26\nminutes = 20\n\n[[step.variant]]\nid = "calm"',
    )
    (folder / "replay.toml").write_text(text, encoding="utf-8")
    told(folder)
    opened = open_path(folder.parent / "out" / "production")
    assert opened.production is not None, opened.findings
    assert opened.production.settled
    assert "F1/1 pickup 1" in opened.production.tasks
    assert opened.plan is not None
    assert "F1/1 pickup 1" in opened.plan.boneyard


def test_an_assertion_that_fails_ends_with_three_and_is_said(folder: Path) -> None:
    text = SHORT.replace('kind = "compared"', 'kind = "shot-stays"\nleast = 5')
    (folder / "replay.toml").write_text(text, encoding="utf-8")
    code, out, _ = told(folder, "--json")
    found = json.loads(out)
    assert code == 3
    assert found["status"] == "fails"
    assert [each["holds"] for each in found["steps"][1]["expected"]] == [False, True]
    assert [each["variant"] for each in found["steps"][1]["variants"]] == ["calm", "rough"]


def test_it_is_told_down_to_a_step(folder: Path) -> None:
    code, out, _ = told(folder, "--step", "plan")
    assert code == 0
    assert "1 of 2 steps told" in out
    assert told(folder, "--step", "paln")[0] == 2


WRONG = [
    ('events = ["gale"]', 'events = ["gael"]', "event-unknown", "did you mean 'gale'?"),
    ("day = 2026-03-05", "day = 2026-03-01", "dates-contradict", "before the step before it"),
    ('id = "gale"', 'id = "plan"', "id-twice", "another step of this id"),
    ('kind = "compared"', 'kind = "compaired"', "expectation-unknown", "did you mean 'compared'?"),
    ('kind = "compared"', 'kind = "no-work"\nperson = "SISTRE"', "person-unknown", "did you mean 'SISTER'?"),
    ('kind = "compared"', 'kind = "no-work"', "value-missing", "no-work needs person"),
    ('kind = "compared"', 'kind = "compared"\nleast = 1', "key-unknown", "is told nothing, not least"),
    ('variant = "calm"', 'variant = "clam"', "variant-unknown", "did you mean 'calm'?"),
    ('id = "rough"', 'id = "calm"', "id-twice", "two variants"),
    ('title = "A gale"', 'title = "A gale"\nfacts = ["wind"]', "fact-unknown", "no fact 'wind'"),
    (
        'title = "A gale"',
        'title = "A gale"\nshot_until = 2026-04-01',
        "dates-contradict",
        "after the step's own date",
    ),
    ('do = "plan"', 'do = "check"', "plan-missing", "the first step is to plan"),
    ('do = "plan"', 'do = "paln"', "value-wrong", "is not one of plan"),
    ('title = "Short"', "title = ", "toml-syntax", "not TOML"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"), WRONG, ids=[each[2] + each[1][:12] for each in WRONG]
)
def test_what_contradicts_the_story_is_said(folder: Path, old: str, new: str, code: str, words: str) -> None:
    assert old in SHORT
    (folder / "replay.toml").write_text(SHORT.replace(old, new, 1), encoding="utf-8")
    opened = open_story(folder)
    assert opened.story is None
    said = [f for f in opened.findings if f.code == code]
    assert any(words in f.sentence for f in said), opened.findings
    assert all(f.place is not None and f.place.file == "replay.toml" for f in said)


def test_a_folder_without_a_story_or_a_production_says_so(folder: Path, tmp_path: Path) -> None:
    (folder / "replay.toml").unlink()
    code, _, err = told(folder)
    assert code == 3
    assert "no story to replay" in err
    (tmp_path / "empty").mkdir()
    assert [f.code for f in open_story(tmp_path / "empty").findings] == ["cannot-open"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("wind,1,12,blows", ""),
        ("wind,1,twelve,blows", "value-wrong"),
        (f"wind,1,12,{'word ' * 16}", "quote-too-long"),
    ],
)
def test_facts_are_quoted_in_few_words_and_placed(folder: Path, row: str, code: str) -> None:
    (folder / "facts.csv").write_text(f"id,article,offset,quote\n{row}\n", encoding="utf-8")
    text = SHORT.replace('title = "A gale"', 'title = "A gale"\nfacts = ["wind"]')
    (folder / "replay.toml").write_text(text, encoding="utf-8")
    opened = open_story(folder)
    assert code in {"", *(f.code for f in opened.findings)}
    assert (opened.story is not None) is not bool(code)
    if opened.story is not None:
        assert opened.story.facts_by_id["wind"].cited == 'article 1 at 12: "blows"'


def test_without_a_plan_the_story_stops_and_fails() -> None:
    shut = replace(
        base(), calendar=replace(base().calendar, hiatus=(DateRange(date(2026, 3, 1), date(2026, 4, 1)),))
    )
    steps = (Step("a", "A", date(2026, 3, 2), do="plan"), Step("b", "B", date(2026, 3, 3)))
    found = run(Story("None", step=steps), shut, seconds=1.5, workers=1)
    assert not found.holds
    assert len(found.told) == 1
    assert [each.holds for each in found.told[0].judged] == [False]
    assert page.document(found).blocks
    assert as_json(found)["status"] == "fails"
    assert any(label == "fails" for label, _ in lines(found.story, found.told[0], 1))


def test_the_examples_stories_are_read_without_a_doubt() -> None:
    for name in ("grand-express", "two-hander"):
        opened = open_story(EXAMPLES / name)
        assert opened.story is not None, [str(f) for f in opened.findings]
        assert all(step.expect for step in opened.story.step)
    grand = open_story(EXAMPLES / "grand-express").story
    assert grand is not None
    assert len(grand.step) == 10
    assert all(step.facts for step in grand.step)
