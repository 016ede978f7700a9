"""The pages around the board in a real browser: walked as an office walks them, and read by an audit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.browser.conftest import PHONE, Server, violations

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = ("/days", "/papers", "/tables", "/tables?table=places", "/tables?table=calendar", "/stunts", "/map")


def opened(context: Any, server: Server, path: str) -> Any:
    page = context.new_page()
    page.goto(f"{server.address}{path}")
    page.wait_for_selector("body[data-ready]")
    return page


def cell(page: Any, row: str, key: str) -> Any:
    return page.locator(f'td[data-id="{row}"][data-key="{key}"]')


def price(page: Any) -> str:
    return str(page.locator("#price").inner_text())


def test_a_rate_is_changed_like_in_a_spreadsheet_seen_in_another_tab_and_undone(
    context_of: Callable[..., Any], server: Server
) -> None:
    expect = playwright.expect
    context = context_of()
    other = opened(context, server, "/")
    there = other.locator("dt:text-is('Price') + dd").first
    before = str(there.inner_text())
    page = opened(context, server, "/tables")
    expect(page.locator("#price")).to_have_text(before)
    cell(page, "SISTER", "rate").focus()
    page.keyboard.type("1200")
    page.keyboard.press("Escape")
    expect(cell(page, "SISTER", "rate")).to_have_text("650")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("1200")
    page.keyboard.press("Enter")
    expect(cell(page, "BROTHER", "rate")).to_be_focused()
    expect(cell(page, "SISTER", "rate")).to_have_class(re.compile("unsaved"))
    assert price(page) == before
    page.keyboard.press("ArrowUp")
    expect(cell(page, "SISTER", "rate")).to_be_focused()
    page.keyboard.press("Control+s")
    expect(cell(page, "SISTER", "rate")).not_to_have_class(re.compile("unsaved"))
    expect(page.locator("#price")).not_to_have_text(before)
    expect(there).to_have_text(price(page))
    assert "SISTER,Sister,F1,1200" in (server.folder / "cast.csv").read_text()
    page.locator("#save").get_by_role("button", name="Undo").click()
    expect(page.locator("#price")).to_have_text(before)
    expect(there).to_have_text(before)
    expect(cell(page, "SISTER", "rate")).to_have_text("650")


def test_every_mistake_stands_beside_the_table_and_two_who_type_in_one_cell_see_both(
    context_of: Callable[..., Any], server: Server
) -> None:
    expect = playwright.expect
    context = context_of()
    page, other = (opened(context, server, "/tables") for _ in range(2))
    cell(page, "SISTER", "rate").dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("a lot")
    page.keyboard.press("Tab")
    cell(page, "BROTHER", "away").focus()
    page.keyboard.type("sometimes")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    mistakes = page.locator("#mistakes li")
    expect(mistakes).to_have_count(2)
    expect(mistakes.nth(0)).to_contain_text("'a lot' is not an amount")
    expect(cell(page, "SISTER", "rate")).to_have_attribute("aria-invalid", "true")
    mistakes.nth(1).get_by_role("button", name="Go there").click()
    expect(cell(page, "BROTHER", "away")).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name="Discard").click()
    expect(mistakes).to_have_count(0)

    cell(page, "SISTER", "rate").focus()
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    cell(other, "SISTER", "rate").focus()
    other.keyboard.type("800")
    other.keyboard.press("Enter")
    other.keyboard.press("Control+s")
    expect(cell(page, "SISTER", "rate")).to_contain_text("theirs now: 800")
    page.keyboard.press("Control+s")
    both = page.get_by_role("dialog")
    expect(both).to_contain_text("Somebody changed the same")
    both.get_by_role("button", name="Do mine as well").click()
    expect(cell(other, "SISTER", "rate")).to_have_text("900")

    page.get_by_label("Add a person:").fill("COUSIN")
    # What somebody else saves is drawn around what is being typed here.
    cell(other, "BROTHER", "rate").focus()
    other.keyboard.type("450")
    other.keyboard.press("Enter")
    other.keyboard.press("Control+s")
    expect(cell(page, "BROTHER", "rate")).to_have_text("450")
    expect(page.get_by_label("Add a person:")).to_have_value("COUSIN")
    expect(page.get_by_label("Add a person:")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, "COUSIN", "number")).to_be_focused()
    expect(page.get_by_label("Add a person:")).to_have_value("")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+s")
    expect(cell(other, "COUSIN", "number")).to_have_text("4")
    cell(page, "NEIGHBOUR", "rate").focus()
    page.evaluate(
        """() => {
          const copied = new DataTransfer();
          copied.setData("text/plain", "510\\t2026-03-03\\n520\\t2026-03-04\\n");
          const event = new ClipboardEvent("paste", { clipboardData: copied, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )
    page.keyboard.press("Control+s")
    expect(cell(other, "COUSIN", "rate")).to_have_text("520")
    expect(cell(other, "NEIGHBOUR", "start")).to_have_text("2026-03-03")
    page.get_by_role("button", name="Take COUSIN out").click()
    page.keyboard.press("Control+s")
    expect(cell(other, "COUSIN", "number")).to_have_count(0)


def test_the_day_out_of_days_is_walked_with_arrows_and_follows_the_board(
    context_of: Callable[..., Any], server: Server
) -> None:
    expect = playwright.expect
    page = opened(context_of(), server, "/days")
    paper = page.request.get(f"{server.address}/papers/day-out-of-days.csv").text().splitlines()
    rows = page.locator("table.dood").first.locator("tbody tr")
    sister = next(line for line in paper if "Sister" in line)
    codes = [text for text in rows.first.locator("td:not(.total)").all_inner_texts() if text]
    assert ",".join(codes[:2]) in sister.replace('"', "")
    first = rows.first.locator("td a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    place = page.evaluate("document.activeElement.closest('tr').dataset.person")
    assert place == "BROTHER"
    page.keyboard.press("Home")
    page.locator(".dood-box").first.evaluate("box => box.scrollTo(300, 0)")
    lead = rows.first.locator("th").bounding_box()
    box = page.locator(".dood-box").first.bounding_box()
    assert lead is not None
    assert box is not None
    assert abs(lead["x"] - box["x"]) < 3
    href = first.get_attribute("href")
    assert re.match(r"/\?day=2026-03-\d\d&unit=MAIN&task=F1%2F", href or "")

    board = page.request.get(f"{server.address}/api/board").json()
    task = board["days"][0]["strips"][0]
    made = {"edit": "move", "task": task, "unit": "MAIN", "day": "2026-03-26", "before": ""}
    page.request.post(f"{server.address}/api/edit", data={"base": board["revision"], "edit": made})
    expect(page.get_by_role("link", name=re.compile("Thu 26 Mar 2026, on the board")).first).to_be_visible()
    page.get_by_label("Codes", exact=True).select_option("paid-days")
    expect(page.locator("#as-pdf")).to_have_attribute("href", re.compile("profile=paid-days"))
    assert "profile=paid-days" in page.url
    page.locator(f"table.dood a[href$='{task.replace('/', '%2F')}']").first.click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(f'main [data-task="{task}"]').first).to_be_in_viewport()


def test_a_change_of_a_beat_is_tried_before_it_is_written(
    context_of: Callable[..., Any], server: Server
) -> None:
    expect = playwright.expect
    page = opened(context_of(), server, "/stunts")
    before = (server.folder / "stunts.toml").read_text()
    page.locator("[data-beat]").first.click()
    expect(page.locator("#beat-title")).to_be_focused()
    page.get_by_label("Light", exact=True).fill("moonlight")
    answer = page.get_by_role("region", name="What the change would do")
    expect(answer).to_contain_text(re.compile("The beat is .* and would"))
    expect(answer).to_contain_text(re.compile("go stale"))
    page.get_by_label(re.compile("^Speed")).fill("quick")
    expect(answer).to_contain_text("a whole number")
    expect(page.get_by_role("button", name="Change it in stunts.toml")).to_be_disabled()
    page.get_by_label(re.compile("^Speed")).fill("")
    expect(page.get_by_role("button", name="Change it in stunts.toml")).to_be_enabled()
    assert (server.folder / "stunts.toml").read_text() == before
    assert violations(page) == []
    page.get_by_label(re.compile("^Why it changes")).fill("seen on the recce")
    page.get_by_role("button", name="Change it in stunts.toml").click()
    expect(answer).to_be_hidden()
    assert 'light = "moonlight"' in (server.folder / "stunts.toml").read_text()


def test_map_and_timeline_are_drawn_and_said_in_tables(
    context_of: Callable[..., Any], server: Server
) -> None:
    expect = playwright.expect
    file = server.folder / "production.toml"
    page = opened(context_of(), server, "/map")
    expect(page.locator("#map")).to_contain_text("Everything is shot from Cromer")
    second = (
        '[bases.norwich]\nname = "Norwich"\nlatitude = 52.63\nlongitude = 1.3\ntimezone = "Europe/London"\n'
    )
    text = file.read_text().replace("[bases.cromer]", f"{second}\n[bases.cromer]", 1)
    file.write_text(re.sub(r'(\[locations\.house\]\nbase = )"cromer"', r'\1"norwich"', text))
    expect(page.locator("#time")).to_contain_text("Cromer")
    board = page.request.get(f"{server.address}/api/board").json()
    made = {"edit": "move", "task": "F1/22", "unit": "MAIN", "day": "2026-03-19", "before": ""}
    page.request.post(f"{server.address}/api/edit", data={"base": board["revision"], "edit": made})
    expect(page.locator("#map svg .leg").first).to_be_visible()
    legs = page.locator("#map svg .leg")
    expect(page.locator("#legs li")).to_have_count(legs.count())
    page.get_by_text("Every move in a table").click()
    assert page.locator("#moves-table tr.strong-row").count() == legs.count()
    runs = page.locator("#time svg .run").count()
    assert runs > 2
    page.get_by_role("group", name="Scale of the dates").get_by_role(
        "button", name="Dates farther apart"
    ).click()
    assert page.locator("#time .time-box").evaluate("box => box.scrollWidth > box.clientWidth")
    page.get_by_text("Every stay in a table").click()
    assert page.locator("#stays-table tbody tr").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_page_has_anything_against_it(context_of: Callable[..., Any], server: Server, look: str) -> None:
    wanted: dict[str, Any] = {"color_scheme": look}
    if look == "dark":
        wanted |= {"viewport": PHONE, "has_touch": True}
    context = context_of(**wanted)
    for path in PAGES:
        page = opened(context, server, path)
        assert violations(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
        page.close()


def test_papers_follow_what_is_chosen(context_of: Callable[..., Any], server: Server) -> None:
    expect = playwright.expect
    page = opened(context_of(), server, "/papers")
    expect(page.locator("#next")).to_contain_text("shooting day")
    page.get_by_label("Person").select_option("SISTER")
    page.get_by_label("Day", exact=True).fill("2026-03-09")
    link = page.get_by_role("link", name="One-line schedule as HTML")
    expect(link).to_have_attribute("href", "/papers/one-liner.html?day=2026-03-09&person=SISTER")
    with page.expect_popup() as shown:
        link.click()
    expect(shown.value.locator("body")).to_contain_text("only what calls SISTER")
    assert "stunts" not in shown.value.url
    page.get_by_role("button", name="Whole board").click()
    expect(link).to_have_attribute("href", "/papers/one-liner.html")
