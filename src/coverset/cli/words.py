"""``coverset rules`` and ``coverset costs``: every sentence that a plan is held to and priced by."""

from __future__ import annotations

from typing import Annotated

import typer


def rules(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Print the hard rules: each is kept by every plan and checked on anybody's board.

    Switch one off in production.toml:  [rules] off = ["locations-a-day"]
    """
    from coverset.cli._say import say_json
    from coverset.rules import rules as members

    if as_json:
        say_json({key: {"sentence": r.SENTENCE, "can_be_off": not r.ALWAYS} for key, r in members().items()})
        return
    for key, rule in members().items():
        typer.echo(f"{typer.style(key, bold=True):28} {rule.SENTENCE}{' (always on)' if rule.ALWAYS else ''}")


def costs(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Print the costs: the ledger lines that a plan is priced by, bills first, then the craft's wishes.

    Set the prices in production.toml:  [prices] move = 1500   (0 switches a wish off)
    """
    from coverset.cli._say import say_json
    from coverset.costs import costs as members

    ordered = sorted(members().items(), key=lambda item: (item[1].PREFERENCE, item[0]))
    if as_json:
        say_json(
            {key: {"sentence": c.SENTENCE, "lines": c.LINES, "wish": c.PREFERENCE} for key, c in ordered}
        )
        return
    for key, cost in ordered:
        kind = "wish" if cost.PREFERENCE else "bill"
        typer.echo(f"{typer.style(key, bold=True)} ({kind}): {', '.join(cost.LINES)}\n    {cost.SENTENCE}")
