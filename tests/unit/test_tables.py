"""scenes.csv and cast.csv as spreadsheets save them, and everything that goes wrong in one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import tables
from coverset.formats._table_rows import person_table, scene_table
from coverset.model.dates import DateRange


def scenes(text: str | bytes) -> tuple[list[tables.Row], list[str]]:
    rows, findings = tables.read_scenes(text if isinstance(text, bytes) else text.encode())
    return rows, [finding.code for finding in findings]


def one(column: str, cell: str) -> object:
    rows, codes = scenes(f'number,{column}\n12A,"{cell}"\n')
    assert codes == []
    return rows[0].get(column)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("number,set,eighths\n1,HALL,1 3/8\n2A,YARD,4\n", "plain"),
        ("number;set;eighths\r\n1;HALL;1,375\r\n2A;YARD;4/8\r\n", "semicolons, decimal comma"),
        ("number\tset\teighths\r1\tHALL\t11/8\r2A\tYARD\t0.5\r", "tabs, old line ends"),
        ("Scene #,Set,8ths\n\n1,HALL,1.375\n,,\n2A,YARD,4/8\n", "other headers, blank rows"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(text: str, how: str, encoding: str) -> None:
    rows, codes = scenes(text.encode(encoding))
    assert codes == []
    assert [(row.get("number"), row.get("set"), row.get("eighths")) for row in rows] == [
        ("1", "HALL", 11),
        ("2A", "YARD", 4),
    ]


def test_windows_letters_are_read_with_a_note_at_their_line() -> None:
    rows, findings = tables.read_scenes("number,set\n1,HALL\n2,CAFÉ\n".encode("cp1252"))
    assert rows[1].get("set") == "CAFÉ"
    (note,) = findings
    assert note.severity is Severity.NOTE
    assert note.place is not None
    assert note.place.line == 3


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("eighths", "12", 12),
        ("pages", "2", 16),
        ("pages", "1.375", 11),
        ("minutes", "1:30", 90),
        ("minutes", "2h05", 125),
        ("minutes", "45", 45),
        ("shift", "Night", "dark"),
        ("shift", "day", "daylight"),
        ("int_ext", "I/E", "INT/EXT"),
        ("int_ext", "Ext.", "EXT"),
        ("time", "magic hour", "DUSK"),
        ("time", "N", "NIGHT"),
        ("parts", "3", 3),
        ("parts", "4/8; 6/8", (4, 6)),
        ("parts", "4/8+1 6/8", (4, 14)),
        ("cast", "LEAD; THIEF ;", ("LEAD", "THIEF")),
        ("cast", r"A\; B; C", ("A; B", "C")),
        ("cast", "-", ()),
        ("big_stunt", "yes", True),
        ("omitted", "No", False),
        ("notes", "wet down", ("wet down",)),
        ("mark", "Seeded", "seeded"),
    ],
)
def test_cells_are_read_as_people_write_them(column: str, cell: str, value: object) -> None:
    assert one(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "hint"),
    [
        ("eighths", "11-Aug", "format the column as text"),
        ("eighths", "08/11/2024", "format the column as text"),
        ("eighths", "1.3", "1 3/8"),
        ("eighths", "-1", "1 3/8"),
        ("minutes", "soon", "whole number"),
        ("minutes", "-5", "negative"),
        ("setups", "1e9", "whole number"),
        ("shift", "evening", "day, night or any"),
        ("time", "later", "DAY, NIGHT"),
        ("int_ext", "outside", "INT"),
        ("parts", "0", "1 to 50"),
        ("parts", "4/9; 1", "1 3/8"),
        ("big_stunt", "maybe", "yes or no"),
        ("mark", "sure", "seeded"),
    ],
)
def test_a_wrong_cell_says_what_is_allowed_and_where(column: str, cell: str, hint: str) -> None:
    rows, findings = tables.read_scenes(f"number,{column}\n1,\n2,{cell}\n3,\n".encode())
    (finding,) = findings
    assert (finding.severity, str(finding.place)) == (Severity.ERROR, "scenes.csv:3")
    assert hint in finding.sentence
    assert len(rows) == 3


def test_lines_are_right_after_a_cell_of_several_lines() -> None:
    rows, findings = tables.read_scenes(b'number,synopsis,minutes\n1,"one\ntwo\nthree",5\n2,x,bad\n')
    assert rows[0].get("synopsis") == "one\ntwo\nthree"
    assert str(findings[0].place) == "scenes.csv:5"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table-empty"),
        ("\n\n", "table-empty"),
        ("colour,mood\nred,good\n", "table-without-header"),
        ("number,sett\n1,HALL\n", "column-unknown"),
        ("number,set,Set\n1,A,B\n", "column-twice"),
        ("set\nHALL\n", "scene-without-number"),
        ("number,set\n1,HALL,extra\n", "row-too-long"),
        ('number,set\n1,"HALL\n2,YARD\n', "table-broken"),
        ("number,set\n1,\0\n", "table-broken"),
        ("number,set\n1," + "x" * 200_000 + "\n", "table-broken"),
        ("number," + ",".join(f"c{k}" for k in range(500)) + "\n", "table-too-wide"),
        ("number\n" + "1\n" * 20_010, "table-too-long"),
        ("number,eighths,pages\n1,8,2\n", "value-twice"),
        ("number\n1.2E+05\n", "value-wrong"),
        ("number\nF1/12\n", "value-wrong"),
    ],
)
def test_every_broken_table_is_answered(text: str, code: str) -> None:
    assert code in scenes(text)[1]


def test_a_thousand_mistakes_are_summed_up() -> None:
    _, findings = tables.read_scenes(("number,minutes\n" + "1,bad\n" * 1000).encode())
    assert len(findings) < 30
    assert "980 more" in findings[-1].sentence


def test_a_table_beyond_any_size_is_refused() -> None:
    assert scenes(b"number\n" * 3_000_000)[1] == ["file-too-large"]


def test_breakdown_categories_are_columns_of_their_own() -> None:
    rows, codes = scenes("number,Props,VFX,elements: my own,notes\n1,knife; rope,-,thing,wet\n")
    assert codes == []
    assert rows[0].get("elements") == {"props": ("knife", "rope"), "visual effects": (), "my own": ("thing",)}


def test_the_cast_is_read_with_money_dates_and_drops() -> None:
    text = (
        "number,role,day rate,away,start,hold,drop,drop_after,films\n"
        '1,Lead,"26,000.50",2021-06-14..2021-08-13 (press); 2020-01-02,2020-02-10,yes,no,,F1 F2\n'
        "2,Thief,,2020-07-13..2020-07-17 2020-11-02..2020-11-20,,no,YES,14,F1\n"
    )
    rows, findings = tables.read_cast(text.encode())
    assert findings == []
    lead, thief = rows
    assert lead.get("rate") == 2_600_050
    assert lead.get("away") == (
        DateRange(date(2021, 6, 14), date(2021, 8, 13), "press"),
        DateRange(date(2020, 1, 2), date(2020, 1, 2)),
    )
    assert (lead.get("start"), lead.get("hold"), lead.get("drop")) == (date(2020, 2, 10), True, False)
    assert len(thief.get("away")) == 2
    assert thief.get("drop_after") == 14


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("02/03/2020", "2020-03-02 or 2020-02-03"),
        ("2020-02-30", "no date"),
        ("2020-03-02..2020-02-03", "before it begins"),
        ("2020-03-02..", "write 2020-02-24"),
        ("next week", "write 2020-02-24"),
    ],
)
def test_unclear_dates_are_asked_back(cell: str, hint: str) -> None:
    _, (finding,) = tables.read_cast(f"id,away\nLEAD,{cell}\n".encode())
    assert hint in finding.sentence


@pytest.mark.parametrize(
    ("cell", "day"), [("24/02/2020", (2, 24)), ("02/24/2020", (2, 24)), ("24.2.2020", (2, 24))]
)
def test_dates_with_one_reading_are_taken(cell: str, day: tuple[int, int]) -> None:
    rows, _ = tables.read_cast(f"id,start\nLEAD,{cell}\n".encode())
    assert rows[0].get("start") == date(2020, *day)


def test_cells_a_spreadsheet_would_run_are_disarmed_and_read_back() -> None:
    armed = ["=1+1", "@SUM(A1)", "+441234", "-2", "'=x", "plain", "'quoted'"]
    data = scene_table([{"number": str(k), "set": text} for k, text in enumerate(armed)])
    assert b"\n=" not in data
    assert b",=" not in data
    assert b",@" not in data
    rows, findings = tables.read_scenes(data)
    assert findings == []
    assert [row.get("set") for row in rows] == armed


def test_a_fresh_table_shows_what_can_be_filled_in() -> None:
    assert person_table([{"id": "LEAD"}]).startswith(b"number,id,name,rate,away,hold,drop\n")


def test_the_first_line_tells_our_tables_from_others() -> None:
    assert tables.sniff(b"film,number,set\nF1,1,A\n")
    assert tables.sniff("\ufeffnumber;id;name\n".encode())
    assert not tables.sniff(b"name,colour\n")
    assert not tables.sniff(b"INT. HALL - DAY\n")
    assert not tables.sniff(b"\0\1")
    assert not tables.sniff(b"")


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from('number,set;\t"\n\r12/8-=é\0'), max_size=80).map(str.encode),
    )
)
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    for read in (tables.read_scenes, tables.read_cast):
        rows, findings = read(data)
        last = len(data.splitlines()) + 2
        assert all(1 <= row.line <= last for row in rows)
        assert all(finding.place is not None and (finding.place.line or 1) <= last for finding in findings)
