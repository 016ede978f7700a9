"""Papers as one self-contained web page: no script, no outside file, readable in light, dark and print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from coverset.render._grid import legible_on, walk
from coverset.render._svg import safe_svg
from coverset.render._words import clean, one_line, written
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Columns,
    Document,
    Figure,
    Heading,
    Inline,
    Keep,
    KeyValues,
    Legend,
    Lists,
    Matrix,
    Note,
    PageBreak,
    Points,
    Signatures,
    Table,
    Text,
)
from coverset.render.media._html_tables import grid_html

KEY = "html"
SUFFIX = ".html"
MEDIA_TYPE = "text/html; charset=utf-8"

_CLASSES = {1: "part", 2: "section", 3: "small-head"}
# Nothing may load or run, even if a reader's text were ever let through unescaped.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def _css() -> str:
    return files("coverset.render.media").joinpath("_paper.css").read_text(encoding="utf-8")


def write(document: Document) -> bytes:
    """The paper as an HTML page in UTF-8: sticky headers, dark mode, print rules for its own paper size."""
    used = sorted({block.level for block in walk(document.blocks) if isinstance(block, Heading)})
    ranks: dict[int, int] = {level: place + 2 for place, level in enumerate(used)}
    title = " · ".join(filter(None, (one_line(document.production), one_line(document.title))))
    size = {"letter": "letter", "legal": "legal", "tabloid": "11in 17in"}.get(document.paper, document.paper)
    if document.paper == "tabloid":
        size = "17in 11in" if document.orientation == "landscape" else size
    else:
        size = f"{size} {document.orientation}"
    foot = _css_string(one_line(document.footer) or title)
    page = (
        f"@page {{ size: {size}; margin: 12mm 11mm 14mm; "
        f"@bottom-left {{ content: {foot}; font: 8pt sans-serif; }} "
        '@bottom-right { content: "page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }'
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.language, quote=True)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_css()}{page}\n</style>",
        "</head>",
        "<body>",
        *_mast(document),
        "<main>",
        *_blocks(document.blocks, ranks),
        "</main>",
    ]
    if document.footer:
        parts.append(f"<footer>{_line(document.footer)}</footer>")
    parts += ["</body>", "</html>", ""]
    return "\n".join(parts).encode()


def _css_string(text: str) -> str:
    """Words as a CSS string that can end neither the string nor the style element."""
    return '"' + "".join(c if c.isalnum() or c in " .,-" else f"\\{ord(c):06x} " for c in text) + '"'


def _line(text: str) -> str:
    return escape(one_line(text))


def _words(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _inline(content: Inline) -> str:
    if isinstance(content, str):
        return _words(content)
    return "".join(
        _words(run) if isinstance(run, str) else f"<strong>{_words(run.text)}</strong>" for run in content
    )


def _paint(fill: str, ink: str) -> str:
    """The style of a coloured box; ink that no one chose is legible on its fill."""
    ink = ink or (legible_on(fill) if fill else "")
    return "".join(f"{name}:{colour};" for name, colour in (("background", fill), ("color", ink)) if colour)


def _mast(document: Document) -> Iterator[str]:
    yield '<header class="mast"><div>'
    if document.production:
        yield f'<p class="production">{_line(document.production)}</p>'
    yield f"<h1>{_line(document.title)}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{_line(document.subtitle)}</p>'
    yield '</div><div class="facts">'
    if document.revision:
        paint = _paint(document.revision_colour, "")
        yield f'<p><span class="chip" style="{paint}">{_line(document.revision)}</span></p>'
    if document.issued:
        yield f"<p>Issued {written(document.issued)}</p>"
    yield "</div></header>"


def _blocks(blocks: Iterable[Block], ranks: dict[int, int]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Columns):
            widths = block.widths or (1.0,) * len(block.columns)
            shares = " ".join(f"minmax(0, {width:g}fr)" for width in widths)
            yield f'<div class="columns" style="grid-template-columns: {shares}">'
            for column in block.columns:
                yield "<div>"
                yield from _blocks(column, ranks)
                yield "</div>"
            yield "</div>"
        elif isinstance(block, Keep):
            yield '<div class="keep">'
            yield from _blocks(block.blocks, ranks)
            yield "</div>"
        else:
            yield from _block(block, ranks)


def _block(block: Block, ranks: dict[int, int]) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f'<h{ranks[level]} class="{_CLASSES[level]}">{_line(text)}</h{ranks[level]}>'
        case Text(content, align, small):
            yield f'<p class="{align}{" small" if small else ""}">{_inline(content)}</p>'
        case Points(items, ordered):
            tag = "ol" if ordered else "ul"
            yield f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"
        case Note(content, tone, label):
            head = f"<strong>{_line(label)}.</strong> " if label else ""
            yield f'<p class="remark {tone}">{head}{_inline(content)}</p>'
        case Callout(text, label, note, fill, ink):
            yield f'<div class="callout" style="{_paint(fill, ink)}">'
            if label:
                yield f'<p class="label">{_line(label)}</p>'
            yield f'<p class="big">{_line(text)}</p>'
            if note:
                yield f"<p>{_words(note)}</p>"
            yield "</div>"
        case KeyValues(pairs, title, columns):
            yield from _box(title, pairs, columns)
        case Lists(_, title, columns):
            if title:
                yield f'<p class="bold title">{_line(title)}</p>'
            yield f'<div class="lists" style="grid-template-columns: repeat({columns}, minmax(0, 1fr))">'
            for name, items in block.lines:
                entries = "".join(f"<li>{_words(item)}</li>" for item in items)
                yield f"<div><b>{_line(name)}</b><ul>{entries}</ul></div>"
            yield "</div>"
        case Table() | Matrix():
            yield from grid_html(block)
        case Legend(entries, title):
            yield f'<ul class="legend" aria-label="{escape(one_line(title) or "Key", quote=True)}">'
            if title:
                yield f'<li class="bold">{_line(title)}</li>'
            for entry in entries:
                swatch = f'<span class="swatch" style="{_paint(entry.fill, entry.ink)}">'
                yield f"<li>{swatch}{_line(entry.code)}</span>{_line(entry.text)}</li>"
            yield "</ul>"
        case Figure():
            yield from _figure(block)
        case Signatures(roles, title):
            yield from _signatures(roles, title)
        case PageBreak():
            yield '<div class="page-break"></div>'


def _box(title: str, pairs: tuple[tuple[str, str | Cell], ...], columns: int) -> Iterator[str]:
    yield '<div class="box">'
    if title:
        yield f'<p class="title">{_line(title)}</p>'
    yield f'<dl style="grid-template-columns: repeat({columns}, minmax(0, 1fr))">'
    for name, value in pairs:
        if isinstance(value, Cell):
            note = f'<span class="note-line">{_words(value.note)}</span>' if value.note else ""
            words = f'<dd style="{_paint(value.fill, value.ink)}">{_words(value.text)}{note}</dd>'
        else:
            words = f"<dd>{_words(value)}</dd>"
        yield f"<div><dt>{_line(name)}</dt>{words}</div>"
    yield "</dl></div>"


def _figure(figure: Figure) -> Iterator[str]:
    label = escape(one_line(figure.alt), quote=True)
    drawing = safe_svg(figure.svg) or f"<p>{_words(figure.alt)}</p>"
    yield f'<figure style="width: {min(max(figure.width, 0.05), 1) * 100:g}%">'
    yield f'<div role="img" aria-label="{label}">{drawing}</div>'
    if figure.caption:
        yield f"<figcaption>{_words(figure.caption)}</figcaption>"
    yield "</figure>"


def _signatures(roles: tuple[str, ...], title: str) -> Iterator[str]:
    yield '<div class="sheet"><table class="sign">'
    if title:
        yield f"<caption>{_line(title)}</caption>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Role", "Name", "Signature", "Date"))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for role in roles:
        yield f'<tr><th scope="row">{_line(role)}</th><td></td><td></td><td></td></tr>'
    yield "</tbody></table></div>"
