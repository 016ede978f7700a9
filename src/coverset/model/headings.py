"""What a scene heading says: inside or outside, which set, and the light it is shot in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coverset.model.screenplay import IntExt

DAY, NIGHT, DAWN, DUSK = "DAY", "NIGHT", "DAWN", "DUSK"

# Words of the trade, as data. MORNING and AFTERNOON are daylight; EVENING is dusk (the orange strip of the
# boards that have one); sunrise words are dawn. The last rows are what scripts from the continent print.
TIMES: dict[str, str] = {
    **dict.fromkeys(
        ("DAY", "DAYTIME", "DAYLIGHT", "MORNING", "MIDMORNING", "NOON", "MIDDAY", "LUNCHTIME"), DAY
    ),
    **dict.fromkeys(("AFTERNOON", "MIDAFTERNOON", "MID MORNING", "MID AFTERNOON"), DAY),
    **dict.fromkeys(("NIGHT", "NIGHTTIME", "MIDNIGHT", "NIGHTFALL", "LATE NIGHT"), NIGHT),
    **dict.fromkeys(("DAWN", "SUNRISE", "DAYBREAK", "FIRST LIGHT", "PREDAWN", "PRE DAWN", "SUNUP"), DAWN),
    **dict.fromkeys(("DUSK", "SUNSET", "TWILIGHT", "EVENING", "SUNDOWN", "LAST LIGHT", "GLOAMING"), DUSK),
    **dict.fromkeys(("MAGIC HOUR", "GOLDEN HOUR", "BLUE HOUR"), DUSK),
    # Shot in the first light, shown as the second.
    "DAY FOR NIGHT": DAY,
    "DUSK FOR NIGHT": DUSK,
    "DAWN FOR NIGHT": DAWN,
    "NIGHT FOR DAY": NIGHT,
    "DUSK FOR DAWN": DUSK,
    "DAWN FOR DUSK": DAWN,
    **dict.fromkeys(
        ("JOUR", "MATIN", "GIORNO", "MATTINA", "POMERIGGIO", "TAG", "DIA", "DÍA", "MAÑANA", "DAG"), DAY
    ),
    **dict.fromkeys(("NUIT", "NOTTE", "NACHT", "NOCHE", "NATT"), NIGHT),
    **dict.fromkeys(("AUBE", "ALBA", "AMANECER", "DAGGRY", "MORGENDÄMMERUNG"), DAWN),
    **dict.fromkeys(
        ("CRÉPUSCULE", "SOIR", "TRAMONTO", "SERA", "ATARDECER", "ABEND", "KVELD", "SKUMRING"), DUSK
    ),
}

_RELATIVE = frozenset(
    [
        "CONTINUOUS",
        "CONTINUING",
        "CONT",
        "CONTINUED",
        "LATER",
        "SAME",
        "SIMULTANEOUS",
        "SIMULTANEOUSLY",
        "MEANWHILE",
        "EARLIER",
    ]
)
_MEASURES = frozenset(
    [
        "MOMENT",
        "MOMENTS",
        "SECOND",
        "SECONDS",
        "MINUTE",
        "MINUTES",
        "HOUR",
        "HOURS",
        "DAYS",
        "WEEKS",
        "MONTHS",
        "YEARS",
        "TIME",
    ]
)
_FILLERS = frozenset(
    [
        "EARLY",
        "LATE",
        "LATER",
        "NEXT",
        "THAT",
        "THE",
        "THIS",
        "SAME",
        "FOLLOWING",
        "PREVIOUS",
        "STILL",
        "VERY",
        "ANOTHER",
        "A",
        "AN",
        "FEW",
        "SEVERAL",
        "SOME",
        "ONE",
        "TWO",
        "THREE",
        "FOUR",
        "FIVE",
        "SIX",
        "SEVEN",
        "EIGHT",
        "NINE",
        "TEN",
        "AT",
        "ON",
        "OF",
        "IN",
        "SHORTLY",
        "JUST",
        "BEFORE",
        "AFTER",
    ]
)
_ASIDES = frozenset(
    [
        "FLASHBACK",
        "FLASHBACKS",
        "FLASHFORWARD",
        "PRESENT",
        "PAST",
        "DREAM",
        "MONTAGE",
        "INTERCUT",
        "ESTABLISHING",
        "STOCK",
        "MOVING",
        "TRAVELING",
        "TRAVELLING",
        "RAIN",
        "SNOW",
    ]
)
_PREFIX = re.compile(
    r"(?P<both>INT\.?\s{0,3}/\s{0,3}EXT|EXT\.?\s{0,3}/\s{0,3}INT|I\s{0,3}/\s{0,3}E|E\s{0,3}/\s{0,3}I)(?![A-Z])"
    r"|(?P<int>INTERIOR|INTERNAL|INT|INNEN)(?![A-ZÄÖÜ])"
    r"|(?P<ext>EXTERIOR|EXTERNAL|EXT|EST|AUSSEN|AUẞEN)(?![A-ZÄÖÜ])"
)
_DASH = re.compile(r"\s+-{1,3}\s+|\s*[\u2013\u2014]\s*|\s+-{1,3}$|(?<=\S)--(?=\S)")
_ASIDE = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_STORY_DAY = re.compile(r"[DN]?[0-9]{1,4}[A-Z]?")
_OMITTED = re.compile(r"\(?\s{0,3}(?:SCENES?\s)?\s{0,3}OMIT(?:TED)?\s{0,3}\)?\.?", re.IGNORECASE)
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene heading taken apart.

    ``place`` is the first segment and ``set`` the whole between INT/EXT and the time; ``time`` is the light
    the scene is shot in (DAY, NIGHT, DAWN, DUSK), ``time_printed`` the words that said so. ``assumptions``
    are short clauses about what the heading left open: "no time of day: taken as DAY".
    """

    int_ext: IntExt
    place: str
    set: str
    time: str
    time_printed: str
    assumptions: tuple[str, ...] = ()


