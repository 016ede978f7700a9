"""plan.json: a board as a file that people can read and compare: units, days, strips in order, boneyard."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from coverset.findings import Finding, Place, Severity, in_order, nearest
from coverset.formats import _notation as notation
from coverset.formats._folder import MOST_BYTES, error, too_large
from coverset.formats._script import Report
from coverset.model.hints import Hints
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production

KEY = "plan"
TITLE = "Plan"
SUFFIXES = (".json",)
FILE = "plan.json"
VERSION = 1

_KEYS = frozenset(
    {"coverset", "version", "production", "digest", "name", "provenance", "units", "days", "boneyard"}
)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_NO_PLAN = frozenset(
    {"title", "assumptions", "marks", "company", "paper", "private", "events", "ahead", "milestones"}
)


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes are a plan's: JSON that says so in its first lines."""
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"coverset"\s*:\s*"plan"', head))


def digest(production: Production) -> str:
    """A fingerprint of everything in a production that a plan depends on; titles and marks do not count.

    The same production gives the same text on every machine and in every run.
    """
    # A production never changes, and a live board writes its plan after every edit: the fingerprint is kept with it.
    known: str | None = production.__dict__.get("_digest")
    if known is None:
        data = json.dumps(_plain(production), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        known = production.__dict__["_digest"] = f"sha256:{hashlib.sha256(data.encode()).hexdigest()}"
    return known


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if each.compare and not (isinstance(value, Production) and each.name in _NO_PLAN)
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def write(
    plan: Plan,
    production: Production | None = None,
    *,
    provenance: Mapping[str, object] | None = None,
) -> bytes:
    """A plan as JSON, one strip a line, days by date and unit: the same plan gives the same bytes.

    ``production`` adds its title and digest. ``provenance`` says how the plan came about, in values that
    JSON knows: seed, steps, seconds, cost, bound, bound by ledger line, versions. A strip is the id of its
    task, or a table with ``banner`` and ``minutes``.
    """
    head: dict[str, object] = {"coverset": "plan", "version": VERSION}
    if production is not None:
        head |= {"production": production.title, "digest": digest(production)}
    if plan.name:
        head["name"] = plan.name
    if provenance:
        head["provenance"] = dict(provenance)
    head["units"] = list(plan.units)
    lines = [f" {_json(key)}: {_json(value)}" for key, value in head.items()]
    days = ",\n".join(_day(day) for day in plan.days)
    lines.append(f' "days": [\n{days}\n ]' if days else ' "days": []')
    bones = ",\n".join(f"  {_json(task)}" for task in plan.boneyard)
    lines.append(f' "boneyard": [\n{bones}\n ]' if bones else ' "boneyard": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _day(day: PlanDay) -> str:
    strips = ",\n".join(f"   {_json(_strip(strip))}" for strip in day.strips)
    head = f'  {{"date": "{day.day.isoformat()}", "unit": {_json(day.unit)}, "strips": ['
    return f"{head}\n{strips}\n  ]}}" if strips else f"{head}]}}"


def _strip(strip: Strip) -> object:
    if strip.task and not strip.banner and not strip.minutes:
        return strip.task
    said = {"task": strip.task, "banner": strip.banner, "minutes": strip.minutes}
    return {key: value for key, value in said.items() if value or key == "banner"}


def read(
    data: bytes, name: str = FILE, production: Production | None = None
) -> tuple[Plan | None, dict[str, Any], list[Finding]]:
    """Read a plan; answers it, what else the file says, and the findings.

    The second answer holds ``production`` (title), ``digest``, ``provenance``, ``units`` and any key this
    version does not know. Tasks and units that ``production`` lacks stay on the board and are warnings, as
    are strips planned twice; a production that has changed since is a note. No plan only when the file is
    not one. Never raises for what the file holds.
    """
    report = Report(name)
    if len(data) > MOST_BYTES:
        return None, {}, [too_large(name, len(data), MOST_BYTES)]
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, parse_constant=_refuse)
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        sentence = "The file is not UTF-8 text; a plan is written by Coverset as JSON."
        return None, {}, [error("plan-not-json", sentence, Place(name, line))]
    except json.JSONDecodeError as trouble:
        sentence = f"This is not JSON from here on: {trouble.msg}. Undo the last edit, or plan again."
        return None, {}, [error("plan-not-json", sentence, Place(name, trouble.lineno))]
    except (ValueError, RecursionError):
        sentence = "The file nests deeper, or holds larger numbers, than any plan."
        return None, {}, [error("plan-not-json", sentence, Place(name))]
    if not isinstance(raw, dict) or raw.get("coverset") != "plan":
        sentence = 'This JSON is not a plan: a plan begins {"coverset": "plan", "version": 1.'
        return None, {}, [error("plan-not-a-plan", sentence, Place(name, 1))]
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version > VERSION:
        sentence = f"The plan is of version {notation.shown(version)}; this Coverset reads up to {VERSION}: install a newer one."
        return None, {}, [error("plan-version", sentence, Place(name, 1))]
    reader = _Reader(_lines(text), report)
    plan = reader.plan(raw)
    reader.twice(plan)
    if production is not None:
        reader.against(plan, production, raw.get("digest"))
    extras = {
        key: value
        for key, value in raw.items()
        if key not in {"coverset", "version", "days", "boneyard", "name"}
    }
    return plan, extras, in_order(report.findings())


def _refuse(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


def _lines(text: str) -> dict[str, list[int]]:
    """The lines on which each text of the file stands."""
    found: dict[str, list[int]] = {}
    line, before = 1, 0
    for match in _STRING.finditer(text):
        line += text.count("\n", before, match.start())
        before = match.start()
        found.setdefault(match[0], []).append(line)
    return found


class _Reader:
    """What a parsed plan says, with its slips in the report."""

    def __init__(self, lines: Mapping[str, list[int]], report: Report) -> None:
        self._lines = lines
        self._report = report

    def _line(self, text: str, place: int = 0) -> int | None:
        for spelled in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
            if lines := self._lines.get(spelled):
                return lines[min(place, len(lines) - 1)]
        return None

    def _slip(self, sentence: str, line: int | None = None, code: str = "plan-value") -> None:
        self._report.add(code, Severity.ERROR, sentence, line)

    def plan(self, raw: Mapping[str, Any]) -> Plan:
        """The plan, without what is wrong in it."""
        for key in raw:
            if key not in _KEYS:
                sentence = f"The key {key[:60]!r} is not read: {nearest(key[:60], _KEYS, limit=20)}"
                self._report.add("key-unknown", Severity.WARNING, sentence, self._line(key))
        days: dict[tuple[str, date], list[Strip]] = {}
        for entry in self._list(raw.get("days", []), "days"):
            day = self._day(entry)
            if day is None:
                continue
            if (day.unit, day.day) in days:
                sentence = f"Unit {day.unit} has {day.day} twice; the strips of both are taken as one day."
                self._report.add(
                    "plan-day-twice", Severity.WARNING, sentence, self._line(day.day.isoformat(), 1)
                )
            days.setdefault((day.unit, day.day), []).extend(day.strips)
        bones = [
            self._text(task, "a strip of the boneyard")
            for task in self._list(raw.get("boneyard", []), "boneyard")
        ]
        name = self._text(raw.get("name", ""), "name") or ""
        made = tuple(PlanDay(unit, day, tuple(strips)) for (unit, day), strips in days.items())
        return Plan(made, tuple(task for task in bones if task), name)

    def _list(self, value: object, what: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self._slip(f"{what} must be a list, it is {notation.shown(value)}.", self._line(what))
        return []

    def _text(self, value: object, what: str) -> str | None:
        try:
            if not isinstance(value, str):
                raise ValueError(f"{notation.shown(value)} is not a text")
            value.encode()
            notation.to_text(value)
        except ValueError as trouble:
            reason = "it holds half a character" if isinstance(trouble, UnicodeError) else str(trouble)
            self._slip(f"{what}: {reason}.")
            return None
        return value

    def _day(self, entry: object) -> PlanDay | None:
        if not isinstance(entry, dict):
            self._slip(f"A day must be a table, it is {notation.shown(entry)}.")
            return None
        unit = self._text(entry.get("unit"), "unit of a day")
        try:
            day = date.fromisoformat(entry.get("date", ""))
        except (TypeError, ValueError):
            value = entry.get("date")
            line = self._line(value) if isinstance(value, str) else None
            self._slip(f"{notation.shown(value)} is not a date: write 2020-02-24.", line)
            return None
        strips = [self._one(strip) for strip in self._list(entry.get("strips", []), "strips")]
        return None if unit is None else PlanDay(unit, day, tuple(strip for strip in strips if strip))

    def _one(self, value: object) -> Strip | None:
        if isinstance(value, str):
            task = self._text(value, "a strip")
            return Strip(task) if task else None
        if not isinstance(value, dict) or not value.keys() <= {"task", "banner", "minutes"}:
            self._slip(
                f"A strip is the id of a scene, or a table with banner and minutes; not {notation.shown(value)}."
            )
            return None
        task, banner = (
            self._text(value.get("task", ""), "task"),
            self._text(value.get("banner", ""), "banner"),
        )
        minutes = value.get("minutes", 0)
        if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= 10_000:
            self._slip(f"minutes of a banner: {notation.shown(minutes)} is not a number of minutes.")
            return None
        return None if task is None or banner is None else Strip(task, banner, minutes)

    def twice(self, plan: Plan) -> None:
        """Strips that stand on two days, or on a day and in the boneyard."""
        seen: dict[str, int] = {}
        for task in _tasks(plan):
            seen[task] = seen.get(task, 0) + 1
            if seen[task] == 2:
                sentence = (
                    f"{task} is on the board twice; each strip stands once, on a day or in the boneyard."
                )
                line = self._line(task, 1)
                self._report.add("plan-strip-twice", Severity.WARNING, sentence, line, (task,))

    def against(self, plan: Plan, production: Production, was: object) -> None:
        """What the production lacks, what the plan lacks, and whether the production has changed."""
        hints = Hints()
        for task in dict.fromkeys(_tasks(plan)):
            if task not in production.tasks:
                sentence = f"The production has no scene {task!r}; {hints.near(task, production.tasks)}"
                self._report.add("plan-strip-unknown", Severity.WARNING, sentence, self._line(task), (task,))
        for unit in plan.units:
            if unit not in production.units_by_id:
                sentence = f"The production has no unit {unit!r}; {hints.near(unit, production.units_by_id)}"
                self._report.add("plan-unit-unknown", Severity.WARNING, sentence, self._line(unit), (unit,))
        planned = set(_tasks(plan))
        known = planned | production.settled.keys()
        missing = [task for task in production.tasks if task not in known]
        if missing:
            shown = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
            sentence = f"The plan does not know {shown}: not on a day and not in the boneyard."
            self._report.add("plan-strip-missing", Severity.WARNING, sentence, None, missing[:50])
        if isinstance(was, str) and was != digest(production):
            sentence = "The production has changed since this plan was made: check it, or plan again."
            self._report.add("plan-of-another-production", Severity.NOTE, sentence, self._line(was))


def _tasks(plan: Plan) -> Iterator[str]:
    for day in plan.days:
        yield from day.tasks
    yield from plan.boneyard
