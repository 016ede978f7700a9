"""What tests of the board do with their hands: read it, wait for it, drag on it."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def asked(address: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the server answers, asked beside the page."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return dict(json.loads(answer.read()))


def until(page: Page, expression: str, seconds: float = 15.0) -> Any:
    """Wait until an expression of the page is true; its value. (The policy of the pages forbids Playwright's own.)"""
    end = time.monotonic() + seconds
    while True:
        found = page.evaluate(expression)
        if found:
            return found
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(20)


def strip(page: Page, task: str) -> Locator:
    """A strip of the board."""
    return page.locator(f'#main .strip[data-task="{task}"]')


def day(page: Page, date: str, unit: str = "MAIN") -> Locator:
    """A unit's date on the board."""
    return page.locator(f'.day[data-unit="{unit}"][data-day="{date}"]')


def strips_of(page: Page, date: str, unit: str = "MAIN") -> list[str]:
    """The strips that the page shows on a date, in order."""
    found = (
        day(page, date, unit)
        .locator(".strip[data-task]")
        .evaluate_all("all => all.map((e) => e.dataset.task)")
    )
    return list(found)


def middle(of: Locator) -> tuple[float, float]:
    """The middle of something on the screen."""
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def take_up(page: Page, task: str) -> None:
    """Take a strip in hand with the mouse."""
    x, y = middle(strip(page, task))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 8, steps=3)
    page.wait_for_selector(".hand:not([hidden])")


def carry_to(page: Page, date: str, unit: str = "MAIN") -> None:
    """Carry what is in hand to the end of a date."""
    box = day(page, date, unit).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8, steps=6)


def heard(page: Page) -> str:
    """What was said aloud last."""
    return page.locator(".unseen[role=status]").inner_text()


def revision(page: Page) -> int:
    """The revision that the page shows."""
    return int(page.evaluate("import('/static/core/store.js').then((store) => store.revision())"))


def shown(page: Page) -> dict[str, list[str]]:
    """The strips of every unit-day as the page shows them."""
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".day.used")].map((each) => [
          `${each.dataset.unit}|${each.dataset.day}`,
          [...each.querySelectorAll(".strip[data-task]")].map((strip) => strip.dataset.task),
        ]))"""
    )
    return dict(found)


def stands(board: dict[str, Any]) -> dict[str, list[str]]:
    """The strips of every unit-day as the server has them."""
    return {
        f"{each['unit']}|{each['day']}": [one for one in each["strips"] if isinstance(one, str)]
        for each in board["days"]
    }
