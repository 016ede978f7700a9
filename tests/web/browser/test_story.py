"""The story of a production is told on its page, leafed through by keyboard, and written while the page looks on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.web.browser.conftest import PHONE, Server, violations

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

TELL = """async () => {
  const body = JSON.stringify({seconds: 15, workers: 1});
  const said = await fetch("/api/story", {method: "POST", headers: {"content-type": "application/json"}, body});
  return said.status;
}"""


def test_the_story_is_told_and_leafed_through(
    film: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    (film / "plan.json").unlink()
    server = server_of(film)
    page = context_of().new_page()
    page.goto(f"{server.address}/story#step-2")
    page.wait_for_selector("body[data-ready]")
    title = page.locator("#step-title")
    expect(title).to_have_text("A gale on the Thursday, and a radio play later")
    expect(page.locator(".holds")).to_contain_text("not judged yet")
    assert violations(page) == []

    assert page.evaluate(TELL) == 200
    expect(page.locator(".rail li.told")).to_have_count(3, timeout=90_000)
    expect(page.locator(".tale-head")).to_contain_text("all 9 hold", timeout=90_000)
    expect(page.locator(".boards .picture")).to_have_count(2)
    expect(page.locator(".changed")).to_contain_text("gale warning")
    expect(page.locator(".holds .good")).to_have_count(4)
    expect(page.locator(".picture .strip.moved").first).to_be_visible()
    assert violations(page) == []

    # Another answer is laid on the same leaf; the keyboard turns leaves when it is on none of its fields.
    answers = page.locator(".answers input")
    if answers.count() > 1:
        answers.nth(1).check()
        expect(page.locator(".boards figure").last).to_contain_text(
            str(answers.nth(1).locator("xpath=..").inner_text()).strip()
        )
    page.locator("#step-title").focus()
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("The house is let, and the goodbye is longer")
    assert page.url.endswith("#step-3")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.keyboard.press("Home")
    expect(title).to_have_text("The plan before anything happened")
    expect(page.locator(".boards .picture")).to_have_count(1)
    page.go_back()
    expect(title).to_have_text("The house is let, and the goodbye is longer")

    # A reload, on a phone, shows at once what was told.
    phone = context_of(viewport=PHONE, has_touch=True, color_scheme="dark").new_page()
    phone.goto(f"{server.address}/story#step-3")
    expect(phone.locator(".boards .picture")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Previous").tap()
    expect(phone.locator("#step-title")).to_contain_text("A gale")
    assert violations(phone) == []


def test_a_story_is_written_while_the_page_looks_on(
    film: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    story = (film / "replay.toml").read_text(encoding="utf-8")
    (film / "replay.toml").unlink()
    server = server_of(film)
    page = context_of().new_page()
    page.goto(f"{server.address}/story")
    page.wait_for_selector("body[data-ready]")
    expect(page.get_by_text("No story is written here yet")).to_be_visible()
    expect(page.locator(".line")).to_contain_text("gale warning")
    assert violations(page) == []

    (film / "replay.toml").write_text(story.replace('do = "plan"', 'do = "plam"'), encoding="utf-8")
    wrong = page.locator(".findings .error").first
    expect(wrong).to_have_text(re.compile(r"replay\.toml:\d+"))
    (film / "replay.toml").write_text(story, encoding="utf-8")
    expect(page.locator(".rail li")).to_have_count(3)
    assert violations(page) == []
