"""Material to count: documents and codings made by hand."""

from __future__ import annotations

from builders import both, small_code

from interviewcoder.model import Codebook, Coding, Crosswalk, CrosswalkGroup, Document, Origin, Role, Span

CODEBOOK = Codebook(
    id="counted",
    version=1,
    language="nl",
    title=both("Counted"),
    description=both("Two carriers, one with two features"),
    codes=(
        small_code("space", "1"),
        small_code("mistakes", "a", "space"),
        small_code("trust", "b", "space"),
        small_code("work", "2"),
    ),
    facets=(),
    crosswalks=(
        Crosswalk(
            "levels",
            both("levels"),
            "own",
            both("a reading"),
            (
                CrosswalkGroup("near", both("near"), ("trust", "mistakes")),
                CrosswalkGroup("far", both("far"), ("trust",)),
            ),
        ),
    ),
    roles=(Role("director", both("director")), Role("employee", both("employee"))),
)


def document(id: str, role: str = "", company: str = "", sector: str = "", words: int = 100) -> Document:
    return Document(id, f"{id}.txt", "txt", id, role, company, sector, "", words, words * 6, "")


def coding(document: str, code: str, coder: str, start: int, end: int, presence: str = "") -> Coding:
    """A coding of the document's words ``start`` up to ``end``."""
    facets = {"presence": presence} if presence else {}
    guid = f"{document}-{code}-{coder}-{start}-{end}"
    words = Span(start, end)
    return Coding(guid, document, start * 6, end * 6, "…", code, coder, Origin.MANUAL, words, facets)
