"""What every page has round it: one line to the server, the page that is open in sight, no file that takes its place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, expect

from tests.web.browser.conftest import PHONE, Server
from tests.web.conftest import EXAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DROP = """([where, name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name));
  const drop = new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true});
  document.querySelector(where).dispatchEvent(drop);
  return drop.defaultPrevented;
}"""

UNREADABLE = """async () => {
  const {gathered} = await import("/static/pages/bringing.js");
  const folder = {isFile: false, name: "film", createReader: () => ({readEntries: (got, failed) => failed(new Error("no"))})};
  return gathered({items: [{kind: "file", webkitGetAsEntry: () => folder}], files: []}).catch((no) => no.message);
}"""

MANY = """async () => {
  const {gathered, wanted} = await import("/static/pages/bringing.js");
  const file = (name) => ({isFile: true, name, file: (got) => got(new File(["x"], name))});
  const holding = (name, inside) => {
    const left = [inside, []];
    return {isFile: false, name, createReader: () => ({readEntries: (got) => got(left.shift())})};
  };
  const stills = Array.from({length: 1000}, (_, k) => file(`${k}.jpg`));
  const film = holding("film", [...stills, file("production.toml")]);
  const some = await gathered({items: [{kind: "file", webkitGetAsEntry: () => film}], files: []});
  const disk = holding("disk", Array.from({length: 20_001}, (_, k) => file(`${k}.jpg`)));
  const all = await gathered({items: [{kind: "file", webkitGetAsEntry: () => disk}], files: []}).catch((no) => no.message);
  return [wanted(some).map((each) => each.path), all];
}"""


def _opened(page: Page, server: Server, path: str = "/") -> Page:
    page.goto(f"{server.address}{path}")
    page.wait_for_selector("body[data-ready]", state="attached")
    return page


def test_a_page_that_wakes_up_has_one_line_and_no_second(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    page = context_of().new_page()
    lines: list[Any] = []
    page.on("websocket", lambda line: lines.append(line))
    page.clock.install()
    with page.expect_websocket():
        _opened(page, server)
    assert len(lines) == 1
    server.stop()
    page.wait_for_selector("#link.away")
    for _ in range(3):
        with page.expect_websocket() as tried:
            page.evaluate("dispatchEvent(new Event('online'))")
        # Nobody is there: it ends in an error at once, which the next try must not be in the way of.
        with suppress(Error):
            tried.value.wait_for_event("close")
    server.start()
    page.wait_for_selector("#link:not(.away)", state="attached")
    # Longer than the longest pause between two tries: a second line is opened by then, if there is to be one.
    page.clock.fast_forward(10_000)
    page.evaluate("fetch('/api/board').then((said) => said.json())")
    assert sum(not line.is_closed() for line in lines) == 1


def test_a_folder_that_is_gone_is_said_and_the_board_goes_on_when_it_is_back(
    page: Page, server: Server
) -> None:
    price = page.locator("#facts dd").first
    before = str(price.inner_text())
    away = server.folder.with_name("away")
    server.folder.rename(away)
    expect(page.locator(".note")).to_contain_text("The folder cannot be read: No such file or directory.")
    away.rename(server.folder)
    cast = server.folder / "cast.csv"
    cast.write_text(
        cast.read_text(encoding="utf-8").replace("Sister,F1,650", "Sister,F1,950"), encoding="utf-8"
    )
    expect(price).not_to_have_text(before)


def test_nothing_to_undo_is_said_once_and_alarms_nobody(page: Page) -> None:
    for _ in range(3):
        with page.expect_response("**/api/undo"):
            page.keyboard.press("Control+z")
    expect(page.locator(".note")).to_have_count(1)
    expect(page.locator(".note.alarm")).to_have_count(0)
    expect(page.locator(".note")).to_contain_text("There is nothing to undo.")


def test_a_file_that_is_dropped_by_mistake_leaves_the_page(page: Page) -> None:
    assert page.evaluate(DROP, ["#main", "blue.fountain", "INT. HOUSE - DAY"])
    expect(page.locator(".note")).to_contain_text("coverset revise")
    assert page.locator(".strip[data-task]").count() > 0


def test_the_page_that_is_open_is_in_sight_on_a_phone(
    context_of: Callable[..., BrowserContext], server: Server
) -> None:
    page = _opened(context_of(viewport=PHONE, has_touch=True).new_page(), server, "/map")
    expect(page.locator(".top nav [aria-current]")).to_be_in_viewport(ratio=1)
    box = page.locator("#settings").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] > PHONE["width"] - 20


def test_what_cannot_be_read_or_is_too_much_is_said(
    tmp_path: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    page = _opened(context_of().new_page(), server_of(tmp_path / "new"))
    assert "film cannot be read" in page.evaluate(UNREADABLE)
    found, no = page.evaluate(MANY)
    assert found == ["film/production.toml"]
    assert "20,000" in no


def test_a_server_that_is_stopped_in_the_first_plan_leaves_a_page_that_goes_on(
    tmp_path: Path, server_of: Callable[[Path], Server], context_of: Callable[..., BrowserContext]
) -> None:
    server = server_of(tmp_path / "new")
    page = _opened(context_of().new_page(), server)
    page.evaluate(
        DROP, ["#drop", "script.fountain", (EXAMPLE / "script.fountain").read_text(encoding="utf-8")]
    )
    page.wait_for_selector("body[data-ready] main[data-stage=planning]")
    server.stop()
    page.wait_for_selector("#link.away")
    server.start()
    page.wait_for_selector(".boneyard .strip[data-task]", state="attached")
