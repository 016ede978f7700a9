"""The few shapes our drawings are made of, as SVG text: words, lines, boxes; and room for words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

FONT = "IBM Plex Sans Condensed, Roboto Condensed, Arial, sans-serif"
INK = "#1b1e23"
SOFT = "#6b727c"
FAINT = "#dfe3e8"
_LETTER = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """The area that two boxes share."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0

    def outside(self, other: Box) -> float:
        """The area of this box that lies outside another."""
        return self.width * self.height - self.overlap(other)


def width_of(text: str, size: float) -> float:
    """About how wide words are set, in the drawing's units."""
    return len(text) * size * _LETTER


def shortened(text: str, size: float, room: float) -> str:
    """The words, cut with an ellipsis where they are wider than the room; "" where hardly any fit."""
    if width_of(text, size) <= room:
        return text
    letters = int(room / (size * _LETTER)) - 1
    return f"{text[:letters].rstrip()}…" if letters >= 6 else ""


Anchor = Literal["start", "middle", "end"]


def words(
    x: float,
    y: float,
    text: str,
    size: float = 13,
    *,
    ink: str = INK,
    bold: bool = False,
    anchor: Anchor = "start",
    halo: bool = False,
) -> str:
    """Words with their baseline at ``y``; a halo keeps them legible over lines."""
    look = f'x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size:g}" text-anchor="{anchor}"'
    if bold:
        look += ' font-weight="700"'
    said = escape(text)
    under = f'<text {look} fill="#ffffff" stroke="#ffffff" stroke-width="4">{said}</text>' if halo else ""
    return f'{under}<text {look} fill="{ink}">{said}</text>'


def rect(box: Box, fill: str, *, stroke: str = "", opacity: float = 1.0, round_by: float = 0) -> str:
    """A filled box."""
    line = f' stroke="{stroke}"' if stroke else ""
    clear = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    corner = f' rx="{round_by:g}"' if round_by else ""
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f'{corner} fill="{fill}"{clear}{line}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, ink: str = SOFT, width: float = 1) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}" stroke-width="{width:g}"/>'


def disc(x: float, y: float, radius: float, fill: str, stroke: str = "", width: float = 1) -> str:
    """A filled circle."""
    edge = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"{edge}/>'


def drawing(width: float, height: float, parts: Iterable[str], title: str) -> str:
    """A whole drawing on white, with its title for who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img"><title>{escape(title)}</title>'
        f'<rect x="0" y="0" width="{width:g}" height="{height:g}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
