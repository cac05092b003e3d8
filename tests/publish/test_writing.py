"""What leaves the program is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.errors import Refused
from interviewcoder.publish.writing import write_whole


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "quotes.md"
    assert write_whole(path, "één\r\ntwee", over=False) == path
    assert path.read_bytes() == "één\r\ntwee".encode()
    with pytest.raises(Refused, match="is a folder"):
        write_whole(tmp_path, "x", over=True)
    with pytest.raises(Refused, match="exists already"):
        write_whole(path, "x", over=False)
    with pytest.raises(Refused, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "quotes.md", "x", over=True)
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "half \ud800", over=True)
    assert path.read_bytes() == "één\r\ntwee".encode()
    assert [each.name for each in tmp_path.iterdir()] == ["quotes.md"]
