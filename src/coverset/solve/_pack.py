"""A problem as one row of 64-bit integers, in the order in which the kernel reads it (kernel/reading.hpp)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from coverset.problem import Base, Lag, Problem, Span, Task, Unit


def pack(problem: Problem) -> array[int]:
    """Every field of the problem, in reading order; a sequence is preceded by its length.

    Raises OverflowError when a value does not fit in 64 bits.
    """
    bases = len(problem.bases)
    row = array("q", (problem.num_dates, len(problem.units), bases, len(problem.lines)))
    for unit in problem.units:
        _unit(row, unit)
    for base in problem.bases:
        _base(row, base)
    for matrix in (problem.travel_days, problem.travel_price, problem.fare):
        _row(row, [cell for line in matrix for cell in line] or [0] * bases**2)
    row.append(len(problem.spans))
    for span in problem.spans:
        _span(row, span)
    row.append(len(problem.tasks))
    for task in problem.tasks:
        _task(row, task)
    row.append(len(problem.lags))
    for lag in problem.lags:
        _lag(row, lag)
    row.append(len(problem.apart))
    for pair in problem.apart:
        row.extend(pair)
    row.append(len(problem.chains))
    for chain in problem.chains:
        row.append(int(chain.whole))
        _row(row, chain.tasks)
    return row


def _row(row: array[int], values: Sequence[int]) -> None:
    row.append(len(values))
    row.extend(values)


def _unit(row: array[int], unit: Unit) -> None:
    _row(row, unit.day_price)
    row.append(int(bool(unit.shift_price)))
    for prices in unit.shift_price or ():
        _row(row, prices)
    row.extend(
        (unit.prepare, unit.standard, unit.longest, unit.meal, unit.meal_after, unit.set_change, unit.move)
    )
    row.extend((unit.day_call, unit.earliest_call, unit.night_call, unit.day_until, unit.max_locations))
    row.extend((unit.rest, unit.max_run))
    row.extend(
        (int(unit.mixed), unit.overtime_hour, unit.move_price, unit.set_change_price, unit.switch_price)
    )
    row.extend((unit.opening_size, unit.opening_price))
    _row(row, unit.lengths)
    _row(row, unit.idle_price)
    _row(row, unit.calls)
    row.extend(
        (
            unit.idle_line,
            unit.day_line,
            unit.overtime_line,
            unit.move_line,
            unit.travel_line,
            unit.set_change_line,
        )
    )
    row.extend((unit.shift_line, unit.switch_line, unit.opening_line, unit.opening_task_line))


def _base(row: array[int], base: Base) -> None:
    for light in (base.rise, base.set, base.dusk, base.dawn):
        _row(row, light)


def _span(row: array[int], span: Span) -> None:
    for prices in (span.work, span.hold, span.start, span.end, span.limit):
        _row(row, prices)
    row.extend((span.drop_gap, span.max_drops, span.choose, span.rest, span.max_run, int(span.travels)))
    row.extend((span.home + 1, span.fee))
    row.extend((span.work_line, span.hold_line, span.drop_line, span.travel_line, span.extend_line))


def _task(row: array[int], task: Task) -> None:
    row.extend(
        (task.minutes, task.size, task.set, task.location, task.base, task.light, task.order, task.opening)
    )
    _row(row, task.spans)
    _row(row, task.allowed)
    _row(row, _flat(task.prices))


def _lag(row: array[int], lag: Lag) -> None:
    row.extend((lag.before, lag.after, lag.least, lag.most, int(lag.ordered), lag.price, lag.line))


def _flat(prices: Iterable[tuple[int, int, int]]) -> list[int]:
    return [value for price in prices for value in price]
