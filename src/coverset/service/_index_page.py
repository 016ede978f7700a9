"""The page that leads to a board's papers: the headline figures, then every paper as a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote

from coverset.findings import Severity
from coverset.model.dates import format_date
from coverset.model.scenes import Scene
from coverset.reports import Printing, reports
from coverset.reports._diary import diary
from coverset.service.summary import summarise
from coverset.units import format_eighths, format_money

_STYLE = """
:root { color-scheme: light; --line: #d4d8dd; --soft: #f4f5f7; --ink: #15181c; --grey: #59616b; --link: #0b57a4; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: #fff;
  font: 16px/1.45 "IBM Plex Sans", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 2rem; line-height: 1.1; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.05rem; }
p { margin: .3rem 0; }
.grey { color: var(--grey); }
header { padding-bottom: 1rem; border-bottom: 3px solid var(--ink); }
dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1px; margin: 1.4rem 0 0;
  background: var(--line); border: 1px solid var(--line); }
dl div { background: #fff; padding: .6rem .75rem; }
dt { color: var(--grey); font-size: .8rem; }
dd { margin: 0; font-size: 1.25rem; font-weight: 600; }
dd small { display: block; font-size: .78rem; font-weight: 400; color: var(--grey); }
@media (max-width: 40rem) { dl { grid-template-columns: repeat(2, 1fr); } }
.stop { margin-top: 1.2rem; padding: .6rem .8rem; background: #fbe3e1; border-left: 5px solid #c0392b; }
.stop ul { margin: .3rem 0 0; padding-left: 1.1rem; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: .5rem .5rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; }
th p { font-weight: 400; }
td.media { width: 11rem; white-space: nowrap; text-align: right; padding-right: 0; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
td.media a { display: inline-block; min-width: 3.1rem; padding: .15rem .45rem; border: 1px solid var(--line);
  border-radius: 4px; background: var(--soft); text-align: center; text-decoration: none; font-size: .85rem; }
td.media a:hover { border-color: var(--link); }
details summary { cursor: pointer; padding: .3rem 0 0; }
@media print { td.media { display: none; } }
"""
_SHOWN = 5
_TITLES = {"call-sheet": "Call sheets, a date and a unit each", "calendar": "Calendars of calls"}


@dataclass(frozen=True, slots=True)
class Link:
    """One file: the paper it belongs to, what tells it from others of that paper, its medium, its name."""

    group: str
    label: str
    to: str
    name: str


def index_page(printing: Printing, links: Sequence[Link]) -> bytes:
    """The page as HTML without scripts or anything from elsewhere; names in it are relative."""
    production = printing.board.production
    title = escape(production.title or "Production")
    under = [
        printing.board.plan.name,
        f"revision {printing.revision}",
        f"printed {format_date(printing.printed)}",
    ]
    body = [
        f'<header><p class="grey">{escape(production.company)}</p><h1>{title}</h1>',
        f'<p class="grey">{escape(" · ".join(filter(None, under)))}</p></header>',
        f"<main><dl>{''.join(_figures(printing))}</dl>",
        *_conflicts(printing),
        *_papers(links),
        "</main>",
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: papers</title><style>{_STYLE}</style>"
    )
    page = (
        f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )
    return page.encode()


def _figures(printing: Printing) -> Iterator[str]:
    """What a production office asks for first."""
    board, counts = printing.board, summarise(printing.board)
    scenes = {task for day in board.days for task in board.tasks(day) if isinstance(task, Scene)}
    dates = [day.day for day in board.days]
    worked = [(unit, diary(board, unit).shooting_days) for unit in board.production.units]
    units = [f"{days:,} {unit.name or unit.id}" for unit, days in worked if days]
    yield _figure("Shoot days", f"{counts.shoot_days:,}", ", ".join(units) if len(units) > 1 else "")
    yield _figure("Scenes, pages", f"{len(scenes):,}, {format_eighths(sum(s.eighths for s in scenes))}")
    if dates:
        yield _figure("From", format_date(min(dates)))
        yield _figure("To", format_date(max(dates)))
    yield _figure("Cast days worked", f"{counts.work_days:,}")
    yield _figure("Held", f"{counts.hold_days:,}", f"{counts.drop_days:,} dropped")
    yield _figure("Company moves", f"{counts.moves:,}", f"{counts.set_changes:,} set changes")
    currency, total = board.production.currency, printing.ledger.total
    least = ""
    if printing.bound is not None:
        least = f"no plan costs less than {format_money(printing.bound, currency)}"
    yield _figure("Cost", format_money(total, currency), least)


def _figure(name: str, value: str, more: str = "") -> str:
    small = f"<small>{escape(more)}</small>" if more else ""
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{small}</dd></div>"


def _conflicts(printing: Printing) -> Iterator[str]:
    """What breaks a rule, at the top: nobody prints papers of a broken board unknowingly."""
    broken = [f for f in printing.findings if f.severity in (Severity.ERROR, Severity.CONFLICT)]
    if broken:
        places = "1 place" if len(broken) == 1 else f"{len(broken):,} places"
        yield f'<div class="stop"><strong>This board breaks rules in {places}.</strong><ul>'
        said = [f"<li>{escape(str(finding))}</li>" for finding in broken]
        yield from said[:_SHOWN]
        yield "</ul>"
        if more := said[_SHOWN:]:
            yield f"<details><summary>{len(more):,} more</summary><ul>{''.join(more)}</ul></details>"
        yield "</div>"


def _papers(links: Sequence[Link]) -> Iterator[str]:
    known = reports()
    single = [link for link in links if link.group not in _TITLES]
    yield "<h2>The board</h2><table>"
    for (group, label), files in groupby(single, lambda link: (link.group, link.label)):
        report = known[group]
        name = f"{report.TITLE}, {label}" if label else report.TITLE
        summary = "" if label else f'<p class="grey">{escape(report.SUMMARY)}</p>'
        yield _row(f"{escape(name)}{summary}", list(files), strong=True)
    yield "</table>"
    for group, title in _TITLES.items():
        mine = [link for link in links if link.group == group]
        if mine:
            yield f"<h2>{escape(title)}</h2><table>"
            for label, files in groupby(mine, lambda link: link.label):
                yield _row(escape(label), list(files))
            yield "</table>"


def _row(words: str, files: Sequence[Link], *, strong: bool = False) -> str:
    media = " ".join(
        f'<a href="{escape(quote(link.name))}" aria-label="{escape(_spoken(link))}">{escape(link.to.upper())}</a>'
        for link in files
    )
    tag = "th" if strong else "td"
    scope = ' scope="row"' if strong else ""
    return f'<tr><{tag}{scope}>{words}</{tag}><td class="media">{media}</td></tr>'


def _spoken(link: Link) -> str:
    """What a screen reader says for a link that shows only its medium."""
    title = reports()[link.group].TITLE
    return f"{title}, {link.label}, {link.to}" if link.label else f"{title}, {link.to}"
