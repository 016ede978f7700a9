"""Where each value of a TOML text stands: a scanner from paths to lines, since the parser keeps none.

It reads any text in linear time, stops quietly where the text is not TOML (the parser says why) and refuses
what no production needs: nesting or dotted keys without end, keys by the hundred thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

Path = tuple[str | int, ...]

MOST_KEYS = 100_000
DEEPEST = 32

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r]+)|(?P<comment>#[^\n]*)|(?P<line>\n)"
    r'|(?P<long>"""|\'\'\')|(?P<basic>"(?:[^"\\\n]|\\.)*")|(?P<literal>\'[^\'\n]*\')'
    r"|(?P<mark>\[|\]|\{|\}|=|,|\.)|(?P<word>[^\s#\"'\[\]{}=,.]+)|(?P<other>.)"
)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_PLAIN = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class TooMuchError(ValueError):
    """The text nests deeper or holds more keys than any production; ``line`` is where."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


class _StopError(Exception):
    """The text is not TOML from here on."""


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and list item: ``("locations", "PALAZZO", "open", 0)`` -> 12.

    The items of arrays of tables count from 0 too. Raises TooMuchError for hostile texts; a text that is
    not TOML gives the lines up to its first fault.
    """
    scanner = _Scanner(text)
    with suppress(_StopError):
        scanner.scan()
    return scanner.lines


def line_at(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest table around it that has one."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


class _Scanner:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._tokens = self._tokenise(text.replace("\r\n", "\n"))
        self._kind, self._text, self._line = "", "", 1
        self._next()

    def _tokenise(self, text: str) -> Iterator[tuple[str, str, int]]:
        at, line = 0, 1
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                return
            kind, word, at = match.lastgroup or "", match[0], match.end()
            if kind == "long":
                end = _end_of_long(text, at, word)
                yield "value", "", line
                line += text.count("\n", at, end)
                at = end
            elif kind not in ("blank", "comment"):
                yield kind, word, line
                line += kind == "line"
        yield "end", "", line

    def _next(self) -> None:
        self._kind, self._text, self._line = next(self._tokens, ("end", "", self._line))

    def _expect(self, mark: str) -> None:
        if self._kind != "mark" or self._text != mark:
            raise _StopError
        self._next()

    def _is(self, mark: str) -> bool:
        return self._kind == "mark" and self._text == mark

    def _note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)
        if len(self.lines) > MOST_KEYS:
            raise TooMuchError(f"The file holds more than {MOST_KEYS:,} values; no production does.", line)

    def scan(self) -> None:
        table: Path = ()
        while self._kind != "end":
            line = self._line
            if self._kind == "line":
                self._next()
            elif self._is("["):
                table = self._header(line)
            else:
                self._pair(table, 0)

    def _header(self, line: int) -> Path:
        self._expect("[")
        many = self._is("[")
        if many:
            self._next()
        names = self._key()
        self._expect("]")
        if many:
            self._expect("]")
        path: Path = ()
        for name in names[:-1]:
            path = self._latest((*path, name))
            self._note(path, line)
        path = (*path, names[-1])
        if many:
            self._note(path, line)
            self._counts[path] = self._counts.get(path, 0) + 1
            path = self._latest(path)
        else:
            path = self._latest(path)
        self._note(path, line)
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _key(self) -> list[str]:
        names = []
        while True:
            if self._kind == "basic":
                names.append(_unescaped(self._text[1:-1]))
            elif self._kind == "literal":
                names.append(self._text[1:-1])
            elif self._kind == "word":
                names.append(self._text)
            else:
                raise _StopError
            if len(names) > DEEPEST:
                raise TooMuchError(
                    f"A key has more than {DEEPEST} parts; no production nests so deep.", self._line
                )
            self._next()
            if not self._is("."):
                return names
            self._next()

    def _pair(self, table: Path, depth: int) -> None:
        line = self._line
        path = table
        for name in self._key():
            path = (*path, name)
            self._note(path, line)
        self._expect("=")
        self._value(path, depth)

    def _value(self, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise TooMuchError(f"Values are nested more than {DEEPEST} deep; no production is.", self._line)
        if self._is("["):
            self._next()
            self._array(path, depth + 1)
        elif self._is("{"):
            self._next()
            self._inline(path, depth + 1)
        elif self._kind in ("basic", "literal", "value"):
            self._next()
        elif self._kind == "word":
            # Numbers and dates: 12.50 and 2020-02-24 07:00 are several tokens to us.
            while self._kind == "word" or self._is("."):
                self._next()
        else:
            raise _StopError

    def _array(self, path: Path, depth: int) -> None:
        place = 0
        while True:
            while self._kind == "line":
                self._next()
            if self._is("]"):
                self._next()
                return
            self._note((*path, place), self._line)
            self._value((*path, place), depth)
            place += 1
            while self._kind == "line":
                self._next()
            if self._is(","):
                self._next()
            elif not self._is("]"):
                raise _StopError

    def _inline(self, path: Path, depth: int) -> None:
        while not self._is("}"):
            if self._kind == "line":
                raise _StopError
            self._pair(path, depth)
            if self._is(","):
                self._next()
            elif not self._is("}"):
                raise _StopError
        self._next()


def _end_of_long(text: str, at: int, quotes: str) -> int:
    """The end of a multi-line string; up to two more quotes may belong to it."""
    while True:
        end = text.find(quotes, at)
        if end < 0:
            return len(text)
        slashes = 0
        while quotes[0] == '"' and text[end - 1 - slashes : end - slashes] == "\\" and end - slashes > at:
            slashes += 1
        if slashes % 2 == 0:
            end += 3
            for _ in range(2):
                end += text[end : end + 1] == quotes[0]
            return end
        at = end + 1


def _unescaped(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            number = int(code[1:], 16)
            return chr(number) if number <= 0x10FFFF else "\ufffd"
        return _PLAIN.get(code, code)

    return _ESCAPED.sub(letter, text) if "\\" in text else text
