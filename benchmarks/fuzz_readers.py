"""Feeds damaged files to every reader: none may raise, hang, or answer without a reason.

    python benchmarks/fuzz_readers.py --inputs 100000 --seed 1
    python benchmarks/fuzz_readers.py --reader fdx --inputs 1000 --keep found

Each input is a small file of ``tests/corpus``, mutated a few times; the same seed gives the same inputs.
An input that takes over two seconds, raises, or breaks a promise of its reader is a failure; ``--keep``
writes such inputs to a folder. Answers 1 when there is any.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType

import pydantic  # noqa: F401 - the board reader loads it: once, before the clock runs

from coverset.findings import Severity
from coverset.formats import fdx, fountain, plan, production, tables, uss
from coverset.model.screenplay import Screenplay

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
SECONDS = 2.0
LONGEST = 16_000
# What a value in quotes, or a word, is changed to by the mutations that leave the shape of a file whole.
VALUES = (
    b"",
    b"-1",
    b"0",
    b"nan",
    b"1e999",
    b"99999/8",
    b"1 3/8",
    b"9" * 5000,
    b"\xc3\xa9",
    b"\xe2\x80\xa8",
    b" ",
    b"OMITTED",
    b"Character",
    b"Dialogue",
    b"Scene Heading",
    b"2026-02-30",
    b"true",
    b"null",
    b"[]",
    b"A" * 300,
)
_QUOTED = re.compile(rb'"[^"\n]{0,200}"')
_WORD = re.compile(rb"(?<![</\w])[A-Za-z0-9]{1,40}(?![\w=>])")


class OverTimeError(Exception):
    """A reader took more than SECONDS over one input."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader under test: what it reads, a call that reads bytes and checks the promises, and its own words.

    ``read`` answers a word for the outcome ("read", "refused") and raises AssertionError for a broken promise.
    """

    seeds: str
    read: Callable[[bytes], str]
    words: tuple[bytes, ...]


@dataclass(slots=True)
class Tally:
    """What came of the inputs of one reader."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str, bytes]] = field(default_factory=list)
    slowest: float = 0.0
    seconds: float = 0.0


def script(module: object) -> Callable[[bytes], str]:
    """A check for a module with ``read_script``: an answer or an error, numbered scenes, positive lengths."""

    def read(data: bytes) -> str:
        module.sniff(data[:512])  # type: ignore[attr-defined]
        answer, findings = module.read_script(data, "fuzz")  # type: ignore[attr-defined]
        if answer is None:
            assert any(one.severity is Severity.ERROR for one in findings), "refused without a reason"
            return "refused"
        assert isinstance(answer, Screenplay)
        for one in answer.scenes:
            assert one.number, "a scene without a number"
            assert one.omitted or one.eighths >= 1, "a scene without a length"
            assert one.line >= 1, "a scene without a line"
            assert one.time in {"DAY", "NIGHT", "DAWN", "DUSK"}, "a scene without a light"
        assert len(findings) < 1000, "a flood of findings"
        return "read"

    return read


def board(data: bytes) -> str:
    """A check for boards: read or refused with a reason; what is read is written strictly and reads the same."""
    day = date(2026, 11, 21)
    uss.sniff(data[:512])
    production, plan, findings = uss.read(data, "fuzz", today=day)
    assert len(findings) < 1000, "a flood of findings"
    if production is None:
        assert any(one.severity is Severity.ERROR for one in findings), "refused without a reason"
        return "refused"
    written = uss.write(production, plan, data, today=day)
    assert not uss.validate(written), "written against the standard"
    assert uss.read(written, "again", today=day)[:2] == (production, plan), "lost on the way"
    return "read"


