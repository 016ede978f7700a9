"""What a revision leaves to people: conflicts with their options, and the answers given or taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coverset.findings import Finding, Severity, nearest


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: the word it is given by, and what it does in a sentence."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something a person decides: what is the matter, the options with the careful one first, the one that is taken."""

    id: str
    sentence: str
    options: tuple[Option, ...]
    chosen: str
    answered: bool
    scene: str = ""

    @property
    def taken(self) -> Option:
        """The option that is taken."""
        return next(option for option in self.options if option.key == self.chosen)


@dataclass(slots=True)
class Choices:
    """The answers given, and the conflicts met so far; ``ask`` answers what is taken."""

    decided: Mapping[str, str]
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def ask(self, kind: str, scene: str, sentence: str, *options: tuple[str, str]) -> str:
        """What is taken of some options, the first of which is the careful one."""
        name = f"{kind}-{scene}"
        known = tuple(Option(*option) for option in options)
        keys = [option.key for option in known]
        chosen = self.decided.get(name, keys[0])
        if chosen not in keys:
            words = f"{name} cannot be answered by {chosen!r}; {nearest(chosen, keys)}"
            self.findings.append(Finding("decision-unknown", Severity.ERROR, words, None, (name, chosen)))
            chosen = keys[0]
        self.conflicts[name] = Conflict(name, sentence, known, chosen, name in self.decided, scene)
        return chosen

    def answers(self, kind: str, option: str) -> set[str]:
        """The scenes for which an option of a kind of conflict was given as the answer."""
        return {
            name.removeprefix(f"{kind}-")
            for name, chosen in self.decided.items()
            if name.startswith(f"{kind}-") and chosen == option
        }

    def leftover(self) -> list[Finding]:
        """Answers to nothing that was asked, and answers that are none of the options."""
        found = list(self.findings)
        for name in self.decided:
            if name not in self.conflicts:
                hint = (
                    nearest(name, self.conflicts, limit=12) if self.conflicts else "nothing is to be decided."
                )
                sentence = f"There is no conflict {name!r}; {hint}"
                found.append(Finding("decision-unknown", Severity.ERROR, sentence, None, (name,)))
        return found


def decisions(words: Sequence[str]) -> dict[str, str]:
    """Answers as they are given, ``shot-12=pickup``. Raises ValueError with a sentence for one that is none."""
    found: dict[str, str] = {}
    for word in words:
        name, sign, option = (piece.strip() for piece in word.partition("="))
        if not (name and sign and option):
            raise ValueError(
                f"{word!r} decides nothing: write the conflict and the option, as shot-12=pickup."
            )
        found[name] = option
    return found
