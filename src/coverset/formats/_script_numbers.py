"""Scene numbers put into a screenplay's own file, which is otherwise left as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from coverset.formats.fountain import _NUMBER
from coverset.formats.production import read_any_script
from coverset.model.screenplay import Screenplay

_PRINTABLE = re.compile(r"[^\W_][\w.:-]{0,30}")
_TAG = re.compile(r"<!--|<!\[CDATA\[|<Paragraph\b|<(?:/?)(?:Content|TitlePage|FinalDraft)\b")
_OWN_NUMBER = re.compile(r"\sNumber\s*=\s*(\"[^\"<]*\"|'[^'<]*')")


def with_numbers(data: bytes, name: str, script: Screenplay, numbers: Sequence[str]) -> bytes | None:
    """The file with these numbers on its headings, in the order of ``script``; as it is where they stand already.

    None when the file cannot be numbered by machine: then its own program has to do it. The answer has been read
    again, and its scenes are those of ``script`` with those numbers.
    """
    if all(
        s.number == number and not s.number_assigned for s, number in zip(script.scenes, numbers, strict=True)
    ):
        return data
    if not all(_PRINTABLE.fullmatch(number) for number in numbers):
        return None
    try:
        text, codec = _decoded(data)
    except UnicodeDecodeError:
        return None
    fdx = "<FinalDraft" in text[:4096]
    made = (_fdx if fdx else _fountain)(text, script, numbers)
    if made is None:
        return None
    result = made.encode(codec)
    again, _ = read_any_script(result, name, layout=script.layout)
    if again is None or len(again.scenes) != len(numbers):
        return None
    for scene, was, number in zip(again.scenes, script.scenes, numbers, strict=True):
        if scene.number != number or (scene.heading, scene.text) != (was.heading, was.text):
            return None
    return result


def _decoded(data: bytes) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), "utf-16"
    if data[:3] == b"\xef\xbb\xbf":
        return data.decode("utf-8-sig"), "utf-8-sig"
    return data.decode("utf-8"), "utf-8"


def _fountain(text: str, script: Screenplay, numbers: Sequence[str]) -> str | None:
    """Each heading's line with its number between marks at the end, as Fountain has it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for scene, number in zip(script.scenes, numbers, strict=True):
        if scene.line > len(lines):
            return None
        bare = lines[scene.line - 1].rstrip()
        if not scene.number_assigned:
            bare = _NUMBER.sub("", bare).rstrip()
        lines[scene.line - 1] = f"{bare} #{number}#"
    return end.join(lines)


def _fdx(text: str, script: Screenplay, numbers: Sequence[str]) -> str | None:
    """Each scene heading's paragraph with its Number; reading the file again shows whether the right ones were met."""
    out: list[str] = []
    wanted = iter(numbers)
    at = done = 0
    while match := _TAG.search(text, at):
        if match[0] in ("<!--", "<![CDATA["):
            close = text.find("-->" if match[0] == "<!--" else "]]>", match.end())
            at = close if close > 0 else len(text)
            continue
        at = match.end()
        if match[0] != "<Paragraph":
            continue
        close = text.find(">", at)
        tag = text[match.start() : close]
        if close < 0 or not re.search(r"\bType\s*=\s*[\"']Scene Heading[\"']", tag):
            continue
        number = next(wanted, None)
        if number is None:
            return None
        attribute = f' Number="{escape(number, {chr(34): "&quot;"})}"'
        tag = _OWN_NUMBER.sub("", tag)
        tag = tag.replace("<Paragraph", f"<Paragraph{attribute}", 1)
        out += [text[done : match.start()], tag]
        done = at = close
    if next(wanted, None) is not None:
        return None
    return "".join([*out, text[done:]])
