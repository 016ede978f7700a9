"""The history beside the board: what was done is seen as it happens, looked at, named, restored and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.web.browser.conftest import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOVE = """async ([task, day, why]) => {
  const {revision} = await (await fetch("/api/board")).json();
  const edit = {edit: "move", task, unit: "MAIN", day, before: ""};
  const body = JSON.stringify({base: revision, who: "Second AD", why, edit});
  const said = await fetch("/api/edit", {method: "POST", headers: {"content-type": "application/json"}, body});
  return said.status;
}"""


def test_the_history_is_browsed_named_restored_and_taken_back(page: Page) -> None:
    page.evaluate("() => { location.hash = 'history'; location.reload(); }")
    page.wait_for_selector("body[data-ready]")
    deeds = page.locator(".deeds li[data-revision]")
    expect(deeds).to_have_count(1)
    home = page.locator("[data-day='2026-03-09'] [data-task='F1/2']")
    other = page.locator("[data-day='2026-03-12'] [data-task='F1/2']")
    expect(home).to_be_visible()

    # The first version has the first colour; the next one is offered then.
    name = page.get_by_label("Name the board as it is now")
    expect(name).to_have_value("White")
    page.get_by_role("button", name="Name it").click()
    expect(name).to_have_value("Blue")
    expect(page.locator(".names")).to_contain_text("White")

    # What somebody else does stands on top at once, with who, when and why.
    assert page.evaluate(MOVE, ["F1/2", "2026-03-12", "the tide"]) == 200
    expect(other).to_be_visible()
    # A name that is given already goes over only when that is meant.
    asked: list[str] = []
    page.once("dialog", lambda box: (asked.append(box.message), box.dismiss()))
    name.fill("White")
    page.get_by_role("button", name="Name it").click()
    assert asked == ["White is the name of revision 1. Give it to the board as it is now instead?"]
    expect(deeds).to_have_count(3)
    expect(deeds.first).to_contain_text("F1/2 to Thu 12 Mar, MAIN")
    expect(deeds.first).to_contain_text("the tide")
    expect(deeds.first).to_contain_text("Second AD")
    expect(deeds.first).to_contain_text("just now")
    expect(other).to_be_visible()
    assert violations(page) == []

    # An earlier revision is looked at: nothing changes by that; then it is restored.
    page.get_by_role("button", name="Look at White").click()
    expect(home).to_be_visible()
    expect(page.get_by_text("Preview:", exact=True)).to_be_visible()
    assert violations(page) == []
    page.locator("#main, .preview").get_by_role("button", name="Restore", exact=True).first.click()
    expect(page.get_by_text("Preview:", exact=True)).to_have_count(0)
    expect(home).to_be_visible()
    expect(deeds).to_have_count(4)

    # Taken back, it is crossed out and can be brought back.
    page.locator(".turns").get_by_role("button", name="Undo").click()
    expect(other).to_be_visible()
    expect(page.locator(".deeds li.back")).to_have_count(1)
    expect(page.locator(".deeds li.back")).to_contain_text("taken back")
    page.locator(".turns").get_by_role("button", name="Redo").click()
    expect(home).to_be_visible()
    expect(page.locator(".deeds li.back")).to_have_count(0)

    # Any revision can be set beside the board as it is.
    page.locator(".deeds li[data-revision='3'] button.deed").press("Enter")
    page.get_by_role("button", name="Compare with now").first.click()
    expect(page.locator(".drawer[data-panel='compare']")).to_be_visible()
