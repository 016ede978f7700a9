"""The panels that plan: a plan watched and kept, moves that save, why a strip is here, what is held, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.web.browser.conftest import PHONE, Server, violations

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

STATE = "import('/static/core/store.js').then(({ state }) => %s)"
MINOR = re.compile(r"[\d,]+")


def opened(page: Page, title: str) -> Locator:
    """A panel of the drawer, open."""
    # On a busy machine the solver's process takes its time to begin.
    page.set_default_timeout(45_000)
    page.locator("#panels").get_by_role("button", name=title).click()
    drawer = page.locator(".drawer")
    drawer.get_by_role("heading", name=title, exact=True).wait_for()
    drawer.locator(".drawer-body > *").first.wait_for(state="attached")
    return drawer


def told(page: Page, words: str) -> Any:
    """What the page's state says."""
    return page.evaluate(STATE % words)


def until(page: Page, words: str) -> None:
    """Wait until the page's state says so."""
    # A promise would be as good as true.
    page.evaluate("import('/static/core/store.js').then(({ state }) => { globalThis.state = state; })")
    page.wait_for_function(f"() => {words}")


def total(page: Page) -> int:
    """The price of the board, in minor units."""
    return int(told(page, "state.board.cost.total"))


def where(page: Page, task: str) -> str | None:
    """The date on which a strip stands."""
    found = told(page, f"state.board.days.find((each) => each.strips.includes('{task}'))?.day ?? null")
    return str(found) if found else None


def test_a_plan_is_watched_stopped_seen_kept_and_taken_back(page: Page) -> None:
    before = total(page)
    drawer = opened(page, "Plan")
    assert violations(page) == []
    drawer.get_by_label("Seconds to look for").fill("0.1")
    drawer.get_by_role("button", name="Plan", exact=True).click()
    assert drawer.locator("input:invalid").count() == 1
    drawer.get_by_label("Seconds to look for").fill("90")
    drawer.get_by_role("button", name="Plan", exact=True).click()

    # It is watched: figures, lines, the curve and the board itself.
    drawer.locator(".ledger tbody tr").first.wait_for()
    assert MINOR.search(drawer.locator("dd").first.inner_text())
    assert "could still be saved" in drawer.locator(".gap").inner_text()
    assert "Cost over" in (drawer.locator(".curve svg title").text_content() or "")
    drawer.get_by_text("As a table").click()
    assert drawer.locator(".curve td").count() >= 3
    drawer.get_by_label("Watch the board settle").check()
    until(page, "Boolean(state.preview)")
    assert total(page) == before
    assert violations(page) == []

    # A reload loses nothing of it.
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert "of 1 min 30" in drawer.locator(".working .state").inner_text()
    drawer.get_by_role("button", name="Stop and take the best").click()
    drawer.get_by_role("heading", name="A plan is found").wait_for()
    assert told(page, "state.preview") is None
    assert violations(page) == []

    drawer.get_by_role("button", name="Preview on the board").click()
    until(page, "state.preview?.moved.length > 0")
    seen = int(told(page, "state.preview.board.cost.total"))
    assert total(page) == before
    assert violations(page) == []
    drawer.get_by_role("button", name="Preview on the board").click()
    until(page, "state.preview === null")

    drawer.get_by_role("button", name="Keep", exact=True).click()
    drawer.get_by_role("heading", name="This plan was kept").wait_for()
    assert total(page) == seen
    assert told(page, "state.board.boneyard.length") == 0
    page.locator("#tools").get_by_role("button", name="Undo").click()
    until(page, f"state.board.cost.total === {before}")
    drawer.get_by_role("button", name="Dismiss").click()
    drawer.get_by_role("heading", name="Make a plan").wait_for()
    assert told(page, "state.jobs.size") == 0


