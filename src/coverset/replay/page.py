"""The page at the end of a replay: the story of the production, step by step, with the boards before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import cast

from coverset.costs import ledger
from coverset.formats import events as events_file
from coverset.formats import plan as plan_file
from coverset.formats import progress as progress_file
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.milestones import chosen, slack
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.render import renderers
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Keep,
    PageBreak,
    Paper,
    Points,
    Row,
    Strong,
    Table,
    Text,
    day,
    money,
    number,
)
from coverset.replay._figures import PlanRow, plans_figure
from coverset.replay.moment import Moment, Outcome, Told
from coverset.replay.reading import FILE as STORY
from coverset.replay.running import Replayed
from coverset.replay.telling import closing, facts_of, happened
from coverset.reports._palettes import base_tint
from coverset.reports._release_line import FilmLine, release_line
from coverset.service.summary import summarise
from coverset.solve.standing import standing
from coverset.units import format_money

_CHANGES = 6
_RELEASES = 0.56
"""How wide the line of releases is drawn: small enough to stand under the plans on the first page."""
_MOST_COPIED = 16 * 1024 * 1024
_GOOD, _BAD = "#dff0dc", "#f6d4cd"


def files(found: Replayed, path: Path) -> dict[str, bytes]:
    """What a replay leaves in a folder: the page, and under ``production`` the production as the story leaves it.

    That is a copy of its folder with the events in force that the story took, what is shot, and the last plan: every
    other command opens it.
    """
    page = document(found)
    made = {}
    for medium in ("html", "pdf"):
        renderer = renderers()[medium]
        made[f"story{renderer.SUFFIX}"] = renderer.write(page)
    last = found.told[-1].moment.main
    after = last.production
    kept = {each.name: each.read_bytes() for each in sorted(path.iterdir()) if _is_copied(each)}
    if after.events:
        taken = [replace(event, alternative=False, instead_of="") for event in after.events]
        kept[events_file.FILE] = events_file.write([*taken, *after.ahead], taken[-1].id)
    if after.progress:
        kept[progress_file.FILE] = progress_file.write(after.progress)
    if last.plan is not None:
        steps = [told.moment.step.id for told in found.told]
        provenance = {"source": {"path": "."}, "story": found.story.title, "steps": steps}
        kept[plan_file.FILE] = plan_file.write(last.plan, after, provenance=provenance)
    return made | {f"production/{name}": data for name, data in kept.items()}


def _is_copied(file: Path) -> bool:
    """Whether a file belongs to the production itself."""
    return (
        file.is_file()
        and file.suffix in (".toml", ".csv", ".fountain", ".fdx")
        and file.name != STORY
        and file.stat().st_size <= _MOST_COPIED
    )


def document(found: Replayed) -> Document:
    """The whole page, dated as of the last step: the same replay prints the same page."""
    base, story = found.base, found.story
    paper = base.paper.lower()
    blocks: list[Block] = [*_opening(found)]
    for count, told in enumerate(found.told, 1):
        blocks += _step(found, told, count)
    return Document(
        "replay",
        story.title or base.title,
        tuple(blocks),
        production=base.title,
        subtitle=f"The story of {base.title}, replayed",
        issued=datetime.combine(found.told[-1].moment.step.day, time()) if found.told else None,
        paper=cast(Paper, paper) if paper in ("letter", "legal", "tabloid", "a4", "a3") else "a4",
        orientation="landscape",
        footer="Dates, prices and roles are the example's own where no source is named.",
    )


def _opening(found: Replayed) -> Iterator[Block]:
    if found.story.text:
        yield Text(found.story.text)
    every = [each for told in found.told for each in told.judged]
    failed = [each for each in every if not each.holds]
    words = f"{len(every) - len(failed)} of {len(every)} hold"
    yield Callout(words, "What must hold", closing(found), *((_BAD, "") if failed else (_GOOD, "")))
    rows = list(_planned_rows(found))
    if svg := plans_figure(rows, _tints(found), "The plans of the story over the dates"):
        said = "; ".join(f"{row.name}: {', '.join(row.beside)}" for row in rows)
        yield Figure(
            svg,
            f"The plans of the story, one under another: {said}.",
            "One plan under another, coloured by base: thick the first unit, thin the others. Red is the date on "
            "which the plan was made anew; what lies before it is shot or past.",
        )
    lines = [line for film in found.base.films if (line := _film_line(found, film.id)).reports or line.shoot]
    title = "Shoot, post-production and reported dates of release"
    if svg := release_line(lines, title):
        caption = "Every reported date of release is kept; red is the one that the plan goes by."
        yield Figure(svg, title, caption, _RELEASES)


def _tints(found: Replayed) -> dict[str, str]:
    return {base.id: base_tint(place) for place, base in enumerate(found.base.bases)}


def _planned_rows(found: Replayed) -> Iterator[PlanRow]:
    for told in found.told:
        moment = told.moment
        if moment.step.do == "check":
            continue
        for outcome in moment.outcomes:
            if outcome.plan is not None:
                name = moment.step.short or moment.step.title
                name = f"{name}: {outcome.name}" if outcome.name else name
                as_of = moment.step.day if outcome.answers is not None else None
                yield _row(name, outcome.production, outcome.plan, as_of)


def _row(
    name: str, production: Production, plan: Plan, as_of: date | None = None, *, strong: bool = True
) -> PlanRow:
    board = Board(production, plan)
    figures = summarise(board)
    price = format_money(ledger(board).total, production.currency)
    beside = (price, f"{figures.shoot_days} days, {figures.drop_days} dropped")
    return PlanRow(name, board, as_of, beside, strong)


def _before(was: Production, plan: Plan, now: Production) -> PlanRow:
    """The plan in force; where it cannot be shot any more that is said, and no price."""
    broken = standing(now, plan).conflicts
    if not broken:
        return _row("Before", was, plan, strong=False)
    rules = "1 rule broken" if len(broken) == 1 else f"{len(broken):,} rules broken"
    return PlanRow("Before", Board(was, plan), beside=("cannot be shot now", rules), strong=False)


def _film_line(found: Replayed, film: str) -> FilmLine:
    last = found.told[-1].moment.main
    production, title = last.production, next(f.title for f in found.base.films if f.id == film)
    reports = tuple(r for r in production.milestones.reports if r.film == film)
    taken = chosen(production.milestones, film) or chosen(production.milestones, film, "delivery")
    name = f"{film} {title}".strip()
    if last.plan is None:
        return FilmLine(name, None, None, reports, taken)
    own = {n for n, task in production.tasks.items() if isinstance(task, Scene) and task.film == film}
    days = [each.day for each in last.plan.days if own & set(each.tasks)]
    left = slack(production, last.plan, film)
    shoot = (min(days), max(days)) if days else None
    return FilmLine(name, shoot, left.ready if left else None, reports, taken)


def _step(found: Replayed, told: Told, count: int) -> Iterator[Block]:
    moment = told.moment
    head: list[Block] = [Heading(f"{count}. {moment.step.title}", 1), _as_of(moment)]
    if moment.step.do != "check":
        yield PageBreak()
    yield Keep(tuple(head))
    facts = facts_of(found.story, moment.step)
    if facts:
        yield Points(
            tuple(
                (
                    Strong(f"{fact.article} at {fact.offset}: "),
                    f"“{fact.quote}”" + (f" ({fact.hedge})" if fact.hedge else ""),
                )
                for fact in facts
            )
        )
    said = tuple(
        f"{name[:1].upper()}{name[1:]}: {words}" if name else words for name, words in happened(moment)
    )
    if said:
        yield Keep((Heading("What happened", 3), Points(said)))
    if moment.step.do != "check":
        yield from _boards(found, moment)
        yield from _answers(moment)
    yield _judged(told)


def _as_of(moment: Moment) -> Text:
    words: tuple[str | Strong, ...] = (Strong(f"As of {format_date(moment.step.day)}. "), moment.step.text)
    return Text(words)


def _boards(found: Replayed, moment: Moment) -> Iterator[Block]:
    """The board before and those after, one under another."""
    rows = []
    main = moment.main
    if main.before is not None and main.answers is not None:
        rows.append(_before(main.was, main.before, main.production))
    for outcome in moment.outcomes:
        for name, plan in outcome.plans:
            label = f"{name[:1].upper()}{name[1:]}"
            label = f"{label} ({outcome.name})" if outcome.name else label
            taken = outcome.plan == plan
            as_of = moment.step.day if outcome.answers is not None else None
            rows.append(_row(label, outcome.production, plan, as_of, strong=taken))
    if svg := plans_figure(rows, _tints(found), "The boards before and after"):
        said = "; ".join(f"{row.name}: {', '.join(row.beside)}" for row in rows)
        bold = " Bold: the answer taken." if len(rows) > 1 else ""
        yield Figure(svg, f"The boards before and after. {said}.", f"The boards before and after.{bold}")


_ANSWERS = (
    Column("Answer", 30),
    Column("Price", 16, "right"),
    Column("Changed calls", 10, "right"),
    Column("Moved strips", 10, "right"),
    Column("Shooting days +/-", 11, "right"),
    Column("Journeys", 9, "right"),
    Column("Hire days", 9, "right"),
    Column("Rehearsals", 10, "right"),
    Column("Last date", 15),
)


def _answers(moment: Moment) -> Iterator[Block]:
    rows: list[Row] = []
    for outcome in moment.outcomes:
        rows += _answer_rows(outcome)
    if rows:
        yield Table(
            _ANSWERS, tuple(rows), caption="The alternatives", key=f"answers-{moment.step.id}", dense=True
        )
    for outcome in moment.outcomes:
        if outcome.chosen is not None and (said := outcome.chosen.disruption.sentences()):
            more = f"{len(said) - _CHANGES} more changes are in the plan." if len(said) > _CHANGES else ""
            name = f" ({outcome.name})" if outcome.name else ""
            first = "; ".join(said[:_CHANGES])
            yield Text((Strong(f"What changes for whom{name}: "), f"{first}. {more}"), small=True)


def _answer_rows(outcome: Outcome) -> list[Row]:
    currency = outcome.production.currency
    rows = []
    for answer in outcome.answers.alternatives if outcome.answers else ():
        felt, bold = answer.disruption, answer is outcome.chosen
        name = f"{answer.name} ({outcome.name})" if outcome.name else answer.name
        last = max(each.day for each in answer.plan.days)
        counts = (len(felt.calls), len(felt.strips), felt.days, felt.journeys, felt.hires, felt.rehearsals)
        rows.append(
            Row(
                (
                    Cell(f"{name[:1].upper()}{name[1:]}", bold=bold),
                    money(answer.cost, currency, bold=bold),
                    *map(number, counts),
                    day(last),
                )
            )
        )
    return rows


def _judged(told: Told) -> Block:
    columns = (Column("", 8), Column("What must hold", 46), Column("What was found", 70))
    rows = tuple(
        Row(
            (Cell("holds" if each.holds else "FAILS", bold=True), Cell(each.words), Cell(each.found)),
            fill="" if each.holds else _BAD,
        )
        for each in told.judged
    )
    return (
        Table(columns, rows, caption="What must hold", key=f"holds-{told.moment.step.id}", dense=True)
        if rows
        else Text("Nothing is asserted of this step.", small=True)
    )
