"""Edits of the record of the stunts: each can be taken back, says itself, and is written into the file alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.formats._stunts import read_stunts
from coverset.formats._stunts_edit import CannotEditError, edited
from coverset.formats._stunts_text import stunts_toml
from coverset.hazards.staleness import going_stale
from coverset.model.edits import EditError
from coverset.model.production import Production
from coverset.model.stunt_edits import (
    AddRecord,
    AssignCrew,
    ChangeBeat,
    CutBeat,
    RemoveEvidence,
    SetPermission,
    Settle,
    SeveralStuntEdits,
    StuntEdit,
)
from coverset.model.stunts import Attempt, Concern, Evidence, Incident, NotApplicable, Waiver
from tests.stunts import AS_OF, anything, keys, stunts_of, texts, words
from tests.unit.test_stunts_file import plain

DAY = date(2025, 3, 3)
said = {"by": words, "on": st.just(DAY), "why": words}


@st.composite
def edits_of(draw: st.DrawFn, production: Production) -> StuntEdit:
    """Any edit that fits a production's stunts."""
    stunts = production.stunts
    beat = st.sampled_from([*stunts.beats_by_id])
    crew = st.lists(st.sampled_from([*stunts.crew_by_id]), min_size=1, unique=True).map(tuple)
    rows = {"beat": beat, "requirement": keys, "by": words, "reason": words}
    fact = st.one_of(
        st.tuples(st.sampled_from(["action", "path", "anchor", "catch", "light"]), texts),
        st.tuples(st.sampled_from(["speed", "height", "attempts"]), st.none() | st.integers(0, 300)),
        st.tuples(st.just("cameras"), st.lists(words, max_size=2).map(tuple)),
    )
    facts = st.lists(fact, min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(tuple)
    about = st.lists(beat, min_size=1, max_size=2, unique=True).map(tuple)
    bound = st.just((("speed", "40"), ("path", 'along; "it"')))
    record = st.one_of(
        anything(
            Evidence,
            id=st.just("new"),
            shows=keys,
            beats=about,
            until=st.none(),
            bound=bound,
        ),
        anything(Waiver, **rows),
        anything(NotApplicable, **rows),
        anything(
            Concern,
            id=st.just("new"),
            about=about,
            closed=st.none(),
            closed_by=st.just(""),
            answer=st.just(""),
        ),
        anything(
            Incident,
            id=st.just("new"),
            about=about,
            lifted=st.none(),
            lifted_by=st.just(""),
            reason=st.just(""),
        ),
        anything(Attempt, beat=beat, performer=st.just(""), take=st.just(901)),
    )
    settled = [("concern", each.id) for each in stunts.concerns] + [
        ("incident", each.id) for each in stunts.incidents
    ]
    kinds: list[st.SearchStrategy[StuntEdit]] = [
        st.builds(ChangeBeat, beat, facts, **said),
        st.builds(CutBeat, beat, **said),
        st.builds(
            SetPermission,
            st.sampled_from([*stunts.permissions_by_id]),
            st.sampled_from(["asked", "granted", "denied", "withdrawn", "not asked"]),
            st.just(AS_OF),
        ),
        st.builds(AssignCrew, beat | st.sampled_from([*stunts.stunts_by_id]), crew, st.booleans()),
        st.builds(AddRecord, record, **said),
        st.builds(RemoveEvidence, st.sampled_from([each.id for each in stunts.evidence])),
        st.sampled_from(settled).flatmap(
            lambda one: st.builds(Settle, st.just(one[0]), st.just(one[1]), st.just(AS_OF), words, words)
        ),
    ]
    return draw(st.one_of(kinds))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_an_edit_and_what_takes_it_back_leave_the_production_as_it_was(data: st.DataObject) -> None:
    """Also several at once; and every edit says in a sentence what it does."""
    production = replace(plain(), stunts=data.draw(stunts_of(plain())))
    first = data.draw(edits_of(production))
    both = SeveralStuntEdits((first,), "a", DAY, "b")
    for edit in (first, both):
        after = edit.apply(production)
        assert edit.inverse(production).apply(after) == production
        assert edit.sentence(production).endswith(".")
        undo = edit.inverse(production)
        assert undo.inverse(after).apply(undo.apply(after)) == after


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_written_into_the_file_an_edit_keeps_every_comment(data: st.DataObject) -> None:
    """The file then reads as the edited production, and its other lines are as they were."""
    production = replace(plain(), stunts=data.draw(stunts_of(plain())))
    text = stunts_toml(production, {}, set())
    rows = [
        f"# before {k}\n{line} # behind {k}" if re.match(r"\[+[^\]]+\]+$", line) else line
        for k, line in enumerate(text.split("\n"))
    ]
    text = "\n".join(rows)
    before, _ = read_stunts(plain(), text.encode(), today=DAY)
    edit = data.draw(edits_of(before))
    after = edit.apply(before)
    try:
        new = edited(text, before, after)
    except CannotEditError:
        assert "bound" in str(edit)
        return
    again, findings = read_stunts(plain(), new.encode(), today=DAY)
    assert again.stunts == after.stunts, findings
    if not isinstance(edit, RemoveEvidence):
        for comment in re.findall(r"# (?:before|behind) \d+", text):
            assert comment in new
    kept = set(text.split("\n")) & set(new.split("\n"))
    assert len(kept) >= len(set(text.split("\n"))) - 30


def test_an_edit_that_does_not_fit_is_refused_with_the_nearest_name() -> None:
    """A slip of the finger is met with a name, nothing is changed."""
    production = plain()
    with pytest.raises(EditError, match="there is no beat 'x'"):
        ChangeBeat("x", (("speed", 1),)).apply(production)
    with pytest.raises(EditError, match="there is no permission"):
        SetPermission("x", "granted").apply(production)
    with pytest.raises(EditError, match="named person with a reason"):
        Settle("concern", "x", DAY, "", "").apply(production)


@settings(max_examples=3, deadline=None)
@given(st.data())
def test_a_fact_that_is_no_fact_is_refused(data: st.DataObject) -> None:
    """With the facts there are."""
    production = replace(plain(), stunts=data.draw(stunts_of(plain())))
    beat = production.stunts.beats[0]
    with pytest.raises(EditError, match="did you mean 'speed'"):
        ChangeBeat(beat.id, (("spead", 1),)).apply(production)
    with pytest.raises(EditError, match="no member of the stunt crew"):
        AssignCrew(beat.id, ("nobody at all",)).apply(production)
    evidence = production.stunts.evidence[0]
    with pytest.raises(EditError, match="is taken"):
        AddRecord(evidence).apply(production)


def test_setting_a_permission_keeps_its_dates_in_step() -> None:
    """Asked has no decision; not asked has no date at all."""
    drawn = {"asked": AS_OF, "decided": DAY}
    from coverset.model.stunts import Permission, Stunts

    permission = Permission("p", "railway", state="denied", **drawn)
    production = replace(plain(), stunts=Stunts(permissions=(permission,)))
    asked = SetPermission("p", "asked", DAY).apply(production).stunts.permissions[0]
    assert (asked.state, asked.asked, asked.decided) == ("asked", DAY, None)
    none = SetPermission("p", "not asked").apply(production).stunts.permissions[0]
    assert (none.asked, none.decided) == (None, None)
    granted = SetPermission("p", "granted", DAY).apply(production).stunts.permissions[0]
    assert (granted.asked, granted.decided) == (AS_OF, DAY)


def test_changing_a_fact_makes_stale_just_what_is_bound_to_it() -> None:
    """As the edit's price before it is made; taken back, it all holds again."""
    from coverset.model.stunts import Beat, Stunt, Stunts

    beat = Beat("s/a", "s", speed=40, path="along", performer="LEAD")
    rows = (
        Evidence("e1", "stunt_plan", ("s/a",), DAY, "c", bound=(("speed", "40"), ("path", "along"))),
        Evidence("e2", "rescue_plan", ("s/a",), DAY, "c", bound=(("path", "along"),)),
    )
    production = replace(plain(), stunts=Stunts(stunts=(Stunt("s"),), beats=(beat,), evidence=rows))
    edit = ChangeBeat("s/a", (("speed", 60),), "coordinator", DAY, "the train is faster")
    after = edit.apply(production)
    assert [each.evidence for each in going_stale(production, after)] == ["e1"]
    assert going_stale(production, edit.inverse(production).apply(after)) == ()
    assert "speed in km/h was 40, becomes 60" in edit.sentence(production)


def test_stunts_that_no_file_of_ours_holds_are_asked_about_too() -> None:
    """A record made by a program, or kept in a board's file, may name what is not there."""
    from coverset.model.questions import ask
    from coverset.model.stunts import Beat, Stunt, Stunts

    beats = (Beat("x/a", "x"), Beat("s/a", "s", scenes=("F1/99",), performer="LEAD"), Beat("s/a", "s"))
    production = replace(plain(), stunts=Stunts(stunts=(Stunt("s"),), beats=beats))
    assert sorted(each.code for each in ask(production)) == ["id-twice", "scene-unknown", "stunt-unknown"]
