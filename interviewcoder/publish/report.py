"""A report of a study in one page of HTML: every number opens the fragments it counts, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interviewcoder.locale import say
from interviewcoder.publish.methods import ITEMS, Item
from interviewcoder.publish.page import element, lines, page, table_as_html, text
from interviewcoder.publish.quotes import Collection, Quote, below
from interviewcoder.publish.quoting.html import chapters_as_html
from interviewcoder.publish.tables import Table

_SHORT = 90
"""So many letters of a fragment stand in a cell that is opened; the whole of it is a click further."""
_TALL = 40
"""A table of more rows than this is folded."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: a ``table``, and an SVG ``figure`` above it, or neither where ``notes`` say why.

    ``counted`` has, by row and column id of the table, the positions in the report's fragments of what a cell counts.
    """

    id: str
    title: str
    table: Table | None = None
    figure: str = ""
    notes: tuple[str, ...] = ()
    counted: Mapping[tuple[int, str], Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What stands in a report. ``quotes`` are those worth quoting, ``fragments`` everything coded, each once."""

    methods: str
    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    quotes: Collection
    fragments: tuple[Quote, ...]

    def texts(self) -> Mapping[str, str]:
        """Every text that leaves with it, by where it stands."""
        texts = {"–": f"{self.quotes.title}\n{self.methods}"}
        for number, quote in enumerate(self.fragments, 1):
            texts[f"{number} {quote.attribution}"] = f"{quote.text}\n{quote.translation}".strip()
        heads = dict.fromkeys(quote.attribution for quote in self.fragments)
        for section in self.sections:
            if section.table:
                texts |= section.table.texts()
        return texts | {f"– {head}": head for head in heads}


def report_as_html(report: Report) -> str:
    """The page."""
    return page(report.quotes.head, "\n".join(_parts(report)))


def _parts(report: Report) -> Iterator[str]:
    yield element("h1", text(report.quotes.head))
    if report.quotes.synthetic:
        yield element("p", text(say("publish.synthetic")), class_="synthetic")
    yield _contents(report)
    yield element("h2", text(say("methods.head")), id="methods")
    yield element("p", text(report.methods))
    yield from _coreq(report.items)
    for section in report.sections:
        yield from _section(section, report.fragments)
    yield element("h2", text(say("publish.quotes")), id="quotes")
    for note in report.quotes.notes:
        yield element("p", text(note), class_="note")
    yield from chapters_as_html(report.quotes, level=3)
    yield element("h2", text(say("report.fragments")), id="fragments")
    yield element("p", text(say("report.fragments-note")), class_="note")
    yield from _fragments(report)


def _contents(report: Report) -> str:
    places = [
        ("methods", say("methods.head")),
        *((section.id, section.title) for section in report.sections),
        ("quotes", say("publish.quotes")),
        ("fragments", say("report.fragments")),
    ]
    return element("nav", element("ul", "".join(element("li", _link(id, title)) for id, title in places)))


def _coreq(items: Sequence[Item]) -> Iterator[str]:
    entries = [
        element("dt", text(f"{each.number}. {each.title}")) + element("dd", text(each.answer)) for each in items
    ]
    answered = {each.number for each in items}
    rest = say("methods.coreq-rest", items=", ".join(str(number) for number in ITEMS if number not in answered))
    inside = element("dl", "".join(entries)) + element("p", text(rest), class_="note")
    yield element("details", element("summary", text(say("methods.coreq-head"))) + inside)


def _section(section: Section, fragments: Sequence[Quote]) -> Iterator[str]:
    yield element("h2", text(section.title), id=section.id)
    if section.figure:
        yield element("figure", section.figure)
    for note in section.notes:
        yield element("p", text(note), class_="note")
    if section.table is None:
        return
    shown = section.table.for_people
    columns = {column.id: at for at, column in enumerate(shown.columns)}
    opened = {
        (row, columns[id]): element("ul", "".join(_entry(at, fragments[at]) for at in positions))
        for (row, id), positions in section.counted.items()
        if positions and id in columns
    }
    made = table_as_html(shown, opened)
    if len(shown.rows) > _TALL:
        made = element("details", element("summary", text(say("report.rows", count=len(shown.rows)))) + made)
    yield made


def _entry(at: int, quote: Quote) -> str:
    """A line in a cell that is opened: whose words these are and how they begin, with a link to all of them."""
    words = " ".join(quote.text.split())
    short = words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0] + "…"
    return element("li", f"{_link(f'f{at + 1}', quote.attribution)} {text(short)}")


def _fragments(report: Report) -> Iterator[str]:
    for at, quote in enumerate(report.fragments):
        name = quote.carrier.key if quote.code == quote.carrier else quote.carrier.key + quote.code.key
        parts = [
            element("p", lines(quote.text), lang=report.quotes.language),
            *([element("p", lines(quote.translation), class_="translation")] if quote.translation else []),
            element("footer", text(f"{at + 1} · {name} · {below(quote)}")),
        ]
        yield element("blockquote", "".join(parts), id=f"f{at + 1}")


def _link(id: str, said: str) -> str:
    return element("a", text(said), href=f"#{id}")
