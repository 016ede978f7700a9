"""The folders of members: rules, costs, papers, media, formats."""

from __future__ import annotations

from coverset.costs import costs as all_costs
from coverset.costs import lines
from coverset.registry import load
from coverset.render import renderers
from coverset.reports import reports
from coverset.rules import rules as all_rules
from refpages.words import first, heading, module_name, prose, table


def rules() -> str:
    """Every hard rule: its sentence, whether it can be switched off, the constraints it lowers to."""
    head = heading(
        "Rules",
        "Every plan keeps these, and `coverset check` asks them of anybody's board. "
        "A rule that is not always on is switched off in production.toml:",
        '```toml\n[rules]\noff = ["locations-a-day"]\n```',
        "*Kinds* are the constraints of the [scheduling model](../concepts/model.md) that the rule answers for.",
    )
    rows = [
        (
            f"`{key}`",
            rule.SENTENCE,
            "always" if rule.ALWAYS else "can be switched off",
            ", ".join(rule.KINDS),
            f"`{module_name(rule)}`",
        )
        for key, rule in all_rules().items()
    ]
    return f"{head}\n\n{table(('Key', 'Sentence', 'On', 'Kinds', 'File'), rows)}\n"


def costs() -> str:
    """Every cost: its ledger lines and its sentence."""
    head = heading(
        "Costs",
        "What a plan is priced by. A *bill* is money that the production pays; a *wish* is a preference of the "
        "craft, priced so that it settles ties. The objective of every search is the sum of all lines.",
    )
    ordered = sorted(all_costs().items(), key=lambda item: (item[1].PREFERENCE, item[0]))
    rows = [
        (
            f"`{key}`",
            "wish" if cost.PREFERENCE else "bill",
            "; ".join(cost.LINES),
            cost.SENTENCE,
            f"`{module_name(cost)}`",
        )
        for key, cost in ordered
    ]
    listed = "\n".join(f"{place}. {line}" for place, line in enumerate(lines(), start=1))
    body = table(("Key", "Kind", "Ledger lines", "Sentence", "File"), rows)
    return f"{head}\n\n{body}\n\n## Ledger order\n\n{listed}\n"


def papers() -> str:
    """Every paper: what it shows, for whom."""
    head = heading(
        "Papers",
        "`coverset report PRODUCTION KEY --to MEDIUM` prints one; `all` prints every one with an index page.",
    )
    rows = [(f"`{key}`", paper.TITLE, paper.SUMMARY) for key, paper in reports().items()]
    return f"{head}\n\n{table(('Key', 'Title', 'What it shows'), rows)}\n"


def media() -> str:
    """Every medium a paper can be had in."""
    head = heading(
        "Media", "Any paper in any of these, chosen by `--to`; the same paper gives the same bytes."
    )
    rows = [
        (f"`{key}`", f"`{medium.SUFFIX}`", f"`{medium.MEDIA_TYPE}`", first(medium))
        for key, medium in renderers().items()
    ]
    return f"{head}\n\n{table(('Key', 'Suffix', 'Media type', 'What it is'), rows)}\n"


def formats() -> str:
    """Every file format that is read or written."""
    parts = [heading("File formats", "What can be opened and what can be written.")]
    members = load("coverset.formats", "TITLE", "SUFFIXES", "sniff")
    rows = []
    for key, member in members.items():
        does = [
            verb for verb, words in (("read", "read"), ("write", "written")) if _has(member, verb) and words
        ]
        words = " and ".join({"read": "read", "write": "written"}[verb] for verb in does)
        rows.append((f"`{key}`", member.TITLE, ", ".join(f"`{s}`" for s in member.SUFFIXES), words))
    parts.append(table(("Key", "Title", "Suffixes", "Coverset"), rows))
    for member in members.values():
        parts.append(f"## {member.TITLE}\n\n{prose(member)}")
    return "\n\n".join(parts) + "\n"


def _has(member: object, verb: str) -> bool:
    return any(name == verb or name.startswith(f"{verb}_") for name in vars(member))
