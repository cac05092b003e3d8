"""One door out: the suffix of the file to write chooses the writer."""

from __future__ import annotations

from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignProject

SUFFIXES = (".qdpx", ".qdc", ".csv")
"""The suffixes of the files that can be written: a project, its codes for programs, its codes for a spreadsheet."""


def written(project: ForeignProject, path: Path) -> bytes:
    """What a file of that name holds of the project. Raises Refused for a suffix that none of these is, and for a
    list of codes of a project that has none."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused("exchange.unknown-suffix-out", file=path.name, known=", ".join(SUFFIXES))
    if suffix != ".qdpx" and not project.codes:
        raise Refused("exchange.no-codes", file=path.name)
    if suffix == ".csv":
        from interviewcoder.exchange.code_lists import write_code_list

        return write_code_list(project.codes)
    from interviewcoder.exchange.refi.writing import write_qdc, write_qdpx

    return write_qdpx(project) if suffix == ".qdpx" else write_qdc(project)
