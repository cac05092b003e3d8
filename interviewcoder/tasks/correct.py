"""Correcting a transcript: a new version of its text, with every coding on its words or in review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Coding, Document, Kept, Span, Speaker, Transcript, Turn, Voice
from interviewcoder.store.project import Project
from interviewcoder.store.queries import Lying
from interviewcoder.store.versions import revise
from interviewcoder.store.words import respondents_words
from interviewcoder.transcripts.anchoring import Anchors, Doubtful, Moved, Possible, Why
from interviewcoder.transcripts.labels import by_key, group_of, look_up, name_of
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import untaken
from interviewcoder.transcripts.turns import build_transcript

_LABELS = 5
"""So many new labels are named at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place where two texts differ: what stood at ``old`` in the one is now what stands at ``new`` in the other."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding whose place is not certain: why, and where in the corrected text it may belong, likeliest first."""

    coding: Coding
    why: Why
    places: tuple[Possible, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected text, worked out and not yet carried out.

    ``placed`` are the codings whose place is certain, by guid; ``doubtful`` those that would go to review, or stay
    there. ``turns`` counts the turns in which something changed. ``voices`` are a group interview's under labels that
    are new. ``original`` is the file it came from, if any; ``warnings`` say what to look at first.
    """

    document: Document
    before: Transcript
    after: Transcript
    changes: tuple[Change, ...]
    turns: int
    kept: tuple[Kept, ...]
    placed: Mapping[str, Span]
    stays: int
    doubtful: tuple[Waiting, ...]
    voices: tuple[Voice, ...] = ()
    original: bytes | None = None
    format: str | None = None
    warnings: tuple[str, ...] = ()


def correct_file(
    project: Project, path: Path, *, document: str | None = None, speakers: Mapping[str, Speaker] | None = None
) -> Correction:
    """Work out what a corrected file would change in a document: the one of its name, or the one referred to.

    Raises Refused for a file that cannot be read or has the same text, for a document that is not there, and as
    :func:`correct_text` does.
    """
    draft = read_file(path)
    found = project.ask.document(draft.name if document is None else document)
    return _work_out(project, found, draft.text, speakers or {}, draft.original, draft.format, draft.warnings)


def correct_text(project: Project, document: Document, text: str) -> Correction:
    """Work out what a corrected text would change in a document.

    Who speaks follows from the labels that the document has. Raises Refused when the text is the same as before, and
    when no respondent speaks in it.
    """
    return _work_out(project, document, text, {})


def carry_out(project: Project, coder: str, correction: Correction) -> int:
    """Give the document its corrected text, as one action; returns the number of its version.

    Raises Refused when the document was corrected by someone else since this was worked out.
    """
    return revise(
        project,
        coder,
        correction.document.id,
        correction.after,
        correction.placed,
        base=correction.document.version,
        kept=correction.kept,
        voices=correction.voices,
        original=correction.original,
        format=correction.format,
    )


def summary(correction: Correction) -> str:
    """What a correction does to the codings, in one sentence."""
    key = "correct.summary" if correction.doubtful else "correct.none-doubtful"
    counts = {"stays": correction.stays, "doubtful": len(correction.doubtful)}
    return say(key, changes=len(correction.changes), turns=correction.turns, **counts)


def waiting(project: Project, *, document: str | None = None, coder: str | None = None) -> list[Waiting]:
    """The review queue: codings of one coder or all whose place is not certain, by document and place."""
    codings = project.ask.in_review(document=document, coder=coder)
    anchors = {
        (each.document, each.version): Anchors(
            project.ask.transcript(each.document, each.version).text, project.ask.transcript(each.document).text
        )
        for each in {(each.document, each.version): each for each in codings}.values()
    }
    return [_waiting(each, anchors[each.document, each.version].find([each.span])[0]) for each in codings]


def _waiting(coding: Coding, found: Moved | Doubtful) -> Waiting:
    if isinstance(found, Moved):  # certain, but no one has said so: it came from a copy of the study
        return Waiting(coding, Why.UNSURE, (Possible(found.span, 1.0),))
    return Waiting(coding, found.why, found.places)


# --- working it out -------------------------------------------------------------------------------


def _work_out(
    project: Project,
    document: Document,
    text: str,
    speakers: Mapping[str, Speaker],
    original: bytes | None = None,
    format: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Correction:
    before = project.ask.transcript(document.id, document.version)
    if text == before.text:
        raise Refused("store.same-text", name=document.name)
    known = speakers_of(before.turns)
    after = build_transcript(text, {**known, **speakers})
    if all(turn.speaker is not Speaker.RESPONDENT for turn in after.turns):
        raise Refused("correct.no-respondent", name=document.name)
    anchors = Anchors(before.text, text)
    lying = project.ask.lying(document.id)
    found = _found(project, document, anchors, text, lying)
    placed = _placed(lying, found, document.version)
    codings = {each.guid: each for each in project.ask.codings(document=document.id)}
    codings |= {each.guid: each for each in project.ask.in_review(document=document.id)}
    return Correction(
        document,
        before,
        after,
        tuple(_changes(anchors.kept, len(before.text), len(text))),
        _changed_turns(anchors.kept, before.turns, after.turns),
        anchors.kept,
        placed,
        sum(guid in placed for guid in codings),
        tuple(_waiting(coding, found[guid]) for guid, coding in codings.items() if guid not in placed),
        tuple(_new_voices(document.voices, after.turns)),
        original,
        format,
        (*warnings, *_new_labels(before.text, text, known, speakers), *_unsaid(after, codings.values(), placed)),
    )


def _new_labels(
    before: str, after: str, known: Mapping[str, Speaker], speakers: Mapping[str, Speaker]
) -> Iterable[str]:
    """What stands like a label in the corrected text only and is taken for no speaker, in a sentence."""
    held = {group_of(label.label) for label in untaken(before, known)}
    if new := [each for each in untaken(after, {**known, **speakers}) if group_of(each.label) not in held]:
        found = ", ".join(f"“{label.label}:” ({label.turns})" for label in new[:_LABELS])
        yield say("correct.new-labels", labels=found + (", …" if len(new) > _LABELS else ""), first=new[0].label)


def _unsaid(after: Transcript, codings: Iterable[Coding], placed: Mapping[str, Span]) -> Iterable[str]:
    """How many codings touched a respondent's words and no longer do, in a sentence."""
    words = respondents_words(after)
    stay = [each for each in codings if each.guid in placed and each.touches_respondent]
    if count := sum(not len(words.touched(placed[each.guid])) for each in stay):
        yield say("correct.unsaid", count=count)


def speakers_of(turns: Iterable[Turn]) -> dict[str, Speaker]:
    """Who each label of a transcript stands for; empty for one without labels."""
    named = [turn for turn in turns if turn.label]
    return {name_of(turn.label): turn.speaker for turn in named} | {turn.label: turn.speaker for turn in named}


def _new_voices(voices: Sequence[Voice], turns: Iterable[Turn]) -> Iterable[Voice]:
    """Who speaks under labels that are known by another spelling only, as "KARIN" for "Karin"."""
    keys = by_key({voice.label: voice.respondent for voice in voices})
    for label in dict.fromkeys(turn.label for turn in turns if turn.speaker is Speaker.RESPONDENT):
        if all(voice.label != label for voice in voices) and (who := look_up(label, keys)):
            yield Voice(label, who)


def _found(
    project: Project, document: Document, anchors: Anchors, text: str, lying: Sequence[Lying]
) -> dict[str, Moved | Doubtful]:
    """What becomes of each coding; those in review are looked for from the version that they lie in."""
    found: dict[str, Moved | Doubtful] = {}
    for version in {each.version for each in lying}:
        held = [each for each in lying if each.version == version]
        now = version == document.version
        here = anchors if now else Anchors(project.ask.transcript(document.id, version).text, text)
        found |= zip((each.guid for each in held), here.find(each.span for each in held), strict=True)
    return found


def _placed(lying: Sequence[Lying], found: Mapping[str, Moved | Doubtful], version: int) -> dict[str, Span]:
    """The codings whose place is certain. One from review does not land on the same code by the same coder."""
    placed: dict[str, Span] = {}
    taken: set[tuple[str, str, Span]] = set()
    for each in sorted(lying, key=lambda each: each.version != version):
        if isinstance(result := found[each.guid], Moved):
            place = (each.coder, each.code, result.span)
            if place in taken and each.version != version:
                continue
            placed[each.guid] = result.span
            if not each.removed:
                taken.add(place)
    return placed


def _changes(kept: Sequence[Kept], old_length: int, new_length: int) -> Iterable[Change]:
    ends = [Kept(0, 0, 0), *kept, Kept(old_length, new_length, 0)]
    for one, other in pairwise(ends):
        old, new = Span(one.old + one.length, other.old), Span(one.new + one.length, other.new)
        if len(old) or len(new):
            yield Change(old, new)


def _changed_turns(kept: Sequence[Kept], before: Sequence[Turn], after: Sequence[Turn]) -> int:
    """How many turns are not as they were: changed in part, added, or taken out whole."""
    same = {(turn.label, turn.start, turn.end) for turn in before}
    whole = 0
    pieces = iter(kept)
    piece = next(pieces, None)
    for turn in after:
        while piece and piece.new + piece.length < turn.end:
            piece = next(pieces, None)
        if piece and piece.new <= turn.start:
            shift = piece.old - piece.new
            whole += (turn.label, turn.start + shift, turn.end + shift) in same
    return max(len(before), len(after)) - whole
