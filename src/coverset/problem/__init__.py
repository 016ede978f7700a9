"""Shoot scheduling in whole numbers, and what any assignment costs and breaks."""

from coverset.problem.evaluate import Evaluation, Violation, evaluate
from coverset.problem.problem import ANY, DARK, DAYLIGHT, Base, Chain, Lag, Problem, Span, Task, Unit

__all__ = [
    "ANY",
    "DARK",
    "DAYLIGHT",
    "Base",
    "Chain",
    "Evaluation",
    "Lag",
    "Problem",
    "Span",
    "Task",
    "Unit",
    "Violation",
    "evaluate",
]
