"""Plots of raw results as SVG of our own: labelled axes, readable on light and on dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 720, 430
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 24, 86, 62
_STYLE = """
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #24292f; }
.title { font-size: 16px; font-weight: 600; }
.paper { fill: #ffffff; stroke: #d0d7de; }
.grid { stroke: #d8dee4; stroke-width: 1; }
.axis { fill: none; stroke: #57606a; stroke-width: 1.2; }
.s0 { --ink: #0550ae; } .s1 { --ink: #bc4c00; } .s2 { --ink: #1a7f37; } .s3 { --ink: #8250df; }
.line { fill: none; stroke: var(--ink); stroke-width: 2; }
.dash { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-dasharray: 6 5; }
.dot { fill: var(--ink); }
.ring { fill: none; stroke: var(--ink); stroke-width: 2; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.paper { fill: #0d1117; stroke: #30363d; }
.grid { stroke: #262c36; }
.axis { stroke: #8b949e; }
.s0 { --ink: #58a6ff; } .s1 { --ink: #f0883e; } .s2 { --ink: #56d364; } .s3 { --ink: #bc8cff; }
}
"""


@dataclass(frozen=True, slots=True)
class Axis:
    """A labelled axis; ``names`` put words on whole numbers in place of figures, ``marks`` figures where they say."""

    label: str
    low: float
    high: float
    log: bool = False
    names: tuple[str, ...] = ()
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high end."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        """Where lines and figures stand."""
        if self.names:
            return [(float(k), name) for k, name in enumerate(self.names)]
        if self.marks:
            return [(mark, f"{mark:,g}") for mark in self.marks]
        if self.log:
            steps = [m * 10.0**e for e in range(-3, 7) for m in (1, 2, 5)]
            inside = [v for v in steps if self.low * 0.999 <= v <= self.high * 1.001]
            return [(v, f"{v:g}") for v in inside]
        width = self.high - self.low
        step = min((m * 10.0**e for e in range(-3, 8) for m in (1, 2, 5)), key=lambda s: abs(width / s - 6))
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [(k * step, f"{k * step:,g}") for k in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one name, drawn as ``line``, ``dash``, ``dot`` or ``ring``."""

    name: str
    points: tuple[tuple[float, float], ...]
    shape: str = "line"
    colour: int = 0


def chart(title: str, across: Axis, up: Axis, series: Sequence[Series]) -> str:
    """One plot. Rows named on the upward axis make it as high as they need."""
    height = max(_HEIGHT, 150 + 24 * len(up.names)) if up.names else _HEIGHT
    left = _LEFT + (7 * max(map(len, up.names)) - 30 if up.names else 0)
    wide, high = _WIDTH - left - _RIGHT, height - _TOP - _BOTTOM

    def x(value: float) -> float:
        return round(left + wide * across.at(value), 1)

    def y(value: float) -> float:
        return round(_TOP + high * (1 - up.at(value)), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title, quote=True)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6"/>',
        f'<text class="title" x="18" y="30">{escape(title)}</text>',
    ]
    for value, word in across.ticks():
        parts.append(f'<path class="grid" d="M{x(value)} {_TOP}V{_TOP + high}"/>')
        parts.append(
            f'<text x="{x(value)}" y="{_TOP + high + 20}" text-anchor="middle">{escape(word)}</text>'
        )
    for value, word in up.ticks():
        parts.append(f'<path class="grid" d="M{left} {y(value)}H{left + wide}"/>')
        parts.append(f'<text x="{left - 9}" y="{y(value) + 4.5}" text-anchor="end">{escape(word)}</text>')
    parts.append(f'<path class="axis" d="M{left} {_TOP}V{_TOP + high}H{left + wide}"/>')
    parts.append(
        f'<text x="{left + wide / 2:.0f}" y="{height - 18}" text-anchor="middle">{escape(across.label)}</text>'
    )
    if up.label:
        middle = _TOP + high / 2
        parts.append(
            f'<text transform="translate(22 {middle:.0f}) rotate(-90)" text-anchor="middle">{escape(up.label)}</text>'
        )
    parts += _legend(series, left)
    for one in series:
        parts += _drawn(one, [(x(a), y(b)) for a, b in one.points])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _drawn(one: Series, points: Sequence[tuple[float, float]]) -> list[str]:
    mark = f'class="{one.shape} s{one.colour}"'
    if one.shape in ("line", "dash"):
        path = "M" + "L".join(f"{a} {b}" for a, b in points)
        return [f'<path {mark} d="{path}"/>'] if points else []
    return [f'<circle {mark} cx="{a}" cy="{b}" r="4.5"/>' for a, b in points]


def _legend(series: Sequence[Series], left: float) -> list[str]:
    parts, at = [], float(left)
    for one in series:
        parts += _drawn(one, [(at, 56), (at + 24, 56)] if one.shape in ("line", "dash") else [(at + 12, 56)])
        parts.append(f'<text x="{at + 31:.0f}" y="60.5">{escape(one.name)}</text>')
        at += 52 + 7 * len(one.name)
    return parts


def fitted(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Exponent and factor of the power law nearest to the points by least squares of the logarithms."""
    if len({a for a, _ in points}) < 2 or any(a <= 0 or b <= 0 for a, b in points):
        return None
    logs = [(math.log(a), math.log(b)) for a, b in points]
    mean_a = sum(a for a, _ in logs) / len(logs)
    mean_b = sum(b for _, b in logs) / len(logs)
    slope = sum((a - mean_a) * (b - mean_b) for a, b in logs) / sum((a - mean_a) ** 2 for a, _ in logs)
    return slope, math.exp(mean_b - slope * mean_a)
