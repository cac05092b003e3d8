"""A rule added to a code: a new version of the codebook, which puts in doubt what was coded under the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from interviewcoder.errors import Refused
from interviewcoder.locale import language
from interviewcoder.model import Code, Codebook, Coding, Origin, RoundState
from interviewcoder.store.codebooks import to_json

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


class Rule(StrEnum):
    """What a rule says of the words it is about: that the code is for them, or is not."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


def add_rule(project: Project, coder: str, code: str, rule: Rule, text: str) -> int:
    """Add a sentence to what a code includes or excludes; returns the number of the new version of the codebook.

    Undo takes the version back. Raises Refused for an empty sentence, a code that is not there, and while a round is
    being coded blind with the version in use.
    """
    sentence = " ".join(text.split())
    if not sentence:
        raise Refused("rules.empty")
    changed = _with(project._check_code(code), rule, sentence)
    codebook = project.codebook
    codes = tuple(changed if each.id == code else each for each in codebook.codes)
    revised = replace(codebook, version=codebook.version + 1, codes=codes)
    refuse_while_coding_blind(project)
    payload = {"body": to_json(revised), "title": codebook.id, "code": code, "rule": rule.value, "added": sentence}
    project._record(coder, "codebook.revise", {**payload, "number": revised.version})
    project.look_again()
    return revised.version


def _with(code: Code, rule: Rule, sentence: str) -> Code:
    """The code with the sentence at the end of a rule in the language in use; other languages stay as they are."""
    held = code.include if rule is Rule.INCLUDE else code.exclude
    spoken = language()
    longer = {**held, spoken: " ".join(filter(None, (held.get(spoken, "").rstrip(), sentence)))}
    return replace(code, include=longer) if rule is Rule.INCLUDE else replace(code, exclude=longer)


def refuse_while_coding_blind(project: Project) -> None:
    """Raises Refused while a round is being coded blind, for what would change the codebook under its coders."""
    for round in project.ask.rounds():
        if round.state is RoundState.SEALED:
            raise Refused("rounds.codebook-sealed", name=round.name)


# --- what is in doubt -----------------------------------------------------------------------------


def doubtful(project: Project, coder: str | None = None) -> list[Coding]:
    """The codings, of one coder or all, that were made before the rules of their code last changed and that no one
    has looked at since, by interview and place."""
    return project.ask.codings_before(changed(project.ask.codebooks()), coder=coder)


def changed(versions: Sequence[Codebook]) -> dict[str, int]:
    """Per code the last version in which what it means changed, among versions in order; codes that did not are left
    out."""
    found: dict[str, int] = {}
    for before, after in pairwise(versions):
        for code in after.codes:
            held = before.find(code.id)
            if held and _meaning(held) != _meaning(code):
                found[code.id] = after.version
    return found


def _meaning(code: Code) -> tuple[object, ...]:
    return dict(code.definition), dict(code.include), dict(code.exclude), code.boundaries


def confirm(project: Project, coder: str, guid: str) -> None:
    """Keep a coding of one's own under the rules as they are now."""
    coding = project._own(coder, guid)
    about = {"guid": guid, "code": coding.code, "quote": coding.text}
    project._record(coder, "coding.confirm", {**about, "codebook_version": project.codebook.version})


def recode(project: Project, coder: str, guid: str, code: str) -> str:
    """Put another code on the words of a coding of one's own, as one action; returns the guid of the new coding."""
    coding = project._own(coder, guid)
    place = (coding.document, coding.start, coding.end, code)
    coded = project._coding(coder, *place, coding.facets, Origin.MANUAL)
    gone = {"guid": guid, "code": coding.code, "quote": coding.text}
    parts = [["coding.apply", coded], ["coding.remove", gone]]
    project._record(coder, "batch", {"events": parts, "words": "did-many.recode"})
    return str(coded["guid"])
