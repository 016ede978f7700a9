"""What is wrong, as scripts and pages read it."""

from __future__ import annotations

from typing import Any

from coverset.findings import Finding


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding: its code, how grave it is, its sentence, where it is, and whom it is about."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "about": list(finding.about),
    }
