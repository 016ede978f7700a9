"""The risk assessment: each hazard of each beat, as a named person has assessed it; what nobody has assessed says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coverset.hazards.asking import changed, spoken
from coverset.hazards.binding import stale
from coverset.hazards.catalogue import COMMON
from coverset.hazards.judgement import Judgement
from coverset.model.dates import format_date
from coverset.model.risks import LIKELIHOODS, MOST, SEVERITIES, Risk
from coverset.model.stunts import Beat, Stunt
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Keep,
    KeyValues,
    Legend,
    LegendEntry,
    Note,
    PageBreak,
    Row,
    Signatures,
    Strong,
    Table,
    Text,
    number,
)
from coverset.render.document import day as date_cell
from coverset.reports import Printing
from coverset.reports._papers import frame
from coverset.reports._stunt_record import (
    Record,
    decides,
    fact_name,
    nothing,
    record,
    titled,
    version,
    wanted,
)
from coverset.reports._stunt_tables import when_words

__all__ = ["KEY", "SUMMARY", "TITLE", "build", "wanted"]

KEY = "risk-assessment"
TITLE = "Risk assessment"
SUMMARY = (
    "Every hazard of every beat: who may be harmed, likelihood and severity apart, controls on record and to come, "
    "what is left, owner and date; the most severe first."
)

_DEGREES = ("", "#e8f0e6", "#f3f0c8", "#fbe2a6", "#f0a882", "#c9432f")
_RISKS = (
    Column("Hazard", 22),
    Column("Who may be harmed", 16),
    Column("Severity", 11),
    Column("Likelihood", 11),
    Column("Controls, the strongest first", 44),
    Column("Controls still to come", 40),
    Column("Left: severity", 11),
    Column("Left: likelihood", 11),
    Column("Owner, due", 17),
)
_DATA = tuple(
    Column(title)
    for title in (
        *(
            "Beat",
            "Hazard",
            "Harmed",
            "Severity",
            "Likelihood",
            "Residual severity",
            "Residual likelihood",
            "Reason",
        ),
        *("Controls", "Owner", "Due", "By", "On"),
    )
)
_SHOWN_CONTROLS, _TO_COME = 6, 6


def build(printing: Printing) -> Document:
    """A part a stunt, by its first date; those of a date or of a unit where the printing is narrowed to it."""
    blocks: list[Block] = []
    data: tuple[Table, ...] = ()
    if wanted(printing):
        told = record(printing)
        blocks += _opening(told)
        for place, (stunt, beats) in enumerate(told.by_stunt):
            blocks += [*([PageBreak()] if place else []), *_part(told, stunt, beats)]
        data = (Table(_DATA, tuple(_data_rows(told)), key="risks"),)
    if not data or not told.by_stunt:
        blocks, data = [nothing()], ()
    return frame(printing, KEY, TITLE, blocks, orientation="landscape", data=data)


def _opening(told: Record) -> Iterator[Block]:
    """What the figures mean, and how much is assessed at all."""
    yield decides(told, "Likelihood and severity are never multiplied: a rare death stays a death.")
    live = [beat for beat in told.beats if not beat.cut]
    pairs = [(beat, hazard) for beat in live for hazard in beat.hazards]
    done = [(beat, hazard) for beat, hazard in pairs if _risk(told, beat, hazard)]
    worst = [risk for beat, hazard in done if (risk := _risk(told, beat, hazard)) and risk.severity == MOST]
    yield KeyValues(
        (
            ("Beats", str(len(live))),
            ("Hazards in them", str(len(pairs))),
            ("Assessed", str(len(done))),
            ("NOT ASSESSED", Cell(str(len(pairs) - len(done)), bold=True)),
            (f"Of severity {MOST}", str(len(worst))),
        ),
        columns=5,
    )
    for title, names in (("Severity", SEVERITIES), ("Likelihood", LIKELIHOODS)):
        entries = (LegendEntry(name, str(k), _DEGREES[k]) for k, name in enumerate(names) if name)
        yield Legend(tuple(entries), title)


def _risk(told: Record, beat: Beat, hazard: str) -> Risk | None:
    return next((r for r in told.stunts.risks_of.get(beat.id, ()) if r.hazard == hazard), None)


def _part(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[Block]:
    yield Heading(f"{stunt.name or stunt.id}, issue {stunt.issue}", 1)
    yield Text(f"{when_words(told, beats)}. Coordinator: {told.called(stunt.coordinator)}.", small=True)
    yield Text((Strong("Review. "), _trigger(told, beats)), small=True)
    for beat in beats:
        if beat.cut:
            yield Keep((Heading(f"{titled(beat)}: cut", 3), Text(f"{beat.cut}.")))
        else:
            yield from _beat(told, beat)
    roles = ("Assessed by", "Stunt coordinator", "First assistant director", "Producer")
    yield Keep((Signatures(roles, "Signed for this issue"),))


def _beat(told: Record, beat: Beat) -> Iterator[Block]:
    """The hazards of a beat, assessed ones by severity first; then those that nobody has assessed."""
    rows: list[Row] = []
    every = [(hazard, name, _risk(told, beat, hazard)) for hazard, name in told.hazards(beat)]
    known = [(hazard, name, risk) for hazard, name, risk in every if risk is not None]
    for hazard, name, risk in sorted(known, key=lambda row: (-row[2].severity, -row[2].likelihood)):
        rows += _assessed(told, beat, hazard, name, risk)
    rows += [_open(told, beat, hazard, name) for hazard, name, risk in every if risk is None]
    if not known:
        words = "NOT ASSESSED: no figure stands here until a named person has assessed this beat."
        rows.insert(0, Row((Cell(words),), "note", fill="#fbe3e1", ink="#8c1d18"))
    yield Heading(f"{titled(beat)}, version {version(beat)}", 3)
    if rows[1:] or known:
        yield Table(_RISKS, tuple(rows), key="risks", dense=True)
    else:
        yield Text("No hazard is named for it.")
    signed, spoiled = _signed(told, beat)
    if spoiled:
        yield Note(spoiled, "stop", "Stale")
    else:
        yield Text(signed, small=True)


def _assessed(told: Record, beat: Beat, hazard: str, name: str, risk: Risk) -> Iterator[Row]:
    """A row of figures and controls; under it, why severity falls where it does."""
    severity, likelihood = risk.residual_severity, risk.residual_likelihood
    by = f"{told.called(risk.by)}, {format_date(risk.on)}" if risk.by and risk.on else "by nobody named"
    yield Row(
        (
            Cell(name, bold=True, note=by),
            Cell(", ".join(risk.harmed) or "not stated"),
            _degree(risk.severity, SEVERITIES),
            _degree(risk.likelihood, LIKELIHOODS),
            Cell(_controls(told, beat, hazard, risk)),
            Cell(_to_come(told, beat, hazard)),
            _degree(severity, SEVERITIES),
            _degree(likelihood, LIKELIHOODS),
            Cell(told.called(risk.owner), note=format_date(risk.due) if risk.due else "no date"),
        )
    )

    if severity is not None and severity < risk.severity:
        falls = f"{name}: severity falls from {risk.severity} to {severity}"
        why = "and NO REASON IS GIVEN." if risk.unexplained else f"because {risk.residual_reason}."
        yield Row((Cell(f"{falls}, {why}"),), "note")


def _open(told: Record, beat: Beat, hazard: str, name: str) -> Row:
    return Row(
        (
            Cell(name, bold=True, note="NOT ASSESSED"),
            *(Cell() for _ in range(3)),
            Cell(_controls(told, beat, hazard, None)),
            Cell(_to_come(told, beat, hazard)),
            *(Cell() for _ in range(3)),
        ),
        fill="#f3f4f6",
    )


def _degree(value: int | None, names: Sequence[str]) -> Cell:
    if value is None:
        return Cell("not stated")
    known = 0 < value < len(names)
    fill = _DEGREES[value] if known else ""
    ink = "#ffffff" if value == MOST else "#1b1e23"
    said = f"{value} {names[value]}" if known else str(value)
    return Cell(said, value, "number", fill=fill, ink=ink if fill else "", bold=value == MOST, align="left")


def _controls(told: Record, beat: Beat, hazard: str, risk: Risk | None) -> str:
    """What the assessor wrote, by level, then what the record shows of the hazard's requirements."""
    said = [f"{level}: {words}" for level, words in (risk.controls() if risk else ())]
    shown = [spoken(each.requirement) for each in _of(told, beat, hazard) if each.state == "shown"]
    if shown:
        more = f" and {len(shown) - _SHOWN_CONTROLS} more" if len(shown) > _SHOWN_CONTROLS else ""
        said.append(f"on record: {', '.join(shown[:_SHOWN_CONTROLS])}{more}")
    return "\n".join(f"• {each}" for each in said) or "none on record"


