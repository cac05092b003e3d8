"""What comes of the samples of other programs: the table in exchange.md, made by bringing each of them in.

python docs/exchange_samples.py FOLDER      writes the table anew; FOLDER holds the samples
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from interviewcoder.exchange.foreign import ForeignProject
from interviewcoder.exchange.read import read_project

PAGE = Path(__file__).with_name("exchange.md")
SAMPLES = (
    *("own/qdpx/*.qdpx", "qdpx/*.qdpx", "qualcoder/*.qdpx", "qualcoder/*.qda", "qualcoder/*.qdc"),
    *("taguette/*.sqlite3", "taguette/*.qdc", "taguette/taguette_codebook.csv"),
    *("codebook/atlasti_code_frequencies.csv", "codebook/atlasti_codebook_full.csv", "qualcoder_examples/plain*.txt"),
)
_HEAD = "| sample | program | documents | codes | codings |\n|---|---|---|---|---|\n"
_TABLE = re.compile(r"(?<=<!-- samples -->\n).*?(?=<!-- /samples -->)", re.DOTALL)


def samples(folder: Path) -> list[Path]:
    """The sample files, in the order of the table."""
    return [path for pattern in SAMPLES for path in sorted(folder.glob(pattern))]


def counts(project: ForeignProject) -> Iterator[tuple[str, int, int, int]]:
    """Of documents, codes and codings: how many were found, kept and reported as not kept."""
    for what in ("documents", "codes", "codings"):
        reported = sum(remark.count for remark in project.remarks if remark.lost == what)
        yield what, getattr(project.found, what), len(getattr(project, what)), reported


def table(folder: Path) -> str:
    """The table in Markdown: of each sample "found / kept / reported"."""
    rows = []
    for path in samples(folder):
        project = read_project(path)
        cells = [f"{found} / {kept} / {reported}" for _, found, kept, reported in counts(project)]
        rows.append(f"| {path.relative_to(folder)} | {project.origin or '–'} | {' | '.join(cells)} |\n")
    return _HEAD + "".join(rows)


def in_page(page: str) -> str:
    """The table as it stands in the page."""
    found = _TABLE.search(page)
    assert found, "exchange.md has no place for the table"
    return found[0]


if __name__ == "__main__":
    written = PAGE.read_text("utf-8")
    PAGE.write_text(_TABLE.sub(lambda _: table(Path(sys.argv[1])), written), "utf-8")
