"""Whose interview each file is: ``respondents.csv``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewcoder.model import Respondent, Role
from interviewcoder.transcripts.read import SUFFIXES
from interviewcoder.transcripts.table import read_table

_NEEDED = ("file", "pseudonym", "role", "company")
_OPTIONAL = ("sector", "region", "date")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the table; ``file`` is a file's name, with or without its suffix."""

    file: str
    respondent: Respondent
    sector: str = ""
    region: str = ""
    date: str = ""

    def is_of(self, path: Path) -> bool:
        """Whether this row is about the file: its name decides, without case; the folder does not count."""
        return self.file.casefold() in (path.name.casefold(), path.stem.casefold())


def read_respondents(path: Path, roles: Sequence[Role]) -> tuple[Listed, ...]:
    """The rows of a table with the columns file, pseudonym, role, company, and if there sector, region, date.

    Raises Refused, naming file and line, for what :func:`~interviewcoder.transcripts.table.read_table` refuses, an
    unknown role, a file listed twice, or a pseudonym with two roles or companies.
    """
    listed: list[Listed] = []
    files: dict[str, int] = {}
    people: dict[str, tuple[Respondent, int]] = {}
    for row in read_table(path, _NEEDED, _OPTIONAL):
        file = re.split(r"[/\\]", row["file"])[-1]
        respondent = Respondent(row["pseudonym"], row.role(roles), row["company"])
        if before := files.get(_without_suffix(file)):
            raise row.refuse("double-file", listed=file, before=before)
        same, line = people.setdefault(respondent.pseudonym, (respondent, row.line))
        if same != respondent:
            raise row.refuse("two-respondents", pseudonym=respondent.pseudonym, before=line)
        files[_without_suffix(file)] = row.line
        listed.append(Listed(file, respondent, row["sector"], row["region"], row["date"]))
    return tuple(listed)


def _without_suffix(file: str) -> str:
    name = file.casefold()
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
