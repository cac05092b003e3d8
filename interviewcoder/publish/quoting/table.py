"""Quotes as a table, for CSV and XLSX: a row each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from interviewcoder.locale import pick, say
from interviewcoder.publish.attributed import clock
from interviewcoder.publish.quotes import Collection, Quote
from interviewcoder.publish.tables import Cell, Column, Table, as_csv, as_xlsx

_COLUMNS = (
    ("carrier", False),
    ("code", False),
    ("role", False),
    ("carrier_name", True),
    ("code_name", True),
    ("role_name", True),
    ("respondent", True),
    ("company", True),
    ("sector", True),
    ("quote", True),
    ("translation", True),
    ("attribution", True),
    ("document", False),
    ("start", False),
    ("end", False),
    ("time", True),
    ("coder", False),
    ("facets", False),
    ("facet_names", True),
    ("starred", False),
    ("star", True),
    ("synthetic", False),
)
"""The columns, and whether they are for people too; programs get ids and half-open places too."""


def quotes_as_csv(collection: Collection, *, document_names: bool = False) -> str:
    """A line a quote. ``document`` is an id, since what a file is called may name someone; ``document_names`` adds
    that."""
    return as_csv(replace(quotes_table(collection, document_names=document_names), note=""))


def quotes_as_xlsx(collection: Collection) -> bytes:
    """A sheet with a row a quote, under what every file says above them."""
    return as_xlsx([quotes_table(collection).for_people])


def quotes_table(collection: Collection, *, document_names: bool = False) -> Table:
    """The quotes in rows. The note is for people; in the column synthetic a program reads "yes" or "no"."""
    synthetic = [say("publish.synthetic")] if collection.synthetic else []
    columns = [Column(id, say(f"publish.head.{id}") if shown else "") for id, shown in _COLUMNS]
    columns += [Column("document_name", "")] if document_names else []
    rows = []
    for quote in collection.quotes:
        last = ["yes" if collection.synthetic else "no", *([quote.document.name] if document_names else [])]
        rows.append((*_cells(quote), *last))
    return Table(collection.head, tuple(columns), tuple(rows), " ".join([*synthetic, *collection.notes]))


def _cells(quote: Quote) -> tuple[Cell, ...]:
    document, coding, people = quote.document, quote.coding, quote.respondents
    facets = {f"{facet}={value}": None for each in quote.codings for facet, value in each.facets.items()}
    return (
        *(quote.carrier.id, quote.code.id, _each(who.role for who in people)),
        *(pick(quote.carrier.label), pick(quote.code.label), quote.role),
        _each(who.pseudonym for who in people) or say("publish.unassigned-respondent"),
        *(_each(who.company for who in people), document.sector),
        *(quote.text.strip(), quote.translation, quote.attribution),
        *(document.id, coding.start, coding.end),
        next((clock(each.time) for each in quote.said if each.time is not None), ""),
        *(_each(each.coder for each in quote.codings), "; ".join(sorted(facets)), "; ".join(quote.qualifiers)),
        *(("yes", "★") if quote.starred else ("no", "")),
    )


def _each(values: Iterable[str]) -> str:
    """The different values, in order."""
    return "; ".join(dict.fromkeys(values))