def test_a_third_job_is_refused_in_a_sentence_and_a_stopped_one_let_go(page: Page) -> None:
    begin = "import('/static/plan/jobs.js').then((jobs) => jobs.begin({ kind: 'plan', seconds: 90 }))"
    page.evaluate(f"Promise.all([{begin}, {begin}]).then(() => null)")
    drawer = opened(page, "Improve")
    drawer.get_by_role("button", name="Find moves").click()
    drawer.get_by_text("are running already; wait for one, or stop it.").wait_for()
    assert violations(page) == []
    page.evaluate(
        "import('/static/plan/jobs.js').then((jobs) => Promise.all(['job-1', 'job-2'].map((job) => jobs.letGo({ job }))))"
    )
    until(page, "state.jobs.size === 0")


def test_moves_that_save_are_seen_and_kept_one_by_one(page: Page) -> None:
    before = total(page)
    drawer = opened(page, "Improve")
    assert violations(page) == []
    drawer.get_by_label("Mend conflicts").uncheck()
    drawer.get_by_label("How many moves").fill("2")
    drawer.get_by_role("button", name="Find moves").click()
    first = drawer.locator(".move").first
    first.wait_for()
    assert violations(page) == []
    drawer.get_by_role("button", name="Preview move 1 on the board").click()
    until(page, "state.preview?.moved.length > 0")
    saved = before - int(told(page, "state.preview.board.cost.total"))
    assert saved > 0
    assert f"{saved // 100:,}" in first.locator(".badge.saving").inner_text()
    page.locator("#preview-bar").get_by_role("button", name="Keep this move").click()
    until(page, f"state.board.cost.total === {before - saved}")
    first.get_by_text("on the board").wait_for()
    assert told(page, "state.preview") is None
    drawer.get_by_role("button", name="Keep the move").click()
    drawer.locator(".move.kept").nth(1).wait_for()
    assert total(page) < before - saved
    drawer.get_by_role("button", name="Dismiss").click()
    drawer.locator(".nothing").wait_for()


def test_why_here_follows_the_selection_shows_a_move_and_does_it(page: Page) -> None:
    drawer = opened(page, "Why here?")
    drawer.get_by_text("Select a strip").wait_for()
    assert violations(page) == []
    select = "import('/static/core/store.js').then((store) => store.select([%r]))"
    page.evaluate(select % "F1/3")
    drawer.get_by_role("heading", name=re.compile("^3 EXT")).wait_for()
    drawer.locator(".dates li").first.wait_for()
    assert "forbidden" in drawer.inner_text()
    assert "What forbids the others" in drawer.inner_text()
    assert violations(page) == []

    stood = where(page, "F1/3")
    best = drawer.locator(".dates li").first
    best.get_by_role("button", name=re.compile("^Preview")).click()
    until(page, "state.preview?.moved.includes('F1/3')")
    assert where(page, "F1/3") == stood
    page.locator("#preview-bar").get_by_role("button", name="Back to the board").click()
    drawer.locator(".dates li").first.get_by_role("button", name=re.compile("^Move it")).click()
    until(page, f"!state.board.days.some((each) => each.day === '{stood}' && each.strips.includes('F1/3'))")

    drawer.get_by_role("button", name="Every date by ledger line and person").click()
    drawer.locator(".account li").first.wait_for()
    page.evaluate(select % "F1/4")
    drawer.get_by_role("heading", name=re.compile("^4 INT")).wait_for()
    drawer.get_by_role("button", name="Sister").click()
    drawer.get_by_text(re.compile(r"Works \d+ days?")).wait_for()
    assert violations(page) == []
    drawer.get_by_role("button", name="Back to 4").click()
    drawer.get_by_role("heading", name=re.compile("^4 INT")).wait_for()


