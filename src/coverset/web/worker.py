"""A process that works beside the board: begun with its order, spoken to in lines, seen to its end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from typing import Any

_MOST_LINE = 64 * 1024 * 1024
_MOMENT = 3.0
"""Seconds in which a process that has answered may go by itself."""


async def begin(module: str, order: Mapping[str, Any]) -> Process:
    """Start a module of ours in a process of its own, and tell it its order at once, before anything else."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=_MOST_LINE,
        start_new_session=True,
    )
    say(process, json.dumps(order))
    return process


def say(process: Process, line: str) -> None:
    """Say a line to a process; one that has ended does not hear it."""
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")


def kill(process: Process | None) -> None:
    """End a process at once, if there is one."""
    if process is not None and process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()


async def see_out(process: Process) -> None:
    """See a process to its end: it has a moment to go by itself once it has answered."""
    try:
        await asyncio.wait_for(asyncio.shield(process.wait()), _MOMENT)
    except TimeoutError:
        kill(process)
        await process.wait()
