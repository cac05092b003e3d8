"""The candidates as a table to confirm in a spreadsheet, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.safe import harmless_cell, visible
from interviewcoder.tasks.keyfile import Named
from interviewcoder.transcripts.candidates import Candidate
from interviewcoder.transcripts.proposing import NameKind
from interviewcoder.transcripts.table import read_table

_BOM = "\ufeff"
_COLUMNS = ("replace", "name", "kind", "replacement", "count", "documents", "context")
_NEEDED = ("replace", "name", "kind", "replacement")
_CHOICES = {"yes": True, "ja": True, "y": True, "j": True, "x": True, "no": False, "nee": False, "n": False}


def names_as_csv(candidates: Iterable[Candidate]) -> str:
    """The candidates as CSV (RFC 4180), a line each; ``replace`` says yes for those that are sure. No cell starts a
    formula."""
    out = io.StringIO(newline="")
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for each in candidates:
        context = each.contexts[0]
        words = f"…{context.before}»{context.text}«{context.after}…"
        row = ["yes" if each.sure else "no", each.text, each.kind.value, each.replacement]
        row += [str(each.count), "; ".join(each.documents), words]
        writer.writerow([harmless_cell(visible(cell)) for cell in row])
    return out.getvalue()


def read_names(path: Path) -> tuple[Named, ...]:
    """The names that a table says should be replaced.

    Raises Refused, with the line, for a table that is not one, a choice that is neither yes nor no, an unknown kind,
    a name that stands there twice, and when no name is chosen.
    """
    chosen: dict[str, Named] = {}
    kinds = [kind.value for kind in NameKind]
    for row in read_table(path, _NEEDED, ()):
        here = {"file": row.file, "line": row.line}
        name, kind = _cell(row["name"]), row["kind"].casefold()
        wanted = _CHOICES.get(row["replace"].casefold())
        if wanted is None:
            raise Refused("pseudonyms.bad-choice", value=row["replace"], **here)
        if kind not in kinds:
            raise Refused("pseudonyms.bad-kind", kind=row["kind"], known=", ".join(kinds), **here)
        if name in chosen:
            raise Refused("pseudonyms.double-name", name=name, **here)
        if wanted:
            chosen[name] = Named(name, kind, _cell(row["replacement"]))
    if not chosen:
        raise Refused("pseudonyms.nothing-chosen", path=path)
    return tuple(chosen.values())


def _cell(text: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    bare = text.removeprefix("'")
    return bare if harmless_cell(bare) == text else text
