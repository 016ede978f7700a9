"""The first pass over FDX: bytes to an XML tree that knows its lines, safe against hostile files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverset.findings import Severity
from coverset.formats._script import Report

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ELEMENTS = 400_000
MAX_DEPTH = 100
LINE = "coverset-line"


class _TooLargeError(Exception):
    """The document goes beyond MAX_ELEMENTS or MAX_DEPTH."""


def parse_xml(data: bytes, report: Report) -> Element | None:
    """The root of an XML file, each element with the attribute ``LINE``; None, with a finding, if unreadable.

    Entities, external references and deep or endless trees are refused (billion laughs, XXE). A file that
    breaks off is reported at the line where it does.
    """
    from xml.etree.ElementTree import ParseError, TreeBuilder

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    class Builder(TreeBuilder):
        """Counts what it builds and writes down on which line each element starts."""

        count = 0
        depth = 0

        def start(self, tag, attrs):  # type: ignore[no-untyped-def]
            self.count += 1
            self.depth += 1
            if self.count > MAX_ELEMENTS or self.depth > MAX_DEPTH:
                raise _TooLargeError
            attrs[LINE] = str(parser.parser.CurrentLineNumber)
            return super().start(tag, attrs)

        def end(self, tag):  # type: ignore[no-untyped-def]
            self.depth -= 1
            return super().end(tag)

    parser = DefusedXMLParser(target=Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        line = error.position[0] if getattr(error, "position", None) else None
        sentence = f"The file is not complete XML ({error}). Export it again from the writing program."
        report.add("fdx-broken", Severity.ERROR, sentence, line)
    except DefusedXmlException:
        sentence = "The file declares XML entities, which no screenplay needs; it is not read."
        report.add("fdx-entities", Severity.ERROR, sentence, parser.parser.CurrentLineNumber)
    except _TooLargeError:
        sentence = f"The file has over {MAX_ELEMENTS:,} elements or {MAX_DEPTH} levels; it is no screenplay."
        report.add("script-too-large", Severity.ERROR, sentence, parser.parser.CurrentLineNumber)
    except (ValueError, LookupError, UnicodeError) as error:
        sentence = f"The file's text encoding is not understood ({error}). Save it as UTF-8."
        report.add("script-encoding", Severity.ERROR, sentence)
    else:
        return root
    return None


def line_of(element: Element) -> int:
    """The line of the file that an element starts on."""
    return int(element.get(LINE, "1"))
