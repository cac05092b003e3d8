"""Whose words a fragment holds: turn by turn, by pseudonym and role, never by what the transcript calls a speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Document, Respondent, Span, Speaker, Turn, turns_touched
from interviewcoder.publish.template import STANDARD, Template
from interviewcoder.publish.trimming import trimmed, within


@dataclass(frozen=True, slots=True)
class Said:
    """What a fragment holds of one turn; ``time`` is when that begins, in seconds. ``respondent`` is None for an
    interviewer, and for whoever is not known."""

    speaker: Speaker
    respondent: Respondent | None
    text: str
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """Respondents as people are told of them: pseudonyms, roles in words and companies, each once, as in "R07, R08"
    and "director, employee"."""

    who: str
    role: str
    company: str

    @classmethod
    def of(cls, respondents: Iterable[Respondent], codebook: Codebook) -> Described:
        """Empty texts where there is no one, or it is not known."""
        people = list(respondents)
        return cls(
            _each(who.pseudonym for who in people),
            _each(role_label(who.role, codebook) for who in people),
            _each(who.company for who in people),
        )


def said_in(
    coding: Coding, document: Document, turns: Sequence[Turn], left_out: Sequence[Span] = ()
) -> tuple[Said, ...]:
    """What a coding holds of each of its document's turns; what lies between turns nobody says.

    Spans ``left_out`` are relative to the fragment, as ``trimming.joined`` gives them: "[…]" stands for them.
    """
    found: list[Said] = []
    for turn in turns_touched(turns, coding.span):
        piece = Span(max(0, turn.start - coding.start), min(len(coding.text), turn.end - coding.start))
        if piece.of(coding.text).strip():
            text = trimmed(piece.of(coding.text), within(left_out, piece))
            found.append(Said(turn.speaker, document.speaker_of(turn), text, turn.time_start))
    return tuple(found)


def in_words(said: Sequence[Said]) -> str:
    """The words; those of several speakers each on lines of their own, after a mark of who it is."""
    if len({_mark(each) for each in said}) < 2:
        return "\n".join(each.text for each in said)
    return "\n".join(f"[{_mark(each)}:] {each.text.strip()}" for each in said)


def attribution(said: Sequence[Said], codebook: Codebook, document: Document, template: Template = STANDARD) -> str:
    """Whose words these are, as "(R07, line manager)", of several as "(R07, line manager; R08, employee)".

    An interviewer is named only where no respondent speaks. The template may ask for more, such as when each begins.
    """
    answers = [each for each in said if each.speaker is Speaker.RESPONDENT]
    first: dict[str, Said] = {}
    for each in answers or said:
        first.setdefault(_mark(each), each)
    if not first:
        return f"({say('publish.nobody')})"
    return template.fill(_fields(each, codebook, document) for each in first.values())


def clock(seconds: float) -> str:
    """A time as "00:12:31"; what is less than a second is left out."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def role_label(role: str, codebook: Codebook) -> str:
    """What people call a role; its id when the codebook does not know it."""
    return next((pick(each.label) for each in codebook.roles if each.id == role), role)


def _mark(said: Said) -> str:
    """A speaker in a word: a pseudonym, or what one is in the conversation."""
    return said.respondent.pseudonym if said.respondent else say(f"publish.{said.speaker.value}")


def _fields(said: Said, codebook: Codebook, document: Document) -> dict[str, str]:
    """What can be told of a speaker, by the fields of a template."""
    who, name = said.respondent, _mark(said)
    if said.speaker is Speaker.RESPONDENT and who is None:
        name = say("publish.unassigned-respondent")
    return {
        "pseudonym": name,
        "role": role_label(who.role, codebook) if who else "",
        "company": who.company if who else "",
        "sector": document.sector if who else "",
        "date": document.date,
        "time": clock(said.time) if said.time is not None else "",
        "document": document.name,
    }


def _each(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))
