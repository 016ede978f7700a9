"""The map of the company's moves: bases where they lie, journeys as numbered arrows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coverset.model.places import Base
from coverset.reports._drawing import FAINT, INK, SOFT, Anchor, Box, disc, drawing, line, width_of, words
from coverset.reports._moves import Move

WIDTH = 1000.0
_LEAST_HEIGHT, _MOST_HEIGHT = 300.0, 520.0
_SIDE, _TOP = 150.0, 52.0
# Beside the outermost dots: room for a name and its dates.
_NAMED, _LEAST_WIDTH = 275.0, 600.0
_AXIS_HIGH, _AXIS_WIDE = 20.0, 34.0
_DOT = 7.0
_BADGE = 10.5
_MOST_BENDS = 3
_KM_A_DEGREE = 111.2
_STEPS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45)
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

Point = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """A plain cylindrical map: degrees of longitude shrunk by the cosine of the middle latitude."""

    bases: tuple[Base, ...]

    def __post_init__(self) -> None:
        if any(base.latitude is None or base.longitude is None for base in self.bases):
            raise ValueError("a base on a chart has coordinates")

    @property
    def _bounds(self) -> tuple[float, float, float, float]:
        lats = [base.latitude or 0.0 for base in self.bases]
        lons = [base.longitude or 0.0 for base in self.bases]
        return min(lons), max(lons), min(lats), max(lats)

    @property
    def squeeze(self) -> float:
        """How much narrower a degree of longitude is than one of latitude."""
        _, _, low, high = self._bounds
        return max(0.1, math.cos(math.radians((low + high) / 2)))

    @property
    def scale(self) -> float:
        """Drawing units in a degree of latitude; never closer than some ten kilometres across."""
        west, east, low, high = self._bounds
        wide = max((east - west) * self.squeeze, 0.05)
        high_degrees = max(high - low, 0.05)
        return min((WIDTH - 2 * _SIDE) / wide, (_MOST_HEIGHT - 2 * _TOP) / high_degrees)

    @property
    def width(self) -> float:
        """How wide the map is: as wide as its bases and their names need."""
        west, east, _, _ = self._bounds
        return min(WIDTH, max(_LEAST_WIDTH, (east - west) * self.squeeze * self.scale + 2 * _NAMED))

    @property
    def height(self) -> float:
        """How high the map is."""
        _, _, low, high = self._bounds
        return max(_LEAST_HEIGHT, (high - low) * self.scale + 2 * _TOP)

    def at(self, latitude: float, longitude: float) -> Point:
        """Where a place lies on the drawing."""
        west, east, low, high = self._bounds
        x = self.width / 2 + (longitude - (west + east) / 2) * self.squeeze * self.scale
        return x, self.height / 2 - (latitude - (low + high) / 2) * self.scale

    def grid(self) -> Iterator[str]:
        """Faint lines of latitude and longitude with their degrees, and a scale of kilometres."""
        west, east, low, high = self._bounds
        room_x = self.width / self.scale / self.squeeze
        room_y = self.height / self.scale
        step = next((s for s in _STEPS if room_y / s <= 7 and room_x / s <= 12), _STEPS[-1])
        middle = (west + east) / 2
        for k in range(math.ceil((middle - room_x / 2) / step), math.floor((middle + room_x / 2) / step) + 1):
            x, _ = self.at(low, k * step)
            yield line(x, 0, x, self.height, FAINT)
            if _AXIS_WIDE < x < self.width - _AXIS_WIDE:
                yield words(x + 3, self.height - 5, _degrees(k * step, "E", "W"), 10, ink=SOFT)
        middle = (low + high) / 2
        for k in range(math.ceil((middle - room_y / 2) / step), math.floor((middle + room_y / 2) / step) + 1):
            _, y = self.at(k * step, west)
            yield line(0, y, self.width, y, FAINT)
            if _AXIS_HIGH < y < self.height - _AXIS_HIGH:
                yield words(4, y - 3, _degrees(k * step, "N", "S"), 10, ink=SOFT)
        km = max((s for s in _SCALES if s / _KM_A_DEGREE * self.scale <= 170), default=_SCALES[0])
        long, x, y = km / _KM_A_DEGREE * self.scale, self.width - 20, self.height - 30
        yield line(x - long, y, x, y, INK, 2)
        for end in (x - long, x):
            yield line(end, y - 4, end, y + 4, INK, 2)
        yield words(x, y - 8, f"{km:,} km", 11, anchor="end")


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°{positive if value > 0 else negative if value < 0 else ''}"


def move_map(
    bases: Sequence[Base], legs: Sequence[Move], inks: Mapping[str, str], notes: Mapping[str, str]
) -> str:
    """The map as SVG. ``bases`` have coordinates; ``inks`` colour units; ``notes`` stand under the names."""
    chart = Chart(tuple(bases))
    spots = {base.id: chart.at(base.latitude or 0.0, base.longitude or 0.0) for base in bases}
    frame = Box(0, 0, chart.width, chart.height)
    routes = _routes(spots, legs, frame)
    taken = [Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT) for x, y in spots.values()]
    taken.append(Box(chart.width - 200, chart.height - 52, 200, 52))
    taken.append(Box(0, chart.height - _AXIS_HIGH, chart.width, _AXIS_HIGH))
    taken.append(Box(0, 0, _AXIS_WIDE, chart.height))
    passed = [Box(x - 2, y - 2, 4, 4) for _, curve in routes for x, y in curve.points()]
    labels: list[str] = []
    for base in bases:
        name, note = base.name or base.id, notes.get(base.id, "")
        box = _label_box(
            spots[base.id],
            max(width_of(name, 16), width_of(note, 11.5)),
            34 if note else 18,
            frame,
            taken,
            passed,
        )
        taken.append(box)
        labels += _label(box, spots[base.id], name, note)
    lines, badges = [], []
    for move, curve in routes:
        ink = inks.get(move.unit, INK)
        lines.append(curve.drawn(ink))
        x, y, hold = _badge_spot(curve, frame, taken)
        if math.dist((x, y), hold) > 1:
            lines.append(line(*hold, x, y, ink, 1.2))
        taken.append(Box(x - _BADGE, y - _BADGE, 2 * _BADGE, 2 * _BADGE))
        badges.append(disc(x, y, _BADGE, ink, "#ffffff", 1.5))
        badges.append(words(x, y + 4.5, str(move.leg), 12.5, ink="#ffffff", bold=True, anchor="middle"))
    dots = [disc(x, y, _DOT, "#ffffff", INK, 3) for x, y in spots.values()]
    return drawing(
        chart.width, chart.height, [*chart.grid(), *lines, *labels, *dots, *badges], "Map of company moves"
    )


def _label(box: Box, spot: Point, name: str, note: str) -> Iterator[str]:
    """A base's name over its note, set against the side that faces the dot; a thin line leads to a far one."""
    left = box.x + box.width < spot[0]
    x = box.x + box.width if left else box.x
    anchor: Anchor = "end" if left else "start"
    yield words(x, box.y + 14, name, 16, bold=True, halo=True, anchor=anchor)
    near_x = min(max(spot[0], box.x), box.x + box.width)
    near_y = min(max(spot[1], box.y), box.y + box.height)
    if math.dist((near_x, near_y), spot) > _DOT + 22:
        yield line(spot[0], spot[1], near_x, near_y, SOFT)
    if note:
        yield words(x, box.y + 29, note, 11.5, ink=SOFT, halo=True, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Curve:
    """A bent line from one spot to another, by its middle control point."""

    start: Point
    bend: Point
    end: Point

    def at(self, t: float) -> Point:
        """The point at a share of the way."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return (
            a * self.start[0] + b * self.bend[0] + c * self.end[0],
            a * self.start[1] + b * self.bend[1] + c * self.end[1],
        )

    def points(self) -> list[Point]:
        """Points along the line, its ends left out."""
        return [self.at(k / 24) for k in range(2, 23)]

    def trouble(self, spots: Sequence[Point], frame: Box) -> int:
        """How many points of the line leave the map or come too near a spot that it does not lead to."""
        points = self.points()
        near = sum(math.dist(point, spot) < _DOT + 12 for point in points for spot in spots)
        inner = Box(frame.x + _BADGE, frame.y + _BADGE, frame.width - 2 * _BADGE, frame.height - 2 * _BADGE)
        return near + sum(Box(x, y, 1, 1).overlap(inner) < 1 for x, y in points)

    def drawn(self, ink: str) -> str:
        """The line, stopping at the rims of both dots, with an arrow head at its end."""
        long = max(1.0, math.dist(self.start, self.bend) + math.dist(self.bend, self.end))
        gap = min(0.3, (_DOT + 5) / long)
        tip, before = self.at(1 - gap), self.at(1 - gap - min(0.2, 12 / long))
        path = " ".join(
            f"L {x:.1f} {y:.1f}" for x, y in (self.at(gap + k / 30 * (1 - 2 * gap)) for k in range(1, 31))
        )
        x, y = self.at(gap)
        return (
            f'<path d="M {x:.1f} {y:.1f} {path}" fill="none" stroke="{ink}" stroke-width="2.2"/>'
            f'<polygon points="{_arrow(before, tip)}" fill="{ink}"/>'
        )


def _arrow(before: Point, tip: Point) -> str:
    away = math.atan2(tip[1] - before[1], tip[0] - before[0])
    corners = [tip] + [
        (tip[0] - 11 * math.cos(away + turn), tip[1] - 11 * math.sin(away + turn)) for turn in (0.42, -0.42)
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _routes(spots: Mapping[str, Point], legs: Sequence[Move], frame: Box) -> list[tuple[Move, Curve]]:
    """A curve a leg, bent to the left of its way, the more the oftener the same way was gone.

    After a few journeys the same way the lines lie on one another, and their numbers stand along them.
    """
    gone: dict[tuple[str, str], int] = defaultdict(int)
    routes = []
    for leg in legs:
        if leg.start not in spots or leg.end not in spots:
            continue
        start, end = spots[leg.start], spots[leg.end]
        apart = math.dist(start, end)
        if apart < 1:
            start, end = (start[0] - 1, start[1]), (end[0] + 1, end[1])
            apart = 2
        times = gone[leg.start, leg.end]
        gone[leg.start, leg.end] += 1
        bend = max(0.12 * apart, 26) + 34 * min(times, _MOST_BENDS)
        others = [spot for base, spot in spots.items() if base not in (leg.start, leg.end)]
        curves = [_bent(start, end, apart, bend * share) for share in (1, 1.6, 2.2, 0.5, -0.8)]
        routes.append((leg, min(curves, key=lambda curve: curve.trouble(others, frame))))
    return routes


def _bent(start: Point, end: Point, apart: float, bend: float) -> Curve:
    """The curve whose middle stands off the straight way by half of ``bend``."""
    across = ((start[1] - end[1]) / apart, (end[0] - start[0]) / apart)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return Curve(start, (x + across[0] * bend, y + across[1] * bend), end)


def _label_box(
    spot: Point, wide: float, high: float, frame: Box, taken: Iterable[Box], passed: Iterable[Box]
) -> Box:
    """Where a name hides the least: beside its dot, the nearest and the clearest place first."""
    x, y = spot
    blocks, crossed = list(taken), list(passed)
    best, least = Box(x, y, wide, high), math.inf
    for far in (_DOT + 5, _DOT + 20, _DOT + 42, _DOT + 70):
        for turn in range(16):
            angle = turn * math.pi / 8
            middle_x = x + math.cos(angle) * (far + wide / 2)
            middle_y = y + math.sin(angle) * (far + high / 2)
            box = Box(middle_x - wide / 2, middle_y - high / 2, wide, high)
            hidden = sum(map(box.overlap, blocks)) + 3 * box.outside(frame)
            cost = 20 * hidden + 6 * sum(map(box.overlap, crossed)) + 4 * far + 5 * (turn % 8)
            if cost < least:
                best, least = box, cost
    return best


def _badge_spot(curve: Curve, frame: Box, taken: Sequence[Box]) -> tuple[float, float, Point]:
    """Where on its line a number is clearest, the middle first; beside a crowded one, and the point it is tied to."""
    ways = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
    spots = [(*curve.at(t), curve.at(t)) for t in ways]
    x, y = curve.at(0.5)
    middle = ((curve.start[0] + curve.end[0]) / 2, (curve.start[1] + curve.end[1]) / 2)
    out = math.atan2(y - middle[1], x - middle[0])
    turns = [out + sign * k * math.pi / 8 for k in range(9) for sign in (1, -1)]
    for far in (16, 22, 28, 36, 48, 60):
        spots += [(x + far * math.cos(turn), y + far * math.sin(turn), (x, y)) for turn in turns]

    def hidden(spot: tuple[float, float, Point]) -> float:
        box = Box(spot[0] - _BADGE, spot[1] - _BADGE, 2 * _BADGE, 2 * _BADGE)
        return round(sum(map(box.overlap, taken)) + box.outside(frame), 3)

    return min(spots, key=hidden)


def map_share(bases: Sequence[Base]) -> float:
    """What share of the page's width the map of some bases takes."""
    return Chart(tuple(bases)).width / WIDTH
