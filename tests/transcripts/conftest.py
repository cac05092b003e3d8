"""Word documents made for a test, from XML; and the collected samples of other programs, where those are."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from collected import collected

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

MakeDocx = Callable[..., Path]


@pytest.fixture
def data() -> Path:
    return Path(__file__).parents[1] / "data" / "transcripts"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The collected sample files."""
    return collected("formats")


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    """A .docx file with this XML as its body (or as the whole part), and nothing that Word would add."""

    def make(body: str = "", *, whole: str | bytes | None = None, part: str = "word/document.xml") -> Path:
        path = tmp_path / "R07.docx"
        document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>" if whole is None else whole
        relation = f'<Relationship Id="a" Type="http://x/relationships/officeDocument" Target="/{part}"/>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
            archive.writestr(part, document)
        return path

    return make