def _to_come(told: Record, beat: Beat, hazard: str) -> str:
    """What the hazard asks for and the record does not show, the most pressing first."""
    left = [
        each for each in _of(told, beat, hazard) if each.state in ("contradicted", "too late", "not shown")
    ]
    said = []
    for each in left[:_TO_COME]:
        mark = f"{each.state.upper()}: " if each.state != "not shown" else ""
        by = f", by {each.last_date.day} {each.last_date:%b %Y}" if each.last_date else ""
        said.append(f"• {mark}{spoken(each.requirement)} ({each.owner}{by})")
    if len(left) > _TO_COME:
        said.append(f"• and {len(left) - _TO_COME} more on the readiness board")
    return "\n".join(said) or "none: all it asks for is on record"


def _of(told: Record, beat: Beat, hazard: str) -> Iterator[Judgement]:
    """The judgements that a hazard asks for of itself; what every stunt is asked for is not a hazard's own."""
    known = told.leaves.catalogue.hazards.get(hazard)
    keys = {each.key for each in known.requirements} if known else set()
    common = {each.key for each in told.leaves.catalogue.hazards[COMMON].requirements}
    return (each for each in told.judged(beat) if each.requirement in keys - common)


def _trigger(told: Record, beats: Sequence[Beat]) -> str:
    """Which facts call for a review when they change."""
    asked = (each for b in beats for each in told.leaves.catalogue.requirements_of(told.production, b))
    facts = dict.fromkeys(name for each in asked if each.key == "risk_assessment" for name in each.depends_on)
    words = ", ".join(fact_name(name).casefold() for name in facts) or "none stated"
    return f"To be reviewed before the beat goes on when any of these changes, after any incident, and for a new issue: {words}."


