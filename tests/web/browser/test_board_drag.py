"""Strips are dragged with mouse, finger and keyboard; what that costs is said before the drop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.web.browser.board_hands import (
    asked,
    carry_to,
    day,
    heard,
    middle,
    revision,
    shown,
    stands,
    strip,
    strips_of,
    take_up,
    until,
)
from tests.web.browser.conftest import PHONE, Server, violations

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

FIRST, SECOND, THIRD = "2026-03-09", "2026-03-10", "2026-03-11"
FREE = "2026-03-05"

AT_REST = """() => new Promise((rests) => {
  const canvas = document.querySelector("#canvas");
  let [at, still] = [canvas.scrollLeft, 0];
  const look = () => {
    still = canvas.scrollLeft === at ? still + 1 : 0;
    at = canvas.scrollLeft;
    if (still > 20) rests();
    else requestAnimationFrame(look);
  };
  look();
})"""
"""A finger's throw goes on after it has let go, and the board glides to the next day."""


def _agree(page: Page, address: str) -> dict[str, Any]:
    """The page shows what the server has: strips, price, conflicts, totals of days."""
    until(page, "!document.querySelector('body[data-pending], .landing')")
    board = asked(address, "/api/board")
    until(page, f"import('/static/core/store.js').then((s) => s.revision() === {board['revision']})")
    assert shown(page) == stands(board)
    price = page.locator("#facts dd").first.inner_text()
    assert price.startswith(f"{board['currency']} {round(board['cost']['total'] / 100):,}")
    wrong = sum(each["severity"] in ("error", "conflict") for each in board["findings"])
    assert page.locator("#facts .count").inner_text() == str(wrong)
    for each in board["days"]:
        head = day(page, each["day"], each["unit"]).locator(".head").text_content() or ""
        hour = each["totals"]["call"]
        assert f"{hour // 60:02}:{hour % 60:02}-" in head
    return board


