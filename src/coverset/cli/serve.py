"""``coverset serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from socket import socket


_STOPPING = ("Cancel ", "ASGI callable returned without completing")
"""How uvicorn begins to say that it stops while somebody waits for an answer."""


def run(
    folder: Annotated[
        Path, typer.Argument(help="A production folder; a new or empty one waits for a dropped screenplay.")
    ] = Path("."),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0 takes a free one.")
    ] = 8321,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Show it in the browser.")] = True,
) -> None:
    """Open the live stripboard of a production in the browser, for this machine alone.

    Everything done there is in the folder's history (edits.jsonl) before it is acknowledged, and can be undone. Files
    edited by hand or by other commands meanwhile are picked up. Stop it with Ctrl-C.

    [bold]Examples[/bold]

      coverset serve film
      coverset serve new-film                  drop a screenplay there
      coverset serve film --port 0 --no-open   says which port it took
    """
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is a file; give a production's folder", param_hint="FOLDER")
    listening = _listening(port)
    port = listening.getsockname()[1]

    import gc
    import logging
    import sys

    from coverset.cli import EXIT_FINDINGS
    from coverset.web.site import Site

    # Little of what the start makes is rubbish; the site looks for it when all is there.
    gc.disable()
    try:
        site = Site(folder, port)
    except OSError as trouble:
        listening.close()
        typer.echo(str(trouble), err=True)
        raise typer.Exit(EXIT_FINDINGS) from None
    address = f"http://127.0.0.1:{port}/"
    typer.echo(f"The board of {folder} is at {address} (Ctrl-C stops it)")
    if open_:
        import webbrowser

        webbrowser.open(address)
    import uvicorn

    settings = uvicorn.Config(
        site, log_level="error", access_log=False, ws=cast(Any, _talk), http="h11", loop="asyncio", server_header=False,
        timeout_graceful_shutdown=3, ws_max_size=65_536, ws_per_message_deflate=False,
    )  # fmt: skip
    # Whoever stops the server knows that it stops.
    logging.getLogger("uvicorn.error").addFilter(lambda said: not str(said.msg).startswith(_STOPPING))
    # An edit gets its turn beside a long computation within half a millisecond instead of five, each time it has written.
    sys.setswitchinterval(0.0005)
    uvicorn.Server(settings).run(sockets=[listening])


def _talk(*args: Any, **more: Any) -> Any:
    """The protocol of a page's socket, brought in when a page first wants one."""
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

    return WebSocketsSansIOProtocol(*args, **more)


def _listening(port: int) -> socket:
    """The socket to listen at, on this machine only."""
    from socket import AF_INET, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

    # Only a socket that says it is TCP is told not to hold small packets back; else each answer waits 40 ms.
    made = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
    made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        # Heard from now on: a page that is opened at once waits for the board instead of being refused.
        made.listen(128)
    except OSError as trouble:
        made.close()
        raise typer.BadParameter(
            f"port {port} is taken ({trouble.strerror}); give another, or 0 for a free one",
            param_hint="--port",
        ) from None
    return made
