"""Whose interview each file is: ``respondents.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interviewcoder.locale import say
from interviewcoder.model import Respondent, Role
from interviewcoder.transcripts.read import SUFFIXES
from interviewcoder.transcripts.table import read_table

_NEEDED = ("file", "pseudonym", "role", "company")
_OPTIONAL = ("sector", "region", "date", "label")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the table; ``file`` is a file's name, with or without its suffix. ``label`` is the one under which the
    respondent speaks in it, where there are several."""

    file: str
    respondent: Respondent
    sector: str = ""
    region: str = ""
    date: str = ""
    label: str = ""
    line: int = field(default=0, compare=False)
    """The line of the table it stands on, from 1."""

    def is_of(self, path: Path) -> bool:
        """Whether this row is about the file: its name decides, without case; the folder does not count."""
        return self.file.casefold() in (path.name.casefold(), path.stem.casefold())


def read_respondents(path: Path, roles: Sequence[Role]) -> tuple[Listed, ...]:
    """The rows of a table with the columns file, pseudonym, role, company, and if there sector, region, date, label.

    A group interview has a row for each of its respondents. Raises Refused, naming file and line, for what
    :func:`~interviewcoder.transcripts.table.read_table` refuses, an unknown role, a file listed twice with the same
    respondent or label, or a pseudonym with two roles or companies.
    """
    listed: list[Listed] = []
    rows: dict[tuple[str, str], int] = {}
    people: dict[str, tuple[Respondent, int]] = {}
    for row in read_table(path, _NEEDED, _OPTIONAL):
        file = re.split(r"[/\\]", row["file"])[-1]
        respondent = Respondent(row["pseudonym"], row.role(roles), row["company"])
        place = (_without_suffix(file), (row["label"] or respondent.pseudonym).casefold())
        if before := rows.get(place):
            raise row.refuse("double-file", listed=file, before=before)
        same, line = people.setdefault(respondent.pseudonym, (respondent, row.line))
        if same != respondent:
            raise row.refuse("two-respondents", pseudonym=respondent.pseudonym, before=line)
        rows[place] = row.line
        listed.append(Listed(file, respondent, row["sector"], row["region"], row["date"], row["label"], row.line))
    return tuple(listed)


def without_file(
    table: Path, listed: Iterable[Listed], files: Iterable[Path], names: Iterable[str]
) -> dict[str, str]:
    """The files that a table lists and that are neither among these nor in the study under one of the ``names``, each
    with a sentence: mostly a name mistyped."""
    known, there = list(files), {name.casefold() for name in names}
    return {
        row.file: say("transcripts.table.without-file", file=table.name, line=row.line, listed=row.file)
        for row in listed
        if not any(map(row.is_of, known)) and _without_suffix(row.file) not in there
    }


def _without_suffix(file: str) -> str:
    name = file.casefold()
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
