"""A fragment as screens show it: on one line of a list, and in full between the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Document, Respondent, Transcript, Turn, turns_touched
from interviewcoder.publish.attributed import Described, clock
from interviewcoder.safe import visible
from interviewcoder.tui.widgets.codes_panel import facets_in_short, key_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ROLE, _ROLE_WIDE, _CODER, _FACETS, _TIME = 15, 24, 9, 24, 8
_SAMPLE = 1000
_FOR_WIDE_ROLE, _FOR_FACETS = 100, 110
_HEADING = 2
_RAGGED = 8
"""Cells that wrapping at words may leave empty at the end of a line."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """Draws fragments of a study on lines whose columns stand under each other; widths in cells.

    ``turns`` has those of group interviews, or of all documents to tell when each fragment is said.
    """

    codebook: Codebook
    documents: Mapping[str, Document]
    turns: Mapping[str, Sequence[Turn]]
    who: int
    role: int
    company: int
    coder: int
    facets: int
    time: int

    @classmethod
    def of(
        cls,
        codebook: Codebook,
        documents: Mapping[str, Document],
        codings: Sequence[Coding],
        turns: Mapping[str, Sequence[Turn]],
        *,
        times: bool = False,
    ) -> Fragments:
        held = [documents[id] for id in {coding.document for coding in codings}]
        people = [Described.of(each.respondents, codebook) for each in held]
        nobodys = [visible(each.name) for each in held if not each.respondents]
        return cls(
            codebook,
            documents,
            turns,
            who=_widest([*(visible(each.who) for each in people), *nobodys], 10),
            role=_widest([visible(each.role) for each in people], _ROLE_WIDE),
            company=_widest([visible(each.company) for each in people], 8),
            coder=_widest([visible(coder) for coder in {coding.coder for coding in codings}], _CODER),
            facets=_widest([_in_short(codebook, each) for each in codings[:_SAMPLE]], _FACETS),
            time=_TIME if times else 0,
        )

    def line(self, coding: Coding, width: int) -> Text:
        """One line: star, whose, by which code and coder, and as much of the words as fits."""
        document = self.documents[coding.document]
        turns = turns_touched(self.turns.get(coding.document, ()), coding.span)
        whose = Described.of(_whose(coding, document, turns), self.codebook)
        code = self.codebook.find(coding.code)
        carrier = self.codebook.find(code.carrier) if code else None
        line = Text("★ " if coding.starred else "  ", no_wrap=True)
        line.append(_column(visible(whose.who or document.name), self.who), style="bold")
        line.append(_column(visible(whose.role), min(self.role, _ROLE if width < _FOR_WIDE_ROLE else 99)))
        line.append(_column(visible(whose.company), self.company))
        line.append(_column(time_of(turns), self.time), style="dim")
        line.append(f"{key_of(self.codebook, coding.code):<3}", style=f"bold {carrier.colour}" if carrier else "bold")
        line.append("∅ " if coding.facets.get("presence") == "absent" else "  ")
        line.append(_column(visible(coding.coder), self.coder), style="dim")
        if width >= _FOR_FACETS:
            line.append(_column(_in_short(self.codebook, coding), self.facets), style="dim")
        line.append(f"“{visible(coding.text)}”")
        return line


class InContext(VerticalScroll, can_focus=False):
    """One fragment in full, with who said it, its code and facets, and the words before and after it."""

    DEFAULT_CSS = """
    InContext { border: round $panel-lighten-2; border-title-color: $foreground; padding: 0 1;
        scrollbar-size-vertical: 1; }
    InContext > Static { height: auto; min-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._overflowing = True

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(
        self, coding: Coding | None, document: Document | None, codebook: Codebook, transcript: Transcript | None
    ) -> None:
        """Show a coding of a document in its transcript; nothing for None."""
        self.scroll_to(y=0, animate=False)
        if coding is None or document is None or transcript is None:
            self._tell(Text())
            return
        text = transcript.text
        width, height = max(20, self.content_size.width - _RAGGED), self.content_size.height
        room = max(1, (height - _HEADING - 1 - len(coding.text) // width) // 2)
        told = heading(coding, document, codebook, transcript.turns)
        told.append("\n")
        told.append(_lines(before(text[: coding.start], room, width)), style="dim")
        told.append(_lines(coding.text), style="bold underline")
        told.append(_lines(after(text[coding.end :], room, width)), style="dim")
        self._tell(told)

    def _tell(self, told: Text) -> None:
        """Put the text there. The screen is laid out anew only for one that overflows, so that stepping is quick."""
        width, height = self.content_size
        lines = sum(1 + len(line) // max(1, width - _RAGGED) for line in told.plain.split("\n"))
        overflowing, self._overflowing = self._overflowing, lines > height
        self.query_one(Static).update(told, layout=overflowing or self._overflowing)


def _whose(coding: Coding, document: Document, turns: Sequence[Turn]) -> tuple[Respondent, ...]:
    """Whose words a coding lies on; of interviews with one respondent the turns need not be there."""
    return document.speaking_in(turns) if coding.touches_respondent else ()


def heading(coding: Coding, document: Document, codebook: Codebook, turns: Sequence[Turn]) -> Text:
    """Who said it, when, and how it is coded, on one line or two."""
    code = codebook.find(coding.code)
    touched = turns_touched(turns, coding.span)
    people = Described.of(_whose(coding, document, touched), codebook)
    whose = [visible(people.who or document.name), visible(people.role)]
    if people.company:
        whose.append(say("fragments.company", company=visible(people.company)))
    whose.append(time_of(touched))
    label = pick(code.label) if code else coding.code
    rest = [f"{key_of(codebook, coding.code)} {visible(label)}", visible(coding.coder)]
    rest += [facets] if (facets := _facets(codebook, coding)) else []
    rest += ["★"] if coding.starred else []
    rest += [f"✎ {coding.memos}"] if coding.memos else []
    line = Text()
    line.append(" · ".join(part for part in whose if part), style="bold")
    line.append("  " + " · ".join(rest))
    return line


def time_of(turns: Sequence[Turn]) -> str:
    """When the first of these turns begins, as far as the transcript tells; else empty."""
    return next((clock(turn.time_start) for turn in turns[:1] if turn.time_start is not None), "")


def _in_short(codebook: Codebook, coding: Coding) -> str:
    return ", ".join(facets_in_short(codebook, coding).values())


def _facets(codebook: Codebook, coding: Coding) -> str:
    """The facets of a coding with their names and whole values."""
    return visible(
        ", ".join(
            f"{pick(facet.label)}: {pick(value.label)}"
            for facet in codebook.facets
            for value in facet.values
            if coding.facets.get(facet.id) == value.id
        )
    )


def _widest(texts: Sequence[str], most: int) -> int:
    return min(most, max((len(text) for text in texts), default=0))


def _column(text: str, width: int) -> str:
    """The text in a column with a blank after it; nothing for a column nobody fills."""
    if not width:
        return ""
    return (text[: width - 1] + "…" if len(text) > width else text).ljust(width + 1)


def _lines(text: str) -> str:
    """The text with its own line ends, every line of it safe to show."""
    return "\n".join(visible(line) for line in text.split("\n"))


def after(text: str, room: int, width: int) -> str:
    """The start of a text, as much as fits in ``room`` lines of ``width`` cells; cut after a word, with "…"."""
    kept: list[str] = []
    near = text[: room * width + 1]
    for line in near.split("\n"):
        if len(line) >= room * width:
            return "\n".join([*kept, line[: room * width].rpartition(" ")[0] + "…"])
        kept.append(line)
        room -= 1 + len(line) // width
    return "\n".join(kept)


def before(text: str, room: int, width: int) -> str:
    """The end of a text, as much as fits; the mirror image of :func:`after`."""
    return after(text[: -room * width - 2 : -1], room, width)[::-1]
