"""Answers as JSON that any text survives."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import JSONResponse


class Answer(JSONResponse):
    """JSON in plain ASCII: a name with half a character in it breaks no answer."""

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return json.dumps(
            content, ensure_ascii=True, allow_nan=False, separators=(",", ":"), default=str
        ).encode()
