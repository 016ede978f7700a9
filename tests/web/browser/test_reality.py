"""The panels of what happens: a day lost and its answers, events told, cover in view, two plans compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import PHONE, Server, violations
from tests.web.browser.test_plan import opened, told, total, until, where

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PLANNED = """
Promise.all([import('/static/plan/jobs.js'), import('/static/core/store.js')]).then(async ([jobs, { on }]) => {
  const over = new Promise((done) => on('jobs', (job) => job.state === 'done' && done(job)));
  await jobs.begin({ kind: 'plan', seconds: 0.5 });
  await jobs.keep(await over, {}, 'planned');
  await jobs.letGo(await over);
})"""


@pytest.fixture
def film(film: Path) -> Path:
    """The small example before anything has happened to it."""
    (film / "events.toml").unlink()
    return film


@pytest.fixture
def planned(page: Page) -> Page:
    """The board with every strip placed and every rule kept."""
    page.set_default_timeout(45_000)
    page.evaluate(PLANNED)
    until(page, "state.board.boneyard.length === 0")
    return page


def test_a_lost_day_has_answers_that_are_seen_and_kept(planned: Page, film: Path) -> None:
    page = planned
    # What stands on that day can be shot on the one after it.
    day = "2026-03-26"
    made = {"edit": "move", "task": "F1/20", "unit": "MAIN", "day": day, "before": ""}
    page.evaluate("(made) => import('/static/core/act.js').then(({ edit }) => edit(made))", made)
    before = total(page)
    page.evaluate(
        f"import('/static/core/drawer.js').then((drawer) => drawer.open('events', {{ lost: {{ unit: 'MAIN', day: '{day}' }} }}))"
    )
    drawer = page.locator(".drawer")
    form = drawer.locator(".lost-form")
    form.wait_for()
    assert form.get_by_label("Day", exact=True).input_value() == day
    drawer.get_by_text("Nothing has happened yet.").wait_for()
    assert violations(page) == []
    form.get_by_label("Why").fill("a storm")
    form.get_by_label("The whole day").check()
    form.get_by_text("More", exact=True).click()
    form.get_by_label("Seconds to look for").fill("2")
    form.get_by_role("button", name="Find the three answers").click()

    # The answers arrive one by one, over the whole page; it can be left and come back to.
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("heading", name=re.compile("^Lost: ")).wait_for()
    dialog.locator(".answer").first.wait_for()
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    page.reload()
    page.wait_for_selector("body[data-ready]")
    drawer.get_by_role("button", name="Side by side").click()
    keep = dialog.get_by_role("button", name=re.compile("^Keep this one"))
    keep.first.wait_for()
    assert "a storm" in dialog.inner_text()
    assert "Changed calls" in dialog.inner_text()
    assert dialog.locator(".changes li").count() > 0
    assert violations(page) == []

    dialog.get_by_role("button", name=re.compile("^Show on the board")).first.click()
    until(page, "state.preview?.moved.length > 0")
    bar = page.locator("#preview-bar")
    bar.get_by_role("button", name="Keep this answer").wait_for()
    seen = int(told(page, "state.preview.board.cost.total"))
    assert total(page) == before
    bar.get_by_role("button", name="Back to the board").click()
    keep.first.wait_for()
    keep.first.click()
    drawer.get_by_text("One of them was kept.").wait_for()
    assert told(page, f"state.board.days.some((each) => each.day === '{day}' && each.strips.length)") is False
    assert total(page) == seen
    drawer.locator(".told li").get_by_text("a storm").wait_for()
    assert "a storm" in (film / "events.toml").read_text(encoding="utf-8")


def test_a_day_that_cannot_be_lost_says_what_clashes(planned: Page) -> None:
    page = planned
    free = "2026-03-07"  # a Saturday
    drawer = opened(page, "It happened")
    form = drawer.locator(".lost-form")
    form.get_by_label("Day", exact=True).fill(free)
    form.get_by_role("button", name="Find the three answers").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(re.compile("Nothing of unit MAIN stands on .*there is no day to lose")).wait_for()
    assert violations(page) == []
    dialog.get_by_role("button", name="Close the comparison").click()
    drawer.get_by_role("button", name="Dismiss").click()
    until(page, "state.jobs.size === 0")

    # The council lets its room for the last time on that day: when it is lost, it says what cannot hold.
    last = "2026-03-25"
    wanted = (
        "Object.keys(state.board.strips).filter((task) => state.board.strips[task].location === 'council')"
    )
    edits = [
        {"edit": "move", "task": task, "unit": "MAIN", "day": last, "before": ""}
        for task in told(page, wanted)
        if where(page, task) != last
    ]
    if edits:
        page.evaluate("(made) => import('/static/core/act.js').then((act) => act.editAll(made))", edits)
    form.get_by_label("Day", exact=True).fill(last)
    form.get_by_label("The whole day").check()
    form.get_by_text("More", exact=True).click()
    form.get_by_label("Seconds to look for").fill("0.5")
    form.get_by_role("button", name="Find the three answers").click()
    dialog.get_by_text("No plan can keep what is left").wait_for()
    assert "cannot all hold" in dialog.inner_text()
    assert dialog.locator(".clash > .folded li").count() > 1
    dialog.get_by_role("heading", name="What would make a plan possible").wait_for()
    assert "Without “" in dialog.inner_text()
    assert violations(page) == []


def test_an_event_with_a_mistake_and_then_right_is_planned_for(planned: Page, film: Path) -> None:
    page = planned
    drawer = opened(page, "It happened")
    drawer.get_by_label("What", exact=True).select_option("scene-cut")
    drawer.get_by_role("button", name="It happened").click()
    drawer.get_by_text("Fill in “Scenes”").wait_for()
    scenes = drawer.get_by_label(re.compile("^Scenes"))
    assert scenes.evaluate("(each) => each === document.activeElement")
    assert violations(page) == []
    scenes.fill("F9/99")
    drawer.get_by_role("button", name="It happened").click()
    page.get_by_role("alert").filter(has_text="F9/99").wait_for()
    page.get_by_role("button", name="Close this message").click()
    assert not (film / "events.toml").exists()

    scenes.fill("F1/4")
    drawer.get_by_label("Why").last.fill("too long")
    drawer.get_by_label("From", exact=True).fill(str(told(page, "state.board.dates.first")))
    drawer.get_by_text("How long").click()
    drawer.locator(".replan").get_by_label("Seconds to look for").fill("2")
    drawer.get_by_role("button", name="It happened").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("^Keep this one")).first.wait_for()
    assert "against the plan in force" in dialog.inner_text()
    assert violations(page) == []
    dialog.get_by_role("button", name="Close the comparison").click()
    assert "too long" in (film / "events.toml").read_text(encoding="utf-8")
    assert told(page, "'F1/4' in state.board.strips") is False

    drawer.get_by_role("button", name="Take this back").click()
    drawer.get_by_text("Nothing has happened yet.").wait_for()
    # Every kind has a form that can be filled in by whoever cannot see it.
    kinds = drawer.get_by_label("What", exact=True).locator("option[value]:not([value=''])")
    for kind in kinds.evaluate_all("(all) => all.map((each) => each.value)"):
        drawer.get_by_label("What", exact=True).select_option(kind)
        unnamed = drawer.locator("form.other input, form.other select").evaluate_all(
            "(all) => all.filter((each) => !each.labels?.length && !each.ariaLabel).length"
        )
        assert not unnamed, kind
    assert violations(page) == []


def test_two_plans_are_compared_and_either_is_shown(page: Page) -> None:
    drawer = opened(page, "Compare")
    drawer.get_by_text("There is one plan so far").wait_for()
    assert violations(page) == []
    stood = where(page, "F1/4")
    made = {"edit": "move", "task": "F1/4", "unit": "MAIN", "day": "2026-03-27", "before": ""}
    page.evaluate("(made) => import('/static/core/act.js').then(({ edit }) => edit(made))", made)
    drawer.locator(".compared").wait_for()
    assert drawer.get_by_label("From").evaluate("(each) => each.value") == "revision 1"
    text = drawer.inner_text()
    assert "Moved strips 1" in text
    assert "4 INT KIOSK" in text
    assert "Unit days" in text
    assert violations(page) == []
    drawer.get_by_role("button", name=re.compile("^Show the first")).click()
    until(page, "state.preview?.moved.includes('F1/4')")
    assert told(
        page, f"state.preview.board.days.find((each) => each.day === '{stood}').strips.includes('F1/4')"
    )
    page.locator("#preview-bar").get_by_role("button", name="Back to the board").click()

    # What a job found can be compared as well.
    page.evaluate("import('/static/plan/jobs.js').then((jobs) => jobs.begin({ kind: 'plan', seconds: 0.5 }))")
    until(page, "[...state.jobs.values()].some((job) => job.state === 'done')")
    found = drawer.locator("option", has_text="The plan found").last.get_attribute("value")
    drawer.get_by_label("To", exact=True).select_option(found)
    drawer.get_by_text("Not placed").wait_for()
    drawer.get_by_role("button", name="The other way round").click()
    drawer.locator(".compared").wait_for()
    assert drawer.get_by_label("From").evaluate("(each) => each.value").startswith("job-")


def test_cover_is_in_view_and_leads_to_the_day(
    planned: Page, server: Server, context_of: Callable[..., BrowserContext]
) -> None:
    page = planned
    drawer = opened(page, "Cover")
    drawer.get_by_text("that weather can stop have cover").wait_for()
    assert violations(page) == []
    row = drawer.locator(".dates li").first
    row.locator(".headline button").click()
    row.get_by_role("button", name="We lost this day").click()
    drawer.locator(".lost-form").wait_for()
    until(
        page,
        "state.board.days.some((each) => each.weather && each.day === document.querySelector('.lost-form input[type=date]').value)",
    )

    small = context_of(viewport=PHONE, has_touch=True).new_page()
    small.goto(server.address)
    small.wait_for_selector("body[data-ready]")
    for key in ("events", "cover", "compare"):
        small.evaluate(f"import('/static/core/drawer.js').then((drawer) => drawer.open('{key}'))")
        small.wait_for_selector(f".drawer[data-panel={key}] .drawer-body > *", state="attached")
        body = small.locator(".drawer-body")
        assert body.evaluate("(each) => each.scrollWidth <= each.clientWidth"), key
    assert violations(small) == []
