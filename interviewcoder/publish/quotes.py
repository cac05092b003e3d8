"""Quotes for the article: per carrier and role, starred first, attributed to a pseudonym and a role."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook, Coding, Document
from interviewcoder.publish.markdown import block_quote, escaped
from interviewcoder.safe import harmless_cell, visible

_BOM = "\ufeff"
_COLUMNS = (
    "carrier",
    "code",
    "role",
    "respondent",
    "company",
    "sector",
    "quote",
    "attribution",
    "document",
    "start",
    "end",
    "coder",
    "facets",
    "starred",
    "synthetic",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A fragment with a code on it, to be quoted once however many coders chose it.

    ``codings`` are those of all of them, ``coding`` the first (a starred one when there is one); ``role`` is the
    respondent's in words, ``qualifiers`` are the values of its facets in words.
    """

    coding: Coding
    document: Document
    code: Code
    carrier: Code
    attribution: str
    role: str
    qualifiers: tuple[str, ...]
    codings: tuple[Coding, ...]

    @property
    def starred(self) -> bool:
        return any(coding.starred for coding in self.codings)


def attribution(document: Document, codebook: Codebook) -> str:
    """Whose words these are, as "(R07, line manager)": by pseudonym and role, never by the name of a file."""
    return f"({', '.join(filter(None, (_respondent(document), _role(document, codebook))))})"


def choose_quotes(
    codebook: Codebook,
    codings: Iterable[Coding],
    documents: Iterable[Document],
    *,
    carrier: str | None = None,
    role: str | None = None,
    starred: bool = False,
) -> tuple[Quote, ...]:
    """The quotes of these codings by carrier and role in the codebook's order, starred first, then as they were said.

    ``carrier`` and ``role``, both ids, and ``starred`` narrow the choice. Codings in other documents, or of codes
    that the codebook does not hold, are left out.
    """
    held = {document.id: document for document in documents}
    codes = {code.id: code for code in codebook.codes}
    together: dict[tuple[str, int, int, str], list[Coding]] = {}
    for coding in codings:
        if coding.document in held and coding.code in codes:
            together.setdefault((coding.document, coding.start, coding.end, coding.code), []).append(coding)
    quotes = (_quote(codebook, codes, held[same[0].document], same) for same in together.values())
    chosen = [
        quote
        for quote in quotes
        if carrier in (None, quote.carrier.id)
        and role in (None, quote.document.role)
        and (quote.starred or not starred)
    ]
    roles = {each.id: number for number, each in enumerate(codebook.roles)}
    order = {id: number for number, id in enumerate(codes)}

    def place(quote: Quote) -> tuple[object, ...]:
        of, coding = quote.document, quote.coding
        where = (order[quote.carrier.id], roles.get(of.role, len(roles)), of.role)
        return (*where, not quote.starred, of.name, of.id, coding.start, coding.end, order[coding.code])

    return tuple(sorted(chosen, key=place))


def _quote(codebook: Codebook, codes: Mapping[str, Code], document: Document, same: Sequence[Coding]) -> Quote:
    code = codes[same[0].code]
    return Quote(
        coding=next((coding for coding in same if coding.starred), same[0]),
        document=document,
        code=code,
        carrier=codes.get(code.carrier, code),
        attribution=attribution(document, codebook),
        role=_role(document, codebook),
        qualifiers=tuple(
            pick(value.label)
            for facet in codebook.facets
            for value in facet.values
            if any(coding.facets.get(facet.id) == value.id for coding in same)
        ),
        codings=tuple(same),
    )


def _respondent(document: Document) -> str:
    return document.pseudonym or say("publish.unassigned-respondent")


def _role(document: Document, codebook: Codebook) -> str:
    return next((pick(role.label) for role in codebook.roles if role.id == document.role), document.role)


# --- Markdown -------------------------------------------------------------------------------------


def quotes_as_markdown(quotes: Sequence[Quote], *, title: str, synthetic: bool) -> str:
    """The quotes as Markdown: a heading a carrier, one a role, a block quote each, line breaks as in the transcript.

    Expects them in the order of :func:`choose_quotes`. A ``synthetic`` study says so at the top.
    """
    parts = [f"**{escaped(say('publish.synthetic'))}**"] if synthetic else []
    parts += [f"# {escaped(title) or say('publish.quotes')}", _balance(quotes)]
    for _, of_carrier in groupby(quotes, key=lambda quote: quote.carrier.id):
        theirs = list(of_carrier)
        carrier = theirs[0].carrier
        parts.append(f"## {escaped(f'{carrier.key} {pick(carrier.label)}')}")
        for role, of_role in groupby(theirs, key=lambda quote: quote.role):
            parts.append(f"### {escaped(role) or say('publish.without-role')}")
            parts += [_blocked(quote) for quote in of_role]
    return "\n\n".join(parts) + "\n"


def _balance(quotes: Sequence[Quote]) -> str:
    """How many quotes there are, of how many respondents, and which roles have a voice in them."""
    respondents = {quote.document.pseudonym or quote.document.id for quote in quotes}
    roles = {quote.role: None for quote in quotes if quote.role}
    line = say("publish.balance", quotes=len(quotes), respondents=len(respondents), roles=len(roles))
    return f"{line} ({', '.join(map(escaped, roles))})" if roles else line


def _blocked(quote: Quote) -> str:
    """The words, then whose they are and what they were coded as."""
    code = pick(quote.code.label) if quote.code != quote.carrier else ""
    said_of = [escaped(each) for each in (code, *quote.qualifiers) if each]
    below = " · ".join([escaped(quote.attribution), *said_of, *(["★"] if quote.starred else [])])
    return "\n".join([*block_quote(quote.coding.text), ">", f"> {below}"])


# --- CSV ------------------------------------------------------------------------------------------


def quotes_as_csv(quotes: Sequence[Quote], *, synthetic: bool) -> str:
    """The quotes as CSV (RFC 4180: commas, CRLF), a line each, ids for carriers, codes and roles.

    Starts with the byte order mark by which Excel knows UTF-8. No cell starts a formula. ``document`` is an id, for
    the name of a file may hold a person's; ``start`` and ``end`` are code points, half-open. The last column says
    "yes" where the study is synthetic.
    """
    out = io.StringIO(newline="")
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for quote in quotes:
        cells = [*_cells(quote), "yes" if synthetic else "no"]
        writer.writerow([harmless_cell("\n".join(map(visible, cell.split("\n")))) for cell in cells])
    return out.getvalue()


def _cells(quote: Quote) -> Iterator[str]:
    document, coding = quote.document, quote.coding
    facets = {f"{facet}={value}": None for each in quote.codings for facet, value in each.facets.items()}
    yield from (quote.carrier.id, quote.code.id, document.role, _respondent(document))
    yield from (document.company, document.sector, coding.text.strip(), quote.attribution)
    yield from (document.id, str(coding.start), str(coding.end))
    yield from ("; ".join(dict.fromkeys(each.coder for each in quote.codings)), "; ".join(sorted(facets)))
    yield "yes" if quote.starred else "no"
