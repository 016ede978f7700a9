"""The first page: a screenplay, a board or a folder is brought, files are mended, the first plan comes by itself."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.web.browser.conftest import PHONE, Server, violations
from tests.web.conftest import EXAMPLE, laid_out

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DROP = """([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name));
  document.querySelector("#drop").dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


WALK = """async () => {
  const {gathered, wanted} = await import("/static/pages/bringing.js");
  const file = (name) => ({isFile: true, name, file: (got) => got(new File(["x"], name))});
  const folder = (name, inside) => ({isFile: false, name, createReader: () => {
    const left = [inside.slice(0, 1), inside.slice(1), []];
    return {readEntries: (got) => got(left.shift() ?? [])};
  }});
  const production = folder("film", [file("production.toml"), file("scenes.csv"), folder(".git", [file("a.toml")]),
    folder("drafts", [file("one.fdx"), file("cover.png")]), file(".hidden.csv")]);
  const dropped = {items: [{kind: "file", webkitGetAsEntry: () => production}], files: []};
  return wanted(await gathered(dropped)).map((each) => each.path);
}"""


def _opened(page: Page, server: Server) -> Page:
    page.goto(server.address)
    page.wait_for_selector("body[data-ready]")
    return page


def test_a_dropped_screenplay_becomes_a_board_with_its_assumptions(
    tmp_path: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    folder = tmp_path / "new"
    page = _opened(context_of().new_page(), server_of(folder))
    page.set_default_timeout(90_000)
    assert page.locator("nav").count() == 0
    assert violations(page) == []
    with page.expect_file_chooser():
        page.get_by_role("button", name="Choose files").press("Enter")

    page.evaluate(DROP, ["minutes.pdf", "%PDF"])
    refused = page.locator(".refused")
    refused.wait_for()
    assert ".fountain" in refused.inner_text()
    page.evaluate(DROP, ["broken.fdx", "<FinalDraft><Content><Paragraph></Content>"])
    page.wait_for_selector(".refused h3:has-text('broken.fdx')")
    assert "broken.fdx:1" in refused.inner_text()
    assert violations(page) == []
    assert not (folder / "production.toml").exists()

    page.get_by_role("radio", name="Micro-budget").check()
    page.evaluate(DROP, ["script.fountain", (EXAMPLE / "script.fountain").read_text(encoding="utf-8")])
    page.wait_for_selector("main[data-stage=planning] .picture .strip")
    # A reload in the middle of it finds it again.
    page.reload()
    page.wait_for_selector(".picture .strip")
    expect(page.locator(".figures")).to_contain_text("28 of 28")
    expect(page.locator(".assumed")).to_contain_text("First day of the shoot")
    assert violations(page) == []
    # It may have come to its end by itself meanwhile.
    page.evaluate(
        "[...document.querySelectorAll('button')].find((each) => each.innerText === 'Take what it has now')?.click()"
    )
    page.wait_for_url("**/#assumptions")
    first = page.locator(".assumptions [data-subject='calendar.start_date']")
    expect(first.get_by_role("link", name="Table of the calendar")).to_have_attribute(
        "href", "/tables?table=calendar"
    )
    assert page.locator("[data-task]").count() >= 28
    assert 'kind = "micro"' in (folder / "production.toml").read_text(encoding="utf-8")
    assert violations(page) == []

    first.get_by_label("First day of the shoot").fill("2027-03-01")
    first.get_by_role("button", name="Change").click()
    first.wait_for(state="detached")
    assert "start_date = 2027-03-01" in (folder / "production.toml").read_text(encoding="utf-8")


def test_a_folder_of_a_production_is_brought_whole(
    film: Path,
    tmp_path: Path,
    server_of: Callable[[Path], Server],
    context_of: Callable[..., BrowserContext],
) -> None:
    (film / "notes.docx").write_bytes(b"not ours")
    context = context_of(viewport=PHONE, has_touch=True, color_scheme="dark")
    page = _opened(context.new_page(), server_of(tmp_path / "there"))
    assert violations(page) == []
    # A dropped folder is walked through: what a production holds is taken, nothing hidden, and folders keep their names.
    assert page.evaluate(WALK) == ["film/production.toml", "film/scenes.csv", "film/drafts/one.fdx"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_input_files("#folder", film)
    page.wait_for_url("**/#assumptions")
    page.wait_for_selector("[data-task='F1/1']")
    there = json.loads((tmp_path / "there" / "plan.json").read_text(encoding="utf-8"))
    assert there["days"] == json.loads((film / "plan.json").read_text(encoding="utf-8"))["days"]
    assert not (tmp_path / "there" / "notes.docx").exists()


def test_files_are_mended_by_hand_while_the_page_looks_on(
    tmp_path: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLE, folder)
    laid_out(folder)
    toml = folder / "production.toml"
    right = toml.read_text(encoding="utf-8")
    toml.write_text(
        right.replace("day_cost = ", 'day_cost = "dear" # ').replace("start_date = ", "start_dat = ")
    )
    page = _opened(context_of().new_page(), server_of(folder))
    wrong = page.locator("#wrong li")
    assert wrong.count() >= 2
    assert all(re.match(r"production\.toml:\d+", each) for each in wrong.all_inner_texts())
    assert violations(page) == []
    toml.write_text(right.replace("day_cost = ", 'day_cost = "dear" # '))
    page.wait_for_selector("#wrong li:only-child")
    toml.write_text(right)
    page.wait_for_selector("[data-task='F1/1']")

    toml.write_text(right.replace("start_date = ", "start_dat = "))
    page.wait_for_selector("#wrong li")
    toml.write_text(right)
    page.wait_for_selector("[data-task='F1/1']")