def test_what_is_held_is_listed_priced_and_let_go(page: Page) -> None:
    drawer = opened(page, "Pins")
    drawer.get_by_text("Nothing is pinned").wait_for()
    assert violations(page) == []
    # Somebody is away on the date on which that strip stands.
    drawer.get_by_label("Strip", exact=True).fill("3")
    drawer.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("alert").filter(has_text="can be shot on no date").wait_for()
    page.get_by_role("button", name="Close this message").click()

    drawer.get_by_label("Strip", exact=True).fill("4")
    drawer.get_by_label("Why").fill("the tide")
    drawer.get_by_role("button", name="Pin", exact=True).click()
    row = drawer.locator(".pins li")
    row.wait_for()
    assert "F1/4 is pinned" in row.inner_text()
    assert "the tide" in row.inner_text()
    assert told(page, "state.board.strips['F1/4'].pinned") is True

    drawer.get_by_label("What is held").select_option("call")
    drawer.get_by_label("Call at").fill("06:30")
    drawer.get_by_role("button", name="Pin", exact=True).click()
    row.nth(1).wait_for()
    assert "06:30" in row.nth(1).inner_text()
    until(page, "state.board.days.some((each) => each.call_pinned && each.totals.call === 390)")
    assert violations(page) == []

    drawer.get_by_role("button", name="What does each cost?").click()
    row.first.get_by_text(re.compile("[Pp]roved|cheaper|less")).wait_for()
    row.nth(1).get_by_role("button", name=re.compile("^Take out")).click()
    page.wait_for_function("() => document.querySelectorAll('.pins > li').length === 1")
    row.first.get_by_role("button", name=re.compile("^Take out")).click()
    drawer.get_by_text("Nothing is pinned").wait_for()
    assert told(page, "state.board.strips['F1/4'].pinned") is False


def test_thousands_of_conflicts_are_drawn_when_they_are_asked_for(page: Page) -> None:
    page.evaluate(
        """import("/static/core/store.js").then(({state, emit}) => {
          const one = {code: "work-time", severity: "conflict", sentence: "Too long.", about: []};
          state.board.findings = Array.from({length: 1500}, (_, k) => ({...one, sentence: `Too long, ${k}.`}));
          emit("board", state.board);
        })"""
    )
    drawer = opened(page, "Conflicts")
    drawer.get_by_text("1,488 more", exact=True).wait_for()
    assert drawer.locator(".found li").count() == 12
    drawer.get_by_text("1,488 more", exact=True).click()
    drawer.get_by_text("And 1,288 more like these").wait_for()
    assert drawer.locator(".found li").count() == 12 + 200 + 1
    assert violations(page) == []
    drawer.get_by_role("searchbox").fill("too long, 1499.")
    drawer.get_by_text("Too long, 1499.", exact=True).wait_for()
    assert drawer.locator(".found li").count() == 1


def test_what_is_wrong_is_filtered_and_leads_to_the_strip(
    page: Page, server: Server, context_of: Callable[..., BrowserContext]
) -> None:
    drawer = opened(page, "Conflicts")
    wrong = drawer.locator(".found li")
    wrong.first.wait_for()
    assert violations(page) == []
    number = wrong.count()
    drawer.get_by_role("button", name=re.compile(r"\d+ warnings?")).click()
    assert 0 < wrong.count() < number
    drawer.get_by_role("searchbox").fill("no such words")
    drawer.get_by_text("Nothing that fits the filter.").wait_for()
    drawer.get_by_role("searchbox").fill("")
    drawer.get_by_role("button", name="Why here?").first.click()
    drawer.get_by_role("heading", name="Why here?", exact=True).wait_for()
    until(page, "state.selection.size === 1")

    small = context_of(viewport=PHONE, has_touch=True, color_scheme="dark").new_page()
    small.goto(server.address)
    small.wait_for_selector("body[data-ready]")
    for key in ("findings", "plan", "improve", "why", "pins"):
        small.evaluate(f"import('/static/core/drawer.js').then((drawer) => drawer.open('{key}'))")
        small.wait_for_selector(f".drawer[data-panel={key}] .drawer-body > *", state="attached")
        body = small.locator(".drawer-body")
        assert body.evaluate("(each) => each.scrollWidth <= each.clientWidth"), key
    assert violations(small) == []
