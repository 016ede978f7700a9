"""What every route asks for: the room and the jobs of this server; and how a refusal is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

from fastapi import Depends, Request

from coverset.web.room import Room

if TYPE_CHECKING:
    from coverset.web.jobs import Jobs


class RefusalError(Exception):
    """A request that is refused: its status, and a sentence that says why and what is allowed."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, sentence, more


def room_of(request: Request) -> Room:
    """The room of this server."""
    return cast(Room, request.app.state.room)


def jobs_of(request: Request) -> Jobs:
    """The jobs of this server."""
    return cast("Jobs", request.app.state.jobs)


InRoom = Annotated[Room, Depends(room_of)]
