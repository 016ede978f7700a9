"""How soon a drop is on the page, and whether the board is smooth in the hand, in a real browser on this machine."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from effort import Effort
from served import chromium, laid_out, looked_at, served
from tables import table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

KEY = "dragging"
SENTENCE = "Drops on a live board until totals, price and findings are painted, and frames while dragging."

_WINDOW: ViewportSize = {"width": 1440, "height": 900}
_DROPS = 20
_STEPS = 240
_SLOW = 20.0

_PAINTED = """() => {
  const facts = document.querySelector("#facts");
  window.dropped = { at: 0, painted: 0, kept: 0 };
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("pointerup", () => (window.dropped = { at: now(), painted: 0, kept: 0 }), true);
  new MutationObserver(() => {
    if (!document.body.hasAttribute("data-pending")) window.dropped.kept ||= now();
  }).observe(document.body, { attributes: true, attributeFilter: ["data-pending"] });
  new MutationObserver(() => {
    if (window.dropped.painted) return;
    // What was changed is painted by the end of the frame that comes next.
    requestAnimationFrame(() => setTimeout(() => (window.dropped.painted ||= now())));
  }).observe(facts, { childList: true, subtree: true, characterData: true });
}"""

_PRICED = "/^[^≈]*[0-9]/.test(document.querySelector('.offer-card .offer b')?.textContent)"

_FRAMES = """() => {
  window.frames_seen = [];
  let last = performance.now();
  const step = (now) => {
    window.frames_seen.push(now - last);
    last = now;
    window.counting = requestAnimationFrame(step);
  };
  window.counting = requestAnimationFrame(step);
}"""


def run(effort: Effort) -> list[dict[str, Any]]:
    """Twenty drops and a drag across the board for each size; the largest beside a bare page of the same strips."""
    executable = chromium()
    if executable is None:
        return [{"absent": "Chromium"}]
    sizes = (40,) if effort.quick else (300, 1500)
    drops = 2 if effort.quick else _DROPS
    rows = []
    with tempfile.TemporaryDirectory() as folder, looked_at(executable) as browser:
        for strips in sizes:
            film = Path(folder) / str(strips)
            laid_out(film, strips)
            with served(film) as address:
                rows.append(_measured(browser, address, strips, drops, 20 if effort.quick else _STEPS))
    return rows


def _measured(browser: Browser, address: str, strips: int, drops: int, steps: int = _STEPS) -> dict[str, Any]:
    context = browser.new_context(viewport=_WINDOW, bypass_csp=True)
    # Somebody else's window: a tab behind this one would be drawn when the browser likes.
    theirs = browser.new_context(viewport=_WINDOW, bypass_csp=True)
    page, other = _opened(context, address), _opened(theirs, address)
    found = [_drop(page, other, k) for k in range(drops)]
    thrown = [_drop(page, other, k, rest=0)[0] for k in range(drops)]
    row = {
        "strips": strips,
        "drops": drops,
        "findings": page.evaluate("document.querySelector('#facts .count').textContent | 0"),
        "painted_ms": [round(own, 1) for own, _, _ in found],
        "kept_ms": [round(kept, 1) for _, kept, _ in found],
        "second_tab_ms": [round(seen, 1) for _, _, seen in found],
        "thrown_ms": [round(own, 1) for own in thrown],
    }
    theirs.close()
    for name, made in (("board", page), ("bare", _bare(context, page, address))):
        made.bring_to_front()
        frames = _dragged(made, steps)
        row[f"{name}_frames"] = len(frames)
        row[f"{name}_slow"] = sum(frame > _SLOW for frame in frames)
        row[f"{name}_longest_ms"] = round(max(frames, default=0.0), 1)
    context.close()
    return row


def _opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-ready]", state="attached")
    page.evaluate(_PAINTED)
    return page


def _drop(page: Page, other: Page, k: int, rest: int = 300) -> tuple[float, float, float]:
    """Drag a strip to a day near it, and let go after a rest there, or as soon as the hand is there (0).

    Milliseconds until this page has painted what comes of it, until it knows that it is kept, until the other shows it.
    """
    other.evaluate("window.dropped.painted = 0")
    days = page.locator(".unit:first-of-type .day.used:not(:has(.strip.settled, .strip.pinned))")
    start, goal = days.nth(k % 4), days.nth(k % 4 + 1 if k % 2 else (k + 2) % 4)
    box = start.locator(".strip[data-task]").first.bounding_box()
    into = goal.bounding_box()
    assert box is not None
    assert into is not None
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(into["x"] + 60, box["y"] + 60, steps=12)
    if rest:
        # Whoever drops has looked at the exact price first.
        page.wait_for_function(_PRICED, polling=20)
        page.wait_for_timeout(rest)
    page.mouse.up()
    # Left alone: whoever asks the pages meanwhile keeps them from their work.
    page.wait_for_timeout(300)
    page.wait_for_function("window.dropped.painted && window.dropped.kept", polling=50)
    other.wait_for_function("window.dropped.painted", polling=50)
    at, own, kept = page.evaluate("[window.dropped.at, window.dropped.painted, window.dropped.kept]")
    seen = other.evaluate("window.dropped.painted")
    return own - at, kept - at, seen - at


def _dragged(page: Page, steps: int) -> list[float]:
    """Milliseconds of every frame while something is dragged across the page and along its edge."""
    box = page.locator(".unit:first-of-type .strip[data-task]").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
    page.wait_for_timeout(800)
    page.evaluate(_FRAMES)
    width, height = _WINDOW["width"], _WINDOW["height"]
    for k in range(steps):
        share = k / steps
        across = 160 + (width - 190) * abs(1 - 2 * ((share * 3) % 1))
        page.mouse.move(across, 240 + (height - 420) * abs(1 - 2 * ((share * 5) % 1)))
    page.mouse.move(width - 12, 300)
    page.wait_for_timeout(1500)
    frames = page.evaluate("(cancelAnimationFrame(window.counting), window.frames_seen)")
    page.keyboard.press("Escape")
    page.mouse.up()
    return [float(frame) for frame in frames[1:]]


def _bare(context: BrowserContext, page: Page, address: str) -> Page:
    """A page of the same strips and styles without any script of ours; one strip follows the pointer, the edge scrolls."""
    html = re.sub(r"<script[^>]*></script>", "", page.context.request.get(address).text())
    context.route(f"{address}/bare", lambda route: route.fulfill(body=html, content_type="text/html"))
    bare = context.new_page()
    bare.goto(f"{address}/bare")
    bare.wait_for_timeout(2000)
    bare.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas");
          const ghost = document.createElement("div");
          ghost.style.cssText = "position:fixed;left:0;top:0;width:180px;height:50px;background:#a9cbf0;will-change:transform";
          document.body.append(ghost);
          let x = 0;
          addEventListener("pointermove", (event) => {
            x = event.clientX;
            ghost.style.transform = `translate3d(${event.clientX}px, ${event.clientY}px, 0)`;
          });
          const scroll = () => {
            if (x > innerWidth - 56) canvas.scrollLeft += 17;
            requestAnimationFrame(scroll);
          };
          scroll();
        }"""
    )
    return bare


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Times to the paint, and slow frames."""
    if "absent" in rows[0]:
        return {KEY: f"Not run: {rows[0]['absent']} absent.\n"}
    head = ("", *(f"{row['strips']:,} strips" for row in rows))
    cells: list[tuple[object, ...]] = [
        ("drops", *(row["drops"] for row in rows)),
        ("conflicts on the board", *(row["findings"] for row in rows)),
        ("pointer up to totals, price and findings painted, median, ms", *(median(row["painted_ms"]) for row in rows)),
        ("the slowest, ms", *(max(row["painted_ms"]) for row in rows)),
        ("acknowledged: on the disk, and known to the page, median, ms", *(median(row["kept_ms"]) for row in rows)),
        ("painted in a second window, median, ms", *(median(row["second_tab_ms"]) for row in rows)),
        ("let go without a rest, so that no price was asked for: painted, median, ms", *(median(row["thrown_ms"]) for row in rows)),
        ("frames while dragging", *(row["board_frames"] for row in rows)),
        (f"of them longer than {_SLOW:g} ms", *(row["board_slow"] for row in rows)),
        ("the longest, ms", *(row["board_longest_ms"] for row in rows)),
        ("frames of a bare page of the same strips", *(row["bare_frames"] for row in rows)),
        (f"of them longer than {_SLOW:g} ms, bare page", *(row["bare_slow"] for row in rows)),
        ("the longest, bare page, ms", *(row["bare_longest_ms"] for row in rows)),
    ]  # fmt: skip
    return {KEY: table(head, cells)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """None: the table says it."""
    return {}