def test_a_strip_is_dragged_and_the_price_is_said_before(page: Page, server: Server) -> None:
    before = asked(server.address, "/api/board")
    take_up(page, "F1/25")
    page.wait_for_selector(f'.day[data-day="{FIRST}"] .offer')
    carry_to(page, FIRST)
    card = page.locator(".offer-card")
    offer = asked(
        server.address, "/api/tryout", {"tasks": ["F1/25"], "unit": "MAIN", "day": FIRST, "before": ""}
    )
    exact = offer["days"][f"MAIN|{FIRST}"]
    assert exact["breaks"]
    until(page, f"document.querySelector('.offer-card')?.innerText.includes('breaks {len(exact['breaks'])}')")
    said = card.inner_text()
    assert exact["breaks"][0] in said
    assert "Mon 9 Mar 2026" in said
    assert "fifth of five" in said
    assert ("+" if exact["price"] > 0 else "−" if exact["price"] < 0 else "±") in said
    assert asked(server.address, "/api/board")["revision"] == before["revision"]
    page.mouse.up()
    until(page, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 5")
    board = _agree(page, server.address)
    assert board["cost"]["total"] - before["cost"]["total"] == exact["price"]
    assert strips_of(page, FIRST)[-1] == "F1/25"
    assert page.locator(".hand[hidden]").count() == 1


def test_inside_a_day_onto_a_free_date_and_into_the_boneyard(page: Page, server: Server) -> None:
    take_up(page, "F1/4")
    x, y = middle(strip(page, "F1/1"))
    page.mouse.move(x, y - 14, steps=4)
    page.mouse.up()
    until(
        page,
        f"document.querySelector('.day[data-day=\"{FIRST}\"] .strip[data-task]').dataset.task === 'F1/4'",
    )
    take_up(page, "F1/20")
    carry_to(page, FREE)
    page.mouse.up()
    until(page, f"document.querySelector('.day.used[data-day=\"{FREE}\"]')")
    take_up(page, "F1/1")
    page.mouse.move(*middle(page.locator("#boneyard")), steps=6)
    page.mouse.up()
    until(page, "document.querySelector('#boneyard .strip[data-task=\"F1/1\"]')")
    board = _agree(page, server.address)
    assert board["boneyard"][-1] == "F1/1"
    take_up(page, "F1/1")
    carry_to(page, FIRST)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert asked(server.address, "/api/board")["revision"] == board["revision"]
    assert not page.locator(".strip.lifted").count()


def test_several_strips_go_together_and_are_taken_back_at_once(page: Page, server: Server) -> None:
    before = shown(page)
    strip(page, "F1/1").click()
    strip(page, "F1/2").click(modifiers=["Shift"])
    strip(page, "F1/6").click(modifiers=["Control"])
    assert page.locator('#main .strip[aria-selected="true"]').count() == 4
    take_up(page, "F1/3")
    assert page.locator(".ghost .several").inner_text() == "4"
    carry_to(page, THIRD)
    page.mouse.up()
    until(page, f"document.querySelectorAll('.day[data-day=\"{THIRD}\"] .strip[data-task]').length === 8")
    assert strips_of(page, THIRD)[-4:] == ["F1/1", "F1/3", "F1/2", "F1/6"]
    _agree(page, server.address)
    undo = page.get_by_role("button", name="Undo")
    assert "F1/1" in (undo.get_attribute("title") or "")
    undo.click()
    until(page, f"document.querySelectorAll('.day[data-day=\"{THIRD}\"] .strip[data-task]').length === 4")
    assert shown(page) == before
    page.keyboard.press("Control+Shift+Z")
    until(page, f"document.querySelectorAll('.day[data-day=\"{THIRD}\"] .strip[data-task]').length === 8")
    page.keyboard.press("Control+z")
    until(page, f"document.querySelectorAll('.day[data-day=\"{THIRD}\"] .strip[data-task]').length === 4")
    page.keyboard.press("Escape")
    assert not page.locator('#main .strip[aria-selected="true"]').count()


def test_a_refused_drop_goes_back_and_a_held_strip_says_why(page: Page, server: Server) -> None:
    page.route("**/api/edit", lambda route: route.fulfill(status=507, json={"error": "The disk is full."}))
    before = shown(page)
    take_up(page, "F1/5")
    carry_to(page, FIRST)
    page.mouse.up()
    page.locator(".note", has_text="The disk is full.").wait_for()
    assert shown(page) == before
    assert not page.locator(".strip.landing").count()
    page.unroute("**/api/edit")
    asked(server.address, "/api/pin", {"base": revision(page), "strip": "F1/2"})
    page.wait_for_selector('.strip.pinned[data-task="F1/2"]')
    x, y = middle(strip(page, "F1/2"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=4)
    page.locator(".note", has_text="F1/2 is pinned.").wait_for()
    page.mouse.up()
    assert page.locator(".hand:not([hidden])").count() == 0


def next_of(page: Page, waiting: list[Route]) -> Route:
    """The next request that is held back, as soon as it has come."""
    for _ in range(500):
        if not waiting:
            page.wait_for_timeout(20)
    return waiting.pop()


def test_what_was_tried_is_on_the_page_before_the_server_says_yes_and_gone_when_it_says_no(
    page: Page, server: Server
) -> None:
    waiting: list[Route] = []
    page.route("**/api/edit", lambda route: waiting.append(route))
    price = page.locator("#facts dd").first
    stood, cost = shown(page), price.inner_text()
    free = {"tasks": ["F1/25"], "unit": "MAIN", "day": FREE, "before": ""}
    exact = asked(server.address, "/api/tryout", free)["days"][f"MAIN|{FREE}"]
    assert exact["price"]
    for refused in (True, False):
        take_up(page, "F1/25")
        carry_to(page, FREE)
        page.wait_for_selector(".offer-card[data-foreseen]")
        page.mouse.up()
        expect(price).not_to_have_text(cost)
        assert strips_of(page, FREE) == ["F1/25"]
        assert asked(server.address, "/api/board")["revision"] == revision(page)
        assert page.locator("body[data-pending]").count() == 1
        route = next_of(page, waiting)
        if refused:
            route.abort("connectionrefused")
        else:
            route.continue_()
        until(page, "!document.querySelector('body[data-pending]')")
        if refused:
            page.locator(".note.alarm").wait_for()
            assert (shown(page), price.inner_text()) == (stood, cost)
    board = _agree(page, server.address)
    assert board["revision"] == revision(page)
    assert strips_of(page, FREE) == ["F1/25"]


def test_a_second_drop_beside_what_is_under_way_lands_where_both_belong(page: Page, server: Server) -> None:
    waiting: list[Route] = []
    before = revision(page)
    # Nothing is known of what a drop comes to, so that the page shows no more than where the hand let go.
    page.route("**/api/tryout", lambda route: route.abort("connectionrefused"))
    page.route("**/api/edit", lambda route: waiting.append(route))
    take_up(page, "F1/2")
    carry_to(page, SECOND)
    page.mouse.up()
    until(page, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 3")
    # The board that is acknowledged still has F1/2 in front of F1/4, and so has the place of this drop.
    take_up(page, "F1/25")
    x, y = middle(strip(page, "F1/4"))
    page.mouse.move(x, y - 14, steps=4)
    page.mouse.up()
    assert page.locator("body[data-pending]").count() == 1
    assert sorted(strips_of(page, FIRST)) == ["F1/1", "F1/25", "F1/3", "F1/4"]
    for left in (1, 0):
        until(page, "document.body.hasAttribute('data-pending')")
        next_of(page, waiting).continue_()
        assert len(waiting) <= left
    board = _agree(page, server.address)
    assert "F1/25" in strips_of(page, FIRST)
    assert "F1/2" in strips_of(page, SECOND)
    assert board["revision"] == before + 2


def test_a_strip_is_carried_by_keyboard_alone(page: Page, server: Server) -> None:
    page.keyboard.press("Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement.dataset.task"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.task") == "F1/1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.task") == "F1/6"
    # The price of its place follows at once, and takes the words away again.
    page.evaluate(
        """() => {
          const status = document.querySelector(".unseen[role=status]");
          window.heard = [];
          new MutationObserver(() => window.heard.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    page.keyboard.press("Space")
    until(page, "window.heard.some((words) => words.includes('F1/6 picked up, Tue 10 Mar'))")
    page.keyboard.press("ArrowLeft")
    until(
        page,
        "/^Mon 9 Mar, second of five, (plus|minus|the same)/.test(document.querySelector('.unseen[role=status]').innerText)",
    )
    page.keyboard.press("End")
    until(
        page,
        "document.querySelector('.unseen[role=status]').innerText.startsWith('Mon 9 Mar, fifth of five')",
    )
    assert violations(page) == []
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('.unseen[role=status]').innerText === 'Put back where it was.'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 5")
    assert strips_of(page, FIRST)[0] == "F1/6"
    until(page, "document.activeElement.dataset.task === 'F1/6'")
    until(page, "document.querySelector('.unseen[role=status]').innerText.includes('The price is')")
    assert "first of five" in heard(page)
    _agree(page, server.address)
    page.keyboard.press("Delete")
    until(page, "document.querySelector('#boneyard .strip[data-task=\"F1/6\"]')")


def test_a_finger_that_holds_drags_and_one_that_moves_scrolls(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    context = context_of(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector("body[data-ready]", state="attached")
    fingers = context.new_cdp_session(page)

    def touch(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    began = page.evaluate("document.querySelector('#canvas').scrollLeft")
    x, y = middle(strip(page, "F1/1"))
    touch("touchStart", x, y)
    for k in range(1, 9):
        touch("touchMove", x - 24 * k, y)
    touch("touchEnd", 0, 0)
    assert not page.locator(".strip.lifted").count()
    until(page, f"document.querySelector('#canvas').scrollLeft > {began} + 20")
    page.evaluate(AT_REST)
    strip(page, "F1/1").evaluate("(e) => e.scrollIntoView({inline: 'start', behavior: 'instant'})")
    page.evaluate(AT_REST)
    x, y = middle(strip(page, "F1/1"))
    touch("touchStart", x, y)
    page.wait_for_selector(".hand:not([hidden])")
    assert page.locator(".strip.lifted").get_attribute("data-task") == "F1/1"
    _, down = middle(strip(page, "F1/2"))
    for k in range(1, 7):
        touch("touchMove", x, y + (down + 22 - y) * k / 6)
    page.wait_for_selector(".offer-card .offer b")
    touch("touchEnd", 0, 0)
    until(
        page,
        f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]')[2].dataset.task === 'F1/1'",
    )
    _agree(page, server.address)


def test_another_tab_and_a_restarted_server_are_followed(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    context = context_of()
    page, other = context.new_page(), context.new_page()
    for each in (page, other):
        each.goto(server.address)
        each.wait_for_selector("body[data-ready]", state="attached")
    page.bring_to_front()
    take_up(page, "F1/8")
    carry_to(page, FIRST)
    page.mouse.up()
    until(other, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 5")
    server.stop()
    page.wait_for_selector("#link.away")
    other.close()
    server.start()
    board = asked(server.address, "/api/board")
    move = {"edit": "move", "task": "F1/7", "unit": "MAIN", "day": FIRST, "before": ""}
    asked(server.address, "/api/edit", {"base": board["revision"], "who": "night shift", "edit": move})
    until(page, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 6")
    page.wait_for_selector("#link:not(.away)", state="attached")
    _agree(page, server.address)


def test_a_stale_drop_shows_both_sides(page: Page, server: Server) -> None:
    move = {"edit": "move", "task": "F1/8", "unit": "MAIN", "day": THIRD, "before": ""}
    # The page passes over what it is told: what it knows is old.
    page.evaluate(
        """import('/static/core/store.js').then((s) => {
          s.state.board.revision = 10 ** 6;
          window.passed = new Promise((told) => s.on('told', told));
        })"""
    )
    asked(server.address, "/api/edit", {"base": 1, "who": "Second AD", "edit": move})
    page.evaluate(
        "import('/static/core/store.js').then(async (s) => { await window.passed; s.state.board.revision = 1; })"
    )
    take_up(page, "F1/8")
    carry_to(page, FIRST)
    page.mouse.up()
    both = page.get_by_role("dialog", name="Somebody changed the same")
    both.wait_for()
    assert "Second AD" in both.inner_text()
    assert "F1/8" in both.inner_text()
    assert violations(page) == []
    both.get_by_role("button", name="Do mine as well").click()
    until(page, f"document.querySelectorAll('.day[data-day=\"{FIRST}\"] .strip[data-task]').length === 5")
    _agree(page, server.address)


@pytest.fixture
def folder_of_many(tmp_path: Path) -> Path:
    """1,500 strips of two films, spread over the dates by hand."""
    from coverset.formats import plan as plan_file
    from coverset.model.plan import Plan, PlanDay, Strip
    from coverset.service.generating import generate
    from coverset.service.opening import open_path

    folder = tmp_path / "many"
    generate(folder, films=2, scenes=1500, seed=1)
    production = open_path(folder).production
    assert production is not None
    dates = [each for each in production.calendar.dates() if production.calendar.works(each)]
    tasks: dict[str, list[str]] = {}
    for task in production.tasks.values():
        unit = next(unit for unit in production.units if unit in production.units_for(task))
        tasks.setdefault(unit.id, []).append(task.id)
    days = []
    for name, own in tasks.items():
        each = max(5, -(-len(own) // len(dates)))
        for k in range(0, len(own), each):
            days.append(PlanDay(name, dates[k // each], tuple(map(Strip, own[k : k + each]))))
    (folder / plan_file.FILE).write_bytes(plan_file.write(Plan(tuple(days)), production))
    return folder


def test_1500_strips_open_and_are_dragged(
    context_of: Callable[..., BrowserContext],
    server_of: Callable[[Path], Server],
    folder_of_many: Path,
) -> None:
    server = server_of(folder_of_many)
    page = context_of().new_page()
    page.goto(server.address)
    page.wait_for_selector("body[data-ready]", state="attached")
    assert page.locator("#main .strip[data-task]").count() >= 1500
    first = page.locator(".unit:first-of-type .day.used").first
    task = first.locator(".strip[data-task]").first.get_attribute("data-task") or ""
    unit, goal = (
        page.locator(".unit:first-of-type .day.used")
        .nth(2)
        .evaluate("(e) => [e.dataset.unit, e.dataset.day]")
    )
    take_up(page, task)
    carry_to(page, goal, unit)
    page.wait_for_selector(".offer-card .offer b")
    page.mouse.up()
    until(
        page,
        f"document.querySelector('.strip[data-task=\"{task}\"]').closest('.day').dataset.day === '{goal}'",
    )
    until(page, "import('/static/core/store.js').then((s) => s.revision() === 2)")
    assert shown(page) == stands(asked(server.address, "/api/board"))
