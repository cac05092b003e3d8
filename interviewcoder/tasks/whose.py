"""Whose interview a transcript is, said or said anew in part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from interviewcoder.errors import Refused
from interviewcoder.model import Document, Respondent, Voice
from interviewcoder.store.project import Project


@dataclass(frozen=True, slots=True)
class Told:
    """What someone says of a respondent; None for what is to stay as it is known. ``label`` is the one under which
    the respondent speaks in a group interview."""

    pseudonym: str | None = None
    role: str | None = None
    company: str | None = None
    day: str | None = None
    label: str | None = None


def say_whose(project: Project, coder: str, document: Document, told: Told) -> Document:
    """Assign a document as told and return it as it is then; what is not told stays, or comes from what the study
    knows of the pseudonym.

    Raises Refused for a day that is none, for a respondent without pseudonym, and for a group interview without the
    label of who is meant, or with one that is not there.
    """
    day = document.date if told.day is None else _day(told.day)
    if not (told.label or document.voices):
        project.assign(coder, document.id, _respondent(project, document, document.respondents, told), day)
    else:
        before = [voice.respondent for voice in document.voices if voice.label == told.label]
        if told.label is None and (told.pseudonym or told.role or told.company):
            raise Refused("store.which-label", name=document.name, labels=_labels(document))
        others = [voice for voice in document.voices if voice.label != told.label]
        new = [Voice(told.label, _respondent(project, document, before, told))] if told.label else []
        project.assign(coder, document.id, None, day, voices=[*others, *new])
    return project.ask.document(document.id)


def _labels(document: Document) -> str:
    return ", ".join(voice.label for voice in document.voices)


def _respondent(
    project: Project, document: Document, before: tuple[Respondent, ...] | list[Respondent], told: Told
) -> Respondent:
    now = before[0] if before else Respondent("", "", "")
    pseudonym = (told.pseudonym or now.pseudonym).strip()
    if not pseudonym:
        raise Refused("store.no-pseudonym", name=document.name)
    known = {who.pseudonym: who for each in project.ask.documents() for who in each.respondents}
    now = known.get(pseudonym, now)
    role = now.role if told.role is None else told.role
    return Respondent(pseudonym, role, (now.company if told.company is None else told.company).strip())


def _day(typed: str) -> str:
    try:
        return iso_day(typed)
    except ValueError as error:
        raise Refused("store.no-day", day=typed) from error


def iso_day(typed: str) -> str:
    """A day as ISO 8601, from that or from "24-11-2025" and "24/11/2025". Raises ValueError when it is no day."""
    typed = typed.strip()
    if not typed:
        return ""
    if turned := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", typed):
        day, month, year = (int(part) for part in turned.groups())
        return date(year, month, day).isoformat()
    return date.fromisoformat(typed).isoformat()
