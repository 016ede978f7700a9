"""The story of a production, step by step: the page on which its replay is leafed through."""

from __future__ import annotations

from fastapi import APIRouter

from coverset.web.shapes import REFUSALS

router = APIRouter(responses=REFUSALS)