def is_omitted(text: str) -> bool:
    """Whether a heading says only OMITTED: the number stays in the script and is never used again."""
    return len(text) < 60 and bool(_OMITTED.fullmatch(text.strip()))


def parse_heading(text: str, previous_time: str | None = None) -> Heading:
    """Read ``INT. HOUSE - KITCHEN - NIGHT`` as inside, place HOUSE, set HOUSE - KITCHEN, shot at night.

    MORNING, AFTERNOON and NOON are DAY; EVENING, SUNSET and the magic hour are DUSK; SUNRISE is DAWN.
    CONTINUOUS, LATER, SAME and MOMENTS LATER take ``previous_time``, the light of the scene before.
    DAY FOR NIGHT is shot by day. A heading without a time, or with one nobody knows, is DAY, and without
    INT or EXT is inside: both are recorded in ``assumptions``. Any text gives a Heading; linear in its
    length (only the first 2,000 characters are read).
    """
    upper = " ".join(text[:_LONGEST].upper().split())
    assumptions: list[str] = []
    prefix = _PREFIX.match(upper)
    int_ext: IntExt = "INT"
    rest = upper
    if prefix:
        int_ext = "INT/EXT" if prefix["both"] else "EXT" if prefix["ext"] else "INT"
        rest = upper[prefix.end() :].lstrip(".,:-/\u2013\u2014 ")
    else:
        assumptions.append("neither INT nor EXT: taken as INT")
    segments = [part.strip(" .,;:") for part in _DASH.split(rest)]
    segments = [part for part in segments if part]
    places, printed = _split_time(segments)
    time = _light(printed, previous_time, assumptions)
    whole = " - ".join(places)
    return Heading(int_ext, places[0] if places else "", whole, time, printed, tuple(assumptions))