def _signed(told: Record, beat: Beat) -> tuple[str, str]:
    """The signed assessment on record, and what has changed since, as sentences."""
    rows = told.stunts.evidence_for.get((beat.id, "risk_assessment"), ())
    known = [each for each in rows if each.on <= told.on]
    if not known:
        return "No signed assessment is on record.", ""
    newest = max(known, key=lambda each: each.on)
    when = f"{newest.reference or newest.id} of {format_date(newest.on)}, {told.called(newest.by)}"
    changes = "; ".join(map(changed, stale(newest, beat)))
    spoiled = f"{when}, was made before {changes}. It is to be assessed again." if changes else ""
    return f"Signed assessment on record: {when}.", spoiled


def _data_rows(told: Record) -> Iterator[Row]:
    for _, beats in told.by_stunt:
        for beat in beats:
            for hazard in () if beat.cut else beat.hazards:
                risk = _risk(told, beat, hazard)
                if risk is None:
                    yield Row(
                        (Cell(beat.id), Cell(hazard), Cell("not assessed"), *(Cell() for _ in range(10)))
                    )
                else:
                    yield _data_row(told, risk)


def _data_row(told: Record, risk: Risk) -> Row:
    figures = (risk.severity, risk.likelihood, risk.residual_severity, risk.residual_likelihood)
    return Row(
        (
            Cell(risk.beat),
            Cell(risk.hazard),
            Cell(", ".join(risk.harmed)),
            *(Cell() if value is None else number(value) for value in figures),
            Cell(risk.residual_reason),
            Cell("; ".join(f"{level}: {words}" for level, words in risk.controls())),
            Cell(told.called(risk.owner)),
            date_cell(risk.due) if risk.due else Cell(),
            Cell(told.called(risk.by)),
            date_cell(risk.on) if risk.on else Cell(),
        )
    )
