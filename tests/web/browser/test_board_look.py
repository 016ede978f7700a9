"""The board as it is looked at: first paint, views, zoom, search, menus, previews, a phone's screen; and for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from coverset.formats import plan as plan_file
from coverset.formats import production as production_file
from coverset.generate.making import make_up
from tests.web.browser.board_hands import (
    asked,
    carry_to,
    day,
    middle,
    shown,
    stands,
    strip,
    strips_of,
    take_up,
    until,
)
from tests.web.browser.conftest import PHONE, Server, violations

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FIRST, SECOND, THIRD = "2026-03-09", "2026-03-10", "2026-03-11"

_AS_DRAWN = """() => [...document.querySelectorAll("#canvas .days > *, #boneyard .strips > *")].map((each) => {
  const copy = each.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["style", "tabindex"]) one.removeAttribute(name);
  }
  return copy.outerHTML.replace(/\\s*\\n\\s*/g, "");
})"""


def test_what_the_server_paints_is_what_the_page_draws(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    page = context_of().new_page()
    page.route("**/board/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(server.address)
    painted = page.evaluate(_AS_DRAWN)
    assert len(painted) > 20
    page.unroute("**/board/main.js")
    page.goto(server.address)
    page.wait_for_selector("body[data-ready]", state="attached")
    assert page.evaluate(_AS_DRAWN) == painted
    page.evaluate("import('/static/board/canvas.js').then((c) => (c.drawWhole(true), c.drawWhole(false)))")
    assert page.evaluate(_AS_DRAWN) == painted


def test_zoom_goes_from_one_day_to_the_whole_film_in_both_views(page: Page) -> None:
    canvas = page.locator("#canvas")
    assert canvas.get_attribute("data-step") == "usual"
    for _ in range(30):
        page.keyboard.press("-")
    expect(canvas).to_have_attribute("data-step", "bars")
    until(
        page,
        "(() => { const c = document.querySelector('#canvas'); return c.scrollWidth <= c.clientWidth + 2; })()",
    )
    assert not strip(page, "F1/2").locator(".no").is_visible()
    said = strip(page, "F1/2").get_attribute("aria-label")
    assert said == "F1 2, INT DAY, KIOSK, cast 1, 2, 2/8 pages"
    assert violations(page) == []
    for _ in range(40):
        page.keyboard.press("+")
    expect(canvas).to_have_attribute("data-step", "full")
    expect(strip(page, "F1/2").locator(".fact").first).to_be_visible()
    slider = page.get_by_role("slider", name="Zoom")
    slider.focus()
    slider.press("Home")
    expect(canvas).to_have_attribute("data-step", "bars")
    x, y = middle(canvas)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -180)
    page.keyboard.up("Control")
    until(page, "document.querySelector('#canvas').dataset.step !== 'bars'")
    page.get_by_role("button", name="Strips", exact=True).click()
    expect(canvas).to_have_attribute("data-view", "strips")
    page.reload()
    page.wait_for_selector("body[data-ready]", state="attached")
    expect(canvas).to_have_attribute("data-view", "strips")


_STANDING = """() => {
  const at = (e) => { const box = e.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.right)].join(" "); };
  const rows = [...document.querySelectorAll("#canvas .days")].map((row) => [...row.children]);
  const first = new Map();
  for (const cell of rows[0]) {
    const month = (cell.dataset.day ?? cell.dataset.from).slice(0, 7);
    if (!first.has(month)) first.set(month, at(cell).split(" ")[0]);
  }
  return {
    rows: rows.map((row) => row.map(at).join()),
    months: [...first.values()],
    named: [...document.querySelectorAll("#canvas .months > *")].map((each) => at(each).split(" ")[0]),
  };
}"""


def test_a_date_stands_in_one_line_in_every_unit_under_its_month(
    tmp_path: Path, context_of: Callable[..., BrowserContext], server_of: Callable[[Path], Server]
) -> None:
    made = make_up(2, 30, 1)
    folder = tmp_path / "many"
    production_file.write(made.production, folder)
    (folder / plan_file.FILE).write_bytes(plan_file.write(made.plan, made.production))
    page = context_of().new_page()
    page.goto(server_of(folder).address)
    page.wait_for_selector("body[data-ready]", state="attached")
    expect(page.locator(".unit .day.used").first).to_be_attached()
    slider = page.get_by_role("slider", name="Zoom")
    for view in ("Days", "Strips"):
        page.get_by_role("button", name=view, exact=True).click()
        for key in ("PageUp", "Home"):
            slider.press(key)
            stands = page.evaluate(_STANDING)
            assert len(stands["rows"]) > 1
            assert set(stands["rows"]) == {stands["rows"][0]}
        assert len(stands["months"]) > 1
        assert stands["named"] == stands["months"]
        assert violations(page) == []


def test_strips_on_end_are_dragged_and_walked(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Strips", exact=True).click()
    first, second = strip(page, "F1/1").bounding_box(), strip(page, "F1/3").bounding_box()
    assert first is not None
    assert second is not None
    assert second["x"] > first["x"]
    assert abs(second["y"] - first["y"]) < 2
    take_up(page, "F1/1")
    x, y = middle(strip(page, "F1/2"))
    page.mouse.move(x + 10, y, steps=5)
    page.wait_for_selector(".offer-card .offer b")
    assert violations(page) == []
    page.mouse.up()
    until(page, "import('/static/core/store.js').then((s) => s.revision() === 2)")
    assert strips_of(page, FIRST) == ["F1/3", "F1/2", "F1/1", "F1/4"]
    assert shown(page) == stands(asked(server.address, "/api/board"))
    strip(page, "F1/4").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.task") == "F1/5"
    assert violations(page) == []


def test_search_and_filters_dim_what_is_not_meant(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("kiosk")
    until(page, "document.querySelector('.found').innerText.includes('strips')")
    found = page.locator("#main .strip[data-task]:not(.dim)")
    words = found.evaluate_all("all => all.map((e) => e.getAttribute('aria-label') + e.dataset.task)")
    assert "F1/2" in " ".join(words)
    assert 0 < len(words) < 12
    assert page.locator(".found").inner_text() == f"{len(words)} strips"
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_text(f"1 of {len(words)}")
    page.get_by_role("button", name="Next match").click()
    expect(page.locator(".found")).to_have_text(f"2 of {len(words)}")
    assert page.evaluate("document.activeElement.classList.contains('strip')")
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("Day/night").select_option("NIGHT")
    page.get_by_label("INT/EXT", exact=True).select_option("INT")
    assert set(found.evaluate_all("all => all.map((e) => e.dataset.task)")) <= {
        "F1/16",
        "F1/7",
        "F1/8",
        "F1/21",
        "F1/22",
    }
    assert violations(page) == []
    page.get_by_role("button", name="Clear search and filters").click()
    assert not page.locator(".strip.dim").count()
    page.get_by_label("Stunt", exact=True).select_option("*")
    assert found.evaluate_all("all => all.map((e) => e.dataset.task).sort()") == ["F1/21", "F1/9"]
    page.get_by_label("Stunt", exact=True).select_option("")
    page.get_by_label("State", exact=True).select_option("loose")
    assert found.evaluate_all("all => all.map((e) => e.dataset.task)") == ["F1/26", "F1/27"]
    page.get_by_label("State", exact=True).select_option("")
    page.get_by_label("Cast", exact=True).select_option(index=1)
    assert 0 < found.count() < 28


def test_menus_do_what_they_say(page: Page, server: Server) -> None:
    strip(page, "F1/2").click(button="right")
    menu = page.get_by_role("menu", name="F1 2, KIOSK")
    menu.wait_for()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector('.strip.pinned[data-task="F1/2"]')
    strip(page, "F1/2").focus()
    page.keyboard.press("p")
    page.wait_for_selector('.strip:not(.pinned)[data-task="F1/2"]')
    page.keyboard.press("m")
    page.get_by_role("menuitem", name="Move to…").click()
    where = page.get_by_role("dialog", name="Move F1/2")
    where.get_by_label("Date").fill(THIRD)
    until(page, "/dearer|cheaper|breaks|same price/.test(document.querySelector('.ask-price').innerText)")
    assert violations(page) == []
    where.get_by_role("button", name="Move").click()
    until(page, f"document.querySelectorAll('.day[data-day=\"{THIRD}\"] .strip[data-task]').length === 5")
    head = day(page, SECOND).locator(".name")
    head.click()
    days = page.get_by_role("menu", name="Tue 10 Mar, The unit")
    sheet = days.get_by_role("menuitem", name="Call sheet, PDF").get_attribute("href") or ""
    assert page.request.get(server.address + sheet).headers["content-type"] == "application/pdf"
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    exchange = page.get_by_role("dialog", name="Exchange Tue 10 Mar")
    exchange.get_by_label("with", exact=True).select_option(THIRD)
    exchange.get_by_role("button", name="Exchange").click()
    until(
        page,
        f"document.querySelector('.day[data-day=\"{SECOND}\"] .strip[data-task]').dataset.task === 'F1/11'",
    )
    expect(page.get_by_role("dialog")).to_have_count(0)
    day(page, THIRD).locator(".name").focus()
    page.keyboard.press("m")
    page.get_by_role("menuitem", name="Hold this day").click()
    page.wait_for_selector(f'.day.held[data-day="{THIRD}"]')
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector(f'.day:not(.held)[data-day="{THIRD}"]')
    day(page, SECOND).locator(".name").click(button="right")
    page.get_by_role("menuitem", name="Pull to…").click()
    pull = page.get_by_role("dialog")
    pull.get_by_label("Date").select_option(FIRST)
    pull.get_by_role("button", name="Pull").click()
    until(
        page,
        f"document.querySelector('.day[data-day=\"{FIRST}\"] .strip[data-task]').dataset.task === 'F1/11'",
    )
    assert shown(page) == stands(asked(server.address, "/api/board"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys of the board").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_preview_is_shown_in_the_place_of_the_board_and_left(page: Page, server: Server) -> None:
    before = shown(page)
    move = {"edit": "move", "task": "F1/8", "unit": "MAIN", "day": FIRST, "before": ""}
    asked(server.address, "/api/edit", {"base": 1, "who": "test", "edit": move})
    until(page, "import('/static/core/store.js').then((s) => s.revision() === 2)")
    page.evaluate(
        """async () => {
          const store = await import("/static/core/store.js");
          const api = await import("/static/core/api.js");
          const board = await api.get("/api/board", { revision: 1 });
          window.kept = 0;
          store.showPreview({ title: "As it was", board, moved: ["F1/8"], diff: ["F1/8 from Mon 9 Mar to Tue 10 Mar"],
            keep: async () => { window.kept += 1; }, keepWords: "Keep this" });
        }"""
    )
    assert shown(page) == before
    assert page.locator(".strip.moved").evaluate_all("all => all.map((e) => e.dataset.task)") == ["F1/8"]
    bar = page.get_by_role("region", name="Preview")
    assert "As it was" in bar.inner_text()
    assert "1 strip moved" in bar.inner_text()
    bar.get_by_text("1 difference").click()
    expect(bar.get_by_text("F1/8 from Mon 9 Mar to Tue 10 Mar")).to_be_visible()
    assert violations(page) == []
    x, y = middle(strip(page, "F1/1"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=4)
    page.locator(".note", has_text="This is a preview.").wait_for()
    page.mouse.up()
    assert page.locator(".hand:not([hidden])").count() == 0
    bar.get_by_role("button", name="Keep this").click()
    until(page, "window.kept === 1")
    expect(bar).to_be_hidden()
    assert shown(page) == stands(asked(server.address, "/api/board"))
    assert not page.locator(".strip.moved").count()


def test_a_phone_has_a_day_on_its_screen_and_everything_in_reach(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    page = context_of(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark").new_page()
    page.goto(server.address)
    page.wait_for_selector("body[data-ready]", state="attached")
    box = day(page, FIRST).bounding_box()
    assert box is not None
    assert 330 < box["width"] <= 390
    assert 0 <= box["x"] < 30
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    strip(page, "F1/1").tap()
    chosen = page.get_by_role("region", name="Selected strips")
    strip(page, "F1/3").tap()
    expect(chosen.get_by_text("2 strips")).to_be_visible()
    chosen.get_by_role("button", name="More").tap()
    menu = page.get_by_role("menu", name="2 strips").bounding_box()
    assert menu is not None
    assert menu["width"] == 390
    assert abs(menu["y"] + menu["height"] - 844) < 2
    assert violations(page) == []
    page.get_by_role("menuitem", name="To the boneyard").tap()
    until(page, "document.querySelectorAll('#boneyard .strip').length === 4")
    page.get_by_role("button", name="Filters", exact=True).tap()
    page.get_by_label("Day/night").select_option("NIGHT")
    expect(page.locator(".found")).to_have_text("6 strips")
    day(page, FIRST).locator(".name").tap()
    page.get_by_role("menuitem", name="We lost this day").wait_for()
    assert violations(page) == []


def test_the_board_is_for_everybody(page: Page, server: Server) -> None:
    assert violations(page) == []
    page.get_by_text("Colours", exact=True).click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    take_up(page, "F1/5")
    carry_to(page, THIRD)
    page.wait_for_selector(".offer-card .offer b")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.mouse.up()
    page.get_by_label("Settings of this browser").click()
    page.get_by_label("Colours of the strips").select_option("colour-safe")
    page.get_by_label("Colours of the page").select_option("dark")
    assert violations(page) == []


def test_a_part_of_the_page_that_is_missing_is_said(page: Page) -> None:
    page.route(
        "**/reality/cover.js",
        lambda route: route.fulfill(status=404, json={"error": "There is no such file."}),
    )
    page.get_by_role("button", name="Cover").click()
    expect(page.locator(".drawer")).to_contain_text("“Cover” cannot be shown")
    page.get_by_role("button", name="Close the panel").click()
    expect(page.locator(".drawer")).to_be_hidden()


def test_other_pages_link_to_a_strip(
    context_of: Callable[..., BrowserContext], server: Server, film: Path
) -> None:
    page = context_of(viewport={"width": 700, "height": 700}).new_page()
    page.goto(f"{server.address}/?task=F1%2F24")
    page.wait_for_selector("body[data-ready]", state="attached")
    expect(strip(page, "F1/24")).to_be_in_viewport()
