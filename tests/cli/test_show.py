"""Columns line up whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.cli.show import as_json, cut, pad, table, width


def test_cells_of_a_terminal() -> None:
    assert [width(text) for text in ("abc", "会議", "e\u0301", "😀", "")] == [3, 4, 1, 2, 0]
    assert cut("会議会議", 5) == "会議…"
    assert cut("会議", 4) == "会議"
    assert pad("会", 4) == "会  "
    assert pad("7", 3, right=True) == "  7"


@given(st.text(), st.integers(1, 20))
def test_what_is_cut_fits(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert cut(text, cells) == text or cut(text, cells).endswith("…")


def test_a_table_lines_up(capsys: pytest.CaptureFixture[str]) -> None:
    table(["name", "n", ""], [["会議", "7", "x" * 300], ["e\u0301\x1b", "12", "y"]], right=(1,))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "name   n"
    assert lines[1] == "会議   7  " + "x" * 300
    assert lines[2] == "e\u0301␛    12  y"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_json_comes_back_and_does_nothing(text: str) -> None:
    import contextlib
    import io
    import json

    for encoding in ("utf-8", "ascii"):
        raw = io.BytesIO()
        with contextlib.redirect_stdout(io.TextIOWrapper(raw, encoding=encoding)) as out:
            as_json({"text": text})
            out.flush()
        said = raw.getvalue().decode(encoding)
        assert json.loads(said) == {"text": text}
        assert not any(letter != "\n" and (letter < " " or "\x7f" <= letter <= "\x9f") for letter in said)
