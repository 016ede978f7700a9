"""The cost ledger: what the board costs, line by line, how near each line is to the least, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from coverset.costs import costs
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Note,
    Points,
    Row,
    Table,
    Text,
    money,
)
from coverset.reports import LineProof, Printing
from coverset.reports._diary import counted
from coverset.reports._ledger_detail import DETAILED, Detail, charges, folded, hired, people, places, units
from coverset.reports._ledger_words import reason_words
from coverset.reports._papers import closing, frame

KEY = "cost-ledger"
TITLE = "Cost ledger"
SUMMARY = (
    "What the board costs by line, person, unit, place and hire, and what is proved of it, for the producer."
)

_LINES = (
    Column("Line", 24),
    Column("Amount", 15, "right"),
    Column("Share", 8, "right"),
    Column("Proved least", 15, "right"),
    Column("In words", 52),
)


def build(printing: Printing) -> Document:
    """The lines with their proof, the detail that adds up to them, and how the figures are known."""
    board = printing.board
    names = _names(printing)
    detail = Detail(printing)
    blocks: list[Block] = []
    if printing.person is not None:
        own = [charge for charge in printing.ledger.charges if charge.about == printing.person]
        who = names.get(printing.person, printing.person)
        tables = [people(detail), charges(f"Every charge of {who}", "charges", own, names)]
        blocks += [table for table in tables if table]
    else:
        blocks += _summary(printing)
        blocks.append(_lines(printing))
        blocks += _details(detail, names)
        blocks += _meaning(printing)
    if not printing.ledger.charges:
        blocks.append(Note("Nothing on this board costs anything.", "warn", "Empty"))
    blocks += _known(printing)
    blocks += closing(printing, most=12)
    currency = f"All amounts in {board.production.currency}"
    return frame(printing, KEY, TITLE, blocks, subtitle=currency, orientation="landscape")


def _names(printing: Printing) -> dict[str, str]:
    production = printing.board.production
    names: dict[str, str] = {}
    for named in (production.people, production.units, production.locations, production.resources):
        names |= {each.id: each.name for each in named if each.name}
    return names


def _preferences() -> frozenset[str]:
    return frozenset(line for cost in costs().values() if cost.PREFERENCE for line in cost.LINES)


def _summary(printing: Printing) -> Iterator[Block]:
    wishes = _preferences()
    sums = printing.ledger.by_line()
    bills = sum(amount for line, amount in sums.items() if line not in wishes)
    currency = printing.board.production.currency
    total = printing.ledger.total
    pairs: list[tuple[str, str | Cell]] = [("To pay", money(bills, currency, bold=True))]
    pairs.append(("Preferences (weighed, not paid)", money(total - bills, currency)))
    pairs.append(("What the planner weighs", money(total, currency)))
    if printing.bound is not None:
        pairs.append(("No plan weighs less than", money(printing.bound, currency)))
        pairs.append(("So this board is", total_words(total, printing.bound)))
    yield KeyValues(tuple(pairs), "Summary", columns=2)
    if not printing.proof and printing.bound is None:
        yield Note(
            "Nothing was computed of the least that a plan for this production can cost.", label="Unproved"
        )


def words_for(amount: int, proof: LineProof | None) -> str:
    """How near an amount is to the proved least, in plain words; the distance is rounded up, never down."""
    if proof is None:
        return "unproved"
    if amount < proof.bound:
        return "below the proved least: this board breaks a rule that the proof rests on"
    if amount == proof.bound or (proof.proved and amount == proof.cost):
        return "nothing to pay: proved least" if amount == 0 else "proved least"
    if proof.bound <= 0:
        return "unproved"
    tenths = -(-1000 * (amount - proof.bound) // proof.bound)
    share = f"{tenths // 10}.{tenths % 10}" if tenths < 100 and tenths % 10 else f"{-(-tenths // 10):,}"
    return f"at most {share} % above the least"


def total_words(total: int, bound: int) -> str:
    """How near the whole is to the proved least, and what share of it no one has proved necessary: the gap."""
    words = words_for(total, LineProof(total, bound, False))
    if 0 < bound < total:
        words += f"; no plan saves more than {100 * (total - bound) / total:.1f} % of this one (the gap)"
    return words


def _lines(printing: Printing) -> Table:
    sums = printing.ledger.by_line()
    wishes = _preferences()
    proved = bool(printing.proof) or printing.bound is not None
    columns = _LINES if proved else _LINES[:3]
    rows: list[Row] = []
    for words, chosen in (
        ("Bills", [line for line in sums if line not in wishes]),
        ("Preferences of the craft: weighed, not paid", [line for line in sums if line in wishes]),
    ):
        rows.append(Row((Cell(words),), "group"))
        amount = sum(sums[line] for line in chosen)
        rows += [_line(printing, line, sums[line], len(columns)) for line in chosen]
        rows.append(_sum(printing, words.partition(":")[0], chosen, amount, len(columns)))
    total = [Cell("Total"), money(printing.ledger.total), Cell(_share(1, 1))]
    if printing.bound is not None:
        total += [money(printing.bound), Cell(total_words(printing.ledger.total, printing.bound))]
    rows.append(Row(tuple(total), "total"))
    return Table(columns, tuple(rows), caption="The ledger", key="ledger", dense=True)


def _line(printing: Printing, line: str, amount: int, width: int) -> Row:
    proof = printing.proof.get(line)
    cells = (
        Cell(line),
        money(amount),
        Cell(_share(amount, printing.ledger.total)),
        money(proof.bound) if proof else Cell("-"),
        Cell(
            words_for(amount, proof),
            note=reason_words(proof.reason, printing.board.production) if proof else "",
        ),
    )
    return Row(cells[:width])


def _sum(printing: Printing, words: str, chosen: Sequence[str], amount: int, width: int) -> Row:
    bounds = [printing.proof[line].bound for line in chosen if line in printing.proof]
    least = sum(bounds)
    word = words_for(amount, LineProof(amount, least, False)) if bounds else "unproved"
    cells = (
        Cell(words),
        money(amount),
        Cell(_share(amount, printing.ledger.total)),
        money(least) if bounds else Cell("-"),
        Cell(word),
    )
    return Row(cells[:width], "subtotal")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""


def _meaning(printing: Printing) -> Iterator[Block]:
    used = {line for line, amount in printing.ledger.by_line().items() if amount}
    said = [cost for cost in costs().values() if used.intersection(cost.LINES)]
    if said:
        yield Heading("How each line is charged")
        yield Points(tuple(f"{', '.join(cost.LINES)}: {cost.SENTENCE}" for cost in said))


def _details(detail: Detail, names: dict[str, str]) -> Iterator[Block]:
    every = detail.printing.ledger.charges
    wishes = _preferences()
    other = [charge for charge in every if charge.line not in DETAILED and charge.line not in wishes]
    wished = [charge for charge in every if charge.line in wishes]
    tables = (
        units(detail),
        people(detail),
        places(detail),
        hired(detail),
        charges("Other charges", "other", folded(other), names),
        charges("Preferences", "preferences", folded(wished), names),
    )
    found = [table for table in tables if table]
    if found:
        yield Heading("In detail", 1)
        yield from found


def _known(printing: Printing) -> Iterator[Block]:
    """How many values of the production are seeded, derived or assumed."""
    marks = printing.board.production.marks
    if marks:
        counts = Counter[str](mark.mark or "unmarked" for mark in marks)
        order = ("seeded", "derived", "assumed", "unmarked")
        parts = ", ".join(f"{counts[word]:,} {word}" for word in order if counts[word])
        yield Heading("How the figures are known")
        key = "Its first letter stands after each rate that is marked: s seeded, d derived, a assumed."
        yield Text(f"{counted(len(marks), 'value')}: {parts}. {key}")