def folder(name: str) -> Callable[[bytes], str]:
    """A check for one file of a production's folder, the others sound: read and asked about, or an error."""
    from coverset.model.questions import ask

    sound = {
        each: (CORPUS / f"small-{each}").read_bytes()
        for each in dict.fromkeys(("production.toml", "scenes.csv", "cast.csv", name))
    }

    def read(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as path:
            for each, good in sound.items():
                (Path(path) / each).write_bytes(data if each == name else good)
            answer, findings = production.read(Path(path), today=date(2025, 5, 1))
        assert len(findings) < 1000, "a flood of findings"
        if answer is None:
            assert any(one.severity is Severity.ERROR for one in findings), "refused without a reason"
            return "refused"
        ask(answer)
        with tempfile.TemporaryDirectory() as path:
            _, slips = production.write(answer, Path(path) / "p")
            assert not slips, "not written"
            again, _ = production.read(Path(path) / "p", today=date(2025, 5, 1))
        assert again == answer, "lost on the way"
        return "read"

    # Once before the clock runs: the readers load their libraries late.
    assert read(sound[name]) == "read", "the sound folder is not"
    return read


def plan_file(data: bytes) -> str:
    """A check for plans: read and written the same, or refused with a reason."""
    plan.sniff(data[:512])
    tables.sniff(data[:512])
    answer, _, findings = plan.read(data, "fuzz")
    assert len(findings) < 1000, "a flood of findings"
    if answer is None:
        assert any(one.severity is Severity.ERROR for one in findings), "refused without a reason"
        return "refused"
    assert plan.read(plan.write(answer))[0] == answer, "lost on the way"
    return "read"


_FOUNTAIN = b"/*|*/|[[|]]|INT. |EXT. | - NIGHT|#1#|\n\n|\n|===|= |# |@|!|> | <|~| ^|**|_|\\|(|)|Title: |[[prop: |OMITTED"
_XML = b'<|>|&|&amp;|"|<Text>|</Text>|<Paragraph Type="Scene Heading">|</Paragraph>|<![CDATA[|<!--|<?|<!DOCTYPE a [|'
_XML += (
    b'<!ENTITY a "b">|&a;|Number="1"|Length="99999/8"|TagNumber="1"|<DualDialogue>|]]>|\xff\xfe|-1|nan|1e999'
)

_BOARD = b'{|}|[|]|,|:|"|[]|{}|null|-1|1e999|NaN|"id": "b1"|"pages": 0.3|"type": "strip"|[["b1"]]|"_x": 1|"\\ud800"'

_TOML = b'[|]|[[|]]|=|"|\'|"""|{|}|,|.|#|\n|[day]|[[pin]]|scene = 1|2025-02-30|07:99|true|nan|inf|0x1|1e400|"a..b"|open = '
_STUNTS = (
    _TOML
    + b'|[beat."x/y"]|[[evidence]]|[safety]|on = 1|0001-01-01|9999-12-31|days = 999999|country = "XX"|[hazard.own]'
)
_CELLS = b',|;|\t|"|""|\n|\r|-|=1|1 3/8|11-Aug|02/03/2020|2025-05-01..|yes|\xff\xfe|\xe9|number|set|eighths|pages|part|,,,,'

# One line a reader.
READERS: dict[str, Reader] = {
    "fountain": Reader("*.fountain", script(fountain), tuple(_FOUNTAIN.split(b"|"))),
    "fdx": Reader("*.fdx", script(fdx), tuple(_XML.split(b"|"))),
    "uss": Reader("*.uss", board, tuple(_BOARD.split(b"|"))),
    "production": Reader("*-production.toml", folder("production.toml"), tuple(_TOML.split(b"|"))),
    "scenes": Reader("*-scenes.csv", folder("scenes.csv"), tuple(_CELLS.split(b"|"))),
    "cast": Reader("*-cast.csv", folder("cast.csv"), tuple(_CELLS.split(b"|"))),
    "stunts": Reader("*-stunts.toml", folder("stunts.toml"), tuple(_STUNTS.split(b"|"))),
    "plan": Reader("*-plan.json", plan_file, tuple(_BOARD.split(b"|"))),
}


def bend(data: bytes, chance: random.Random) -> bytes:
    """A copy of the same shape: lines doubled, dropped or swapped, values and words changed, now and then."""
    for _ in range(chance.choice((1, 2, 5, 20))):
        lines = data.split(b"\n")
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines.insert(two, lines[one])
            case 1:
                del lines[one]
            case 2:
                lines[one], lines[two] = lines[two], lines[one]
            case kind:
                pattern = _QUOTED if kind == 3 else _WORD
                found = list(pattern.finditer(lines[one]))
                if found:
                    spot = chance.choice(found)
                    value = chance.choice(VALUES)
                    fresh = b'"' + value + b'"' if kind == 3 else value
                    lines[one] = lines[one][: spot.start()] + fresh + lines[one][spot.end() :]
        data = b"\n".join(lines)
    return data[:LONGEST]


def mutate(data: bytes, others: list[bytes], words: tuple[bytes, ...], chance: random.Random) -> bytes:
    """A damaged copy: a few spans flipped, cut, doubled, repeated, spliced or filled with the reader's own words."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 4, 30, 200)))
        piece = data[at:end]
        match chance.randrange(8):
            case 0:
                data = data[:at] + bytes(chance.randrange(256) for _ in piece) + data[end:]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:at]
            case 3:
                data = data[:at] + piece * chance.choice((2, 3, 50)) + data[end:]
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data = data[:at] + other[start : start + chance.choice((10, 100, 1000))] + data[at:]
            case 5:
                data = data[:at] + chance.choice(words) * chance.choice((1, 1, 1, 2, 400)) + data[at:]
            case 6:
                data = data[:at] + chance.choice(words) + data[end:]
            case _:
                where = chance.randrange(len(data) + 1)
                data = data[:where] + piece + data[where:]
        data = data[:LONGEST]
    return data


@contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """Stop what is inside after some seconds of processor time, where the system counts it (elsewhere it is only measured)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(number: int, frame: FrameType | None) -> None:
        raise OverTimeError

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def fuzz(reader: Reader, inputs: int, seed: int) -> Tally:
    """Read that many damaged inputs; the same seed damages alike."""
    seeds = [path.read_bytes() for path in sorted(CORPUS.glob(reader.seeds))]
    if not seeds:
        raise FileNotFoundError(f"no {reader.seeds} in {CORPUS}")
    tally = Tally()
    began = time.perf_counter()
    for number in range(inputs):
        chance = random.Random(f"{seed}/{number}")
        whole = chance.choice(seeds)
        data = bend(whole, chance) if chance.random() < 0.5 else mutate(whole, seeds, reader.words, chance)
        start = time.perf_counter()
        try:
            with watchdog(SECONDS):
                outcome = reader.read(data)
        except OverTimeError:
            outcome = "over time"
            tally.failures.append((number, "over two seconds", data))
        except Exception as error:
            outcome = "raised"
            tally.failures.append((number, f"{type(error).__name__}: {error}", data))
        tally.outcomes[outcome] += 1
        tally.slowest = max(tally.slowest, time.perf_counter() - start)
    tally.seconds = time.perf_counter() - began
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Fuzz the readers asked for and print what came of it."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reader", choices=sorted(READERS), action="append", help="only this reader")
    options.add_argument("--inputs", type=int, default=1000, help="inputs for each reader (1000)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="a folder for inputs that failed")
    chosen = options.parse_args(arguments)
    failed = False
    for key in chosen.reader or sorted(READERS):
        tally = fuzz(READERS[key], chosen.inputs, chosen.seed)
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(tally.outcomes.items()))
        print(
            f"{key}: {chosen.inputs} inputs, {counts}; {len(tally.failures)} failures; "
            f"slowest {tally.slowest * 1000:.0f} ms; {tally.seconds:.0f} s"
        )
        for number, reason, data in tally.failures[:10]:
            print(f"  input {number}: {reason}")
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{key}-{chosen.seed}-{number}").write_bytes(data)
        failed = failed or bool(tally.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
