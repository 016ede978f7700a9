"""A small run of the fuzzer over every reader it knows, and proof that it notices what goes wrong."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_readers", ROOT / "benchmarks" / "fuzz_readers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_readers"] = module
    spec.loader.exec_module(module)
    return module


fuzz_readers = load()


@pytest.mark.parametrize("key", sorted(fuzz_readers.READERS))
def test_damaged_files_are_answered(key: str) -> None:
    tally = fuzz_readers.fuzz(fuzz_readers.READERS[key], 300, 7)
    assert [failure[:2] for failure in tally.failures] == []
    assert tally.outcomes["read"] > 0
    assert sum(tally.outcomes.values()) == 300


def test_the_same_seed_damages_alike() -> None:
    seen: list[list[bytes]] = []
    for _ in range(2):
        inputs: list[bytes] = []
        reader = fuzz_readers.Reader("*.fountain", lambda data, to=inputs: to.append(data) or "read", (b"x",))
        fuzz_readers.fuzz(reader, 20, 3)
        seen.append(inputs)
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 10


def test_a_reader_that_raises_or_hangs_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(data: bytes) -> str:
        while True:
            pass

    def fall(data: bytes) -> str:
        raise IndexError("gone")

    monkeypatch.setattr(fuzz_readers, "SECONDS", 0.05)
    late = fuzz_readers.fuzz(fuzz_readers.Reader("*.fountain", hang, (b"x",)), 1, 1)
    assert [failure[1] for failure in late.failures] == ["over two seconds"]
    fallen = fuzz_readers.fuzz(fuzz_readers.Reader("*.fountain", fall, (b"x",)), 1, 1)
    assert [failure[1] for failure in fallen.failures] == ["IndexError: gone"]