def _split_time(segments: list[str]) -> tuple[list[str], str]:
    """The segments that name the set, and the words that name the time (empty when there are none)."""
    explicit = [place for place, part in enumerate(segments) if place and _time_of(part)]
    relative = [place for place, part in enumerate(segments) if place and _is_relative(part)]
    if len(segments) == 1 and _time_of(segments[0]):
        return [], segments[0]
    found = explicit or relative
    if found:
        at = found[-1]
        after = [part for part in segments[at + 1 :] if not (_is_aside(part) or _is_relative(part))]
        before = [part for part in segments[:at] if part not in {segments[place] for place in explicit}]
        return before + after, segments[at]
    if not segments:
        return [], ""
    for aside in _ASIDE.findall(segments[-1]):
        if _time_of(aside) or _is_relative(aside):
            return [*segments[:-1], _ASIDE.sub(" ", segments[-1]).strip()], aside.strip()
    return _time_at_the_end(segments)


def _time_at_the_end(segments: list[str]) -> tuple[list[str], str]:
    """``PORCH, NIGHT`` and ``BEACH DAY FOR NIGHT``: a time without a dash, as the last words of the set."""
    words = segments[-1].split(" ")
    for length in (3, 2, 1):
        tail = " ".join(words[-length:])
        if length < len(words) and _plain(tail) in TIMES:
            return [*segments[:-1], " ".join(words[:-length]).rstrip(" .,;:")], tail
    return segments, ""


def _plain(part: str) -> str:
    return " ".join(_WORD.findall(_ASIDE.sub(" ", part)))


def _time_of(part: str) -> str | None:
    """The light that a whole segment names, if it does: ``THE NEXT MORNING``, ``NIGHT 2``."""
    if len(part) > 60:
        return None
    plain = _plain(part)
    if plain in TIMES:
        return TIMES[plain]
    words = [word for word in plain.split() if word not in _FILLERS and not _STORY_DAY.fullmatch(word)]
    if (light := TIMES.get(" ".join(words))) is not None:
        return light
    lights = [TIMES[word] for word in words if word in TIMES]
    joined = [
        word for word in words if word not in TIMES and word not in {"TO", "INTO", "AND", "OR", "TURNING"}
    ]
    return lights[0] if len(lights) > 1 and not joined else None


def _is_relative(part: str) -> bool:
    words = _plain(part).replace("CONT'D", "CONTINUED").split() if len(part) <= 60 else []
    return any(word in _RELATIVE for word in words) and all(
        word in _RELATIVE or word in _MEASURES or word in _FILLERS or word.isdigit() for word in words
    )


def _is_aside(part: str) -> bool:
    words = _plain(part).split()
    return not words or any(word in _ASIDES for word in words) or all(word.isdigit() for word in words)


def _light(printed: str, previous: str | None, assumptions: list[str]) -> str:
    if not printed:
        assumptions.append("no time of day: taken as DAY")
        return DAY
    if (light := _time_of(printed) or TIMES.get(_plain(printed))) is not None:
        if " FOR " in f" {printed} ":
            assumptions.append(f"{printed}: shot at {light}" if light != DAY else f"{printed}: shot by DAY")
        elif _two_lights(printed):
            assumptions.append(f"{printed}: planned as {light}")
        return light
    if previous is None:
        assumptions.append(f"{printed} with no scene before it: taken as DAY")
        return DAY
    return previous


def _two_lights(printed: str) -> bool:
    return len({TIMES[word] for word in _plain(printed).split() if word in TIMES}) > 1


def speaker(cue: str) -> str:
    """The role that speaks, from a cue: ``NELL (O.S.) (CONT'D) ^`` is NELL. Empty when nothing is left."""
    bare = _ASIDE.sub(" ", cue.replace("\u2019", "'"))
    return " ".join(bare.partition("(")[0].strip(" @^*_").upper().split())


def split_speakers(cues: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Who speaks at each cue: ``ANNA AND BEN`` is two roles when both also speak alone, else one."""
    names = list(dict.fromkeys(cues))
    known = set(names)
    result: dict[str, tuple[str, ...]] = {}
    for name in names:
        parts = tuple(part.strip() for part in _AND.split(name) if part.strip())
        result[name] = parts if len(parts) > 1 and all(part in known for part in parts) else (name,)
    return result


_AND = re.compile(r" AND | ET | UND | & |\s?/\s?|\s?\+\s?|, ")
