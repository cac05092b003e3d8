"""Quotes as LaTeX, to be read into an article: a section a carrier, a ``quote`` environment a quote."""

from __future__ import annotations

from collections.abc import Iterator

from interviewcoder.locale import say
from interviewcoder.publish.latex import latex, with_signs
from interviewcoder.publish.quotes import Collection, Quote, below

_NEW_LINE = "\\\\{}\n"
"""The braces keep what follows from being read as an option of the line break."""


def quotes_as_latex(collection: Collection) -> str:
    """Without a preamble, for ``\\input``; its comments say what the preamble needs."""
    return with_signs("\n".join(_lines(collection))) + "\n"


def _lines(collection: Collection) -> Iterator[str]:
    yield f"% {say('publish.latex-quotes')}"
    for note in ([say("publish.synthetic")] if collection.synthetic else []) + list(collection.notes):
        yield f"% {latex(note)}"
    if collection.synthetic:
        yield rf"\noindent\textbf{{{latex(say('publish.synthetic'))}}}"
    for carrier, roles in collection.chapters():
        yield rf"\section{{{latex(carrier)}}}"
        for role, quotes in roles:
            yield rf"\subsection{{{latex(role)}}}"
            for quote in quotes:
                yield from _environment(quote)


def _environment(quote: Quote) -> Iterator[str]:
    yield r"\begin{quote}"
    yield _paragraphs(quote.text)
    if quote.translation:
        yield ""
        yield rf"{{\itshape {_paragraphs(quote.translation)}\par}}"
    yield ""
    yield latex(below(quote))
    yield r"\end{quote}"


def _paragraphs(text: str) -> str:
    """The text with its line ends; blank lines part paragraphs."""
    lines = [latex(line.strip()) for line in text.strip().split("\n")]
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(paragraph.strip("\n").replace("\n", _NEW_LINE) for paragraph in paragraphs)
