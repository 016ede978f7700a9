"""Several values in one cell: whatever people call things, the list comes back as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.formats._notation import from_items, to_items

NAMES = st.text(alphabet="ab\\; \n,", max_size=6).map(str.strip).filter(bool)


@settings(max_examples=300)
@given(st.lists(NAMES, max_size=4))
def test_a_list_comes_back_from_one_text(items: list[str]) -> None:
    assert to_items(from_items(items)) == items


def test_semicolons_part_items_unless_a_backslash_stands_before_them() -> None:
    assert to_items("A; B\\; C;D") == ["A", "B; C", "D"]
    assert to_items("C:\\") == ["C:\\"]
    assert to_items("x;;y;") == ["x", "y"]
