"""Scene numbers as other programs show them: parts as call sheets print them, the films kept apart."""

from __future__ import annotations

from collections import Counter

from coverset.model.production import Production
from coverset.model.scenes import Scene


def printed_numbers(production: Production) -> dict[str, str]:
    """What the standard's scene column says of each scene, by id: ``3``, ``3pt1``, ``F1-3pt1``.

    The standard has no films. Where two films use the same number every scene says its film first, the
    way shoots of several episodes number theirs, so that no number stands for two scenes; elsewhere none
    does, and a number is what the script has.
    """
    plain = {scene.id: _with_part(scene) for scene in production.scenes}
    films = Counter(number for _, number in {(s.film, plain[s.id].casefold()) for s in production.scenes})
    if all(count == 1 for count in films.values()):
        return plain
    return {scene.id: f"{scene.film}-{plain[scene.id]}" for scene in production.scenes}


def _with_part(scene: Scene) -> str:
    if not scene.part or scene.part.casefold().startswith("pt"):
        return f"{scene.number}{scene.part}"
    return f"{scene.number}pt{scene.part}"


def number_and_part(said: str, before: Scene, printed: str) -> tuple[str, str]:
    """The number and part that the scene column says now, of a scene that it was ``printed`` for before."""
    if said == printed:
        return before.number, before.part
    film, plain = f"{before.film}-", _with_part(before)
    if printed == f"{film}{plain}":
        said = said.removeprefix(film)
    part = plain.removeprefix(before.number)
    if part and said != part and said.endswith(part):
        return said.removesuffix(part), before.part
    return said, ""
