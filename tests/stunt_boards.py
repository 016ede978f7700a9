"""A small board with a stunt on it, for the tests of the stunt papers: shown, stale, denied, waived, late, held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from coverset.hazards.binding import bind
from coverset.model.authority import Authority
from coverset.model.board import Board
from coverset.model.calendar import Holiday
from coverset.model.dates import DateRange
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.risks import Risk
from coverset.model.stunts import (
    Attempt,
    Beat,
    Competence,
    Concern,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Step,
    Stunt,
    Stunts,
    Waiver,
    Window,
)
from tests.boards import small_board

AS_OF = date(2025, 4, 14)


def stunt_board() -> Board:
    """``small_board`` with the pilot's fall off the quay in scene 5: two beats, and a third that is cut."""
    board = small_board()
    return Board(with_stunts(board.production), Plan(board.plan.days, name=board.plan.name))


def told(board: Board, **changes: object) -> Board:
    """The board with other things said of its stunts."""
    stunts = replace(board.production.stunts, **changes)  # type: ignore[arg-type]
    return Board(replace(board.production, stunts=stunts), Plan(board.plan.days, name=board.plan.name))


def with_stunts(production: Production) -> Production:
    """The production with the record of the fall."""
    fall = Beat(
        "quay-fall/a", "quay-fall", "Off the quay", ("F1/5",), ("high_fall", "water_work"), True, "PILOT", "double",
        action="backs off the edge and falls on his back", path="off the north edge, away from the wall", height=640,
        sequences=1, catch="box rig on the pontoon, 4 m by 4 m", surface="wet stone, gritted",
        cameras=("quay, 35 mm", "boat, 85 mm"), light="day", attempts=2, wind_limit=8, exclusion="pontoon clear but for two",
        crew=("swimmer",), permissions=("quay",), equipment=("boxes",),
    )  # fmt: skip
    swim = Beat(
        "quay-fall/b", "quay-fall", "In the water", ("F1/5",), ("water_work",), False, "PILOT", action="swims to the ladder",
        path="ten metres along the wall", light="day", attempts=3, permissions=("water",),
    )  # fmt: skip
    drone = Beat(
        "quay-fall/c", "quay-fall", "From above", ("F1/5",), ("drone",), permissions=("drone",),
        cut="the aviation authority said no",
    )  # fmt: skip
    stunts = Stunts(
        stunts=(
            Stunt(
                "quay-fall", "QUAY FALL", "The pilot goes in, seen from the boat.", "a dummy; the edge built on the stage",
                "lead", "lead", "CUT CUT CUT", ("medic", "ambulance", "spotter"), ("quay",), ("boxes",), ("F1/8",),
                "the county hospital, 12 minutes by road", "slip at the end of the quay", "swimmer and boat at the ladder",
                "channel 4; arm across the chest when it fails", "tell the first assistant director", "GB", people=31,
                most_attempts=3, issue=2,
            ),
        ),
        beats=(fall, swim, drone),
        crew=(
            CrewMember("lead", "Stunt coordinator", (
                Competence("stunt_coordinator", "full", date(2025, 12, 31), shown_by="register entry"),
                Competence("high_fall_coordinator", "endorsed", date(2025, 4, 30), shown_by="register entry"),
            ), phone="0100"),
            CrewMember("double", "Double for PILOT", (Competence("stunt_performer", "full"),), performs="PILOT"),
            CrewMember("medic", "Set medic", (Competence("medic", shown_by="registration"),), phone="0200"),
            CrewMember("ambulance", "Ambulance and crew", (Competence("ambulance"),)),
            CrewMember("spotter", "Safety spotter", (Competence("safety_spotter"),)),
            CrewMember("swimmer", "Rescue swimmer", (Competence("water_rescue"),)),
        ),
        permissions=(
            Permission("quay", "landing_ground", "Use of the quay", "harbour", "Location manager", "granted", ("quay",),
                       (Window(DateRange(date(2025, 5, 6), date(2025, 5, 9)), 360, 1200, 30, 45),),
                       ("the edge is roped off at night",), asked=date(2025, 2, 3), decided=date(2025, 3, 3),
                       quota=3, quota_of="dates", used=1, reference="H 12"),
            Permission("drone", "drone", "Drone over the harbour", "aviation", "Location manager", "denied", ("quay",),
                       asked=date(2025, 3, 3), decided=date(2025, 4, 1), note="the harbour is under an approach"),
            Permission("water", "waterway", "Closed water at the quay", "harbour", "Location manager", "not asked", ("quay",),
                       steps=(Step("enquiry", 20), Step("application", 10))),
        ),
        authorities=(
            Authority("harbour", "The harbour office", "GB", holidays=(Holiday(date(2025, 4, 18), "Good Friday"),
                      Holiday(date(2025, 4, 21), "Easter Monday"), Holiday(date(2025, 5, 5), "Early May bank holiday"))),
            Authority("aviation", "The aviation authority", "GB"),
        ),
        equipment=(
            Equipment("boxes", "Box rig", "catch", date(2025, 1, 10), 6, ("falls to 12 m",), "an independent inspector"),
        ),
        waivers=(Waiver("quay-fall/a", "high_fall_medics", "Producer", date(2025, 4, 10), "second medic on the boat", "producer"),),
        not_applicable=(NotApplicable("quay-fall/b", "rescue_plan", "Stunt coordinator", "part of the plan of beat a"),),
        concerns=(Concern("edge", ("quay-fall/a",), date(2025, 4, 11), "The edge is slippery before noon", "Key grip"),),
        incidents=(Incident("boxes", ("quay-fall/a",), date(2025, 3, 20), "A box burst in the gymnasium; nobody was hurt",
                            date(2025, 3, 24), "lead", "boxes of twice the board"),),
        attempts=(Attempt("quay-fall/a", date(2025, 3, 20), 1, "double", False, "not as planned", "gymnasium, from 3 m"),
                  Attempt("quay-fall/a", date(2025, 4, 2), 1, "double", True, note="gymnasium, full height")),
        risks=(
            Risk("quay-fall/a", "water_work", 4, 3, ("performer", "swimmer"), procedure=("swimmer at the ladder",),
                 residual_likelihood=2, residual_severity=3, owner="lead", due=date(2025, 5, 7), by="lead", on=date(2025, 4, 1)),
            Risk("quay-fall/a", "high_fall", 2, 5, ("performer", "spotters"), ("no fall on to stone",), engineer=("box rig",),
                 ppe=("pads under the coat",), residual_likelihood=1, residual_severity=4,
                 residual_reason="boxes, not stone, below", owner="lead", due=date(2025, 5, 7), by="lead", on=date(2025, 4, 1)),
        ),
        jurisdictions=("GB",),
        as_of=AS_OF,
    )  # fmt: skip
    made = replace(production, stunts=stunts)
    rows = (
        ("plan", "stunt_plan", date(2025, 4, 1), "stunt plan, issue 1", ()),
        ("dry", "dry_run", date(2025, 4, 2), "log 2", ("lead", "double")),
        ("brief", "briefing", date(2025, 4, 2), "briefing sheet 1", ("lead", "double", "medic")),
    )
    evidence = [
        Evidence(
            name, key, ("quay-fall/a",), on, "lead", reference=words, names=names, bound=bind(made, fall, key)
        )
        for name, key, on, words, names in rows
    ]
    # The briefing was about a fall from four metres: the height is more now.
    bound = tuple((name, "400" if name == "height" else value) for name, value in evidence[-1].bound)
    evidence[-1] = replace(evidence[-1], bound=bound)
    return replace(production, stunts=replace(stunts, evidence=tuple(evidence)))
