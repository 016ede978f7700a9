"""Opening a story: the production before anything happened, the plan it may have, and the steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.formats import events as events_file
from coverset.formats import plan as plan_file
from coverset.formats import production as folder_format
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import as_shot
from coverset.replay.reading import read
from coverset.replay.story import Story


@dataclass(frozen=True, slots=True)
class OpenedStory:
    """What was opened; ``story`` is None when errors among the findings stop it."""

    findings: tuple[Finding, ...]
    story: Story | None = None
    base: Production | None = None
    plan: Plan | None = None


def open_story(folder: Path) -> OpenedStory:
    """Open a production's folder for a replay: none of its events in force, all of them at hand."""
    folder = folder.parent if folder.is_file() else folder
    if not folder_format.is_production(folder):
        sentence = (
            f"{folder} is no production's folder: a replay needs production.toml and replay.toml in it."
        )
        return OpenedStory((Finding("cannot-open", Severity.ERROR, sentence, Place(str(folder))),))
    base, findings = folder_format.read(folder, in_force=events_file.NONE)
    if base is None:
        return OpenedStory(tuple(in_order(findings)))
    story, slips = read(folder, base)
    findings = [*findings, *slips]
    plan = None
    kept = folder / plan_file.FILE
    if story is not None and kept.is_file():
        plan, _, slips = plan_file.read(kept.read_bytes(), kept.name, base)
        findings += slips
        plan = as_shot(base, plan) if plan is not None and base.progress else plan
    if story is not None and plan is None and story.step[0].do != "plan":
        sentence = f'Step {story.step[0].id}: the folder has no {plan_file.FILE}, so the first step is to plan: do = "plan".'
        findings.append(Finding("plan-missing", Severity.ERROR, sentence, story.step[0].source))
    if has_errors(findings):
        story = None
    return OpenedStory(tuple(in_order(findings)), story, base, plan)
