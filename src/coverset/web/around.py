"""The pages around the board: day-out-of-days, papers, tables, stunts, map and timeline, and the data they draw."""

from __future__ import annotations

from fastapi import APIRouter

from coverset.web.shapes import REFUSALS

router = APIRouter(responses=REFUSALS)
