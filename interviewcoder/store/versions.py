"""Corrections: a new version of a transcript's text, and the places of its codings in it.

``revise`` makes a version from places that were worked out before; a coding that is not among them keeps the place it
had and waits for review, where ``settle`` gives it one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.errors import Refused
from interviewcoder.model import Kept, Origin, Span, Speaker, Transcript, Voice, count_words
from interviewcoder.store import events, schema
from interviewcoder.store.checks import check_span
from interviewcoder.store.rounds import refuse_while_sealed
from interviewcoder.store.words import respondents_words

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def told(transcript: Transcript) -> dict[str, Any]:
    """A text as an event tells it, but for the text itself."""
    spoken = (turn for turn in transcript.turns if turn.speaker is Speaker.RESPONDENT)
    return {
        "length": len(transcript.text),
        "words": sum(count_words(turn.span.of(transcript.text)) for turn in spoken),
        "turns": [
            [turn.label, turn.speaker.value, turn.start, turn.end, turn.time_start, turn.time_end]
            for turn in transcript.turns
        ],
        "sentences": [[sentence.start, sentence.end] for sentence in transcript.sentences],
    }


def revise(
    project: Project,
    coder: str,
    document: str,
    transcript: Transcript,
    placed: Mapping[str, Span],
    *,
    base: int,
    kept: Sequence[Kept],
    voices: Sequence[Voice] = (),
    original: bytes | None = None,
    format: str | None = None,
) -> int:
    """Give a document (by id) a corrected text, as one action that undo takes back; returns its version number.

    ``placed`` has, by guid, the codings whose place in the new text is certain; all others go to review. ``base`` is
    the version (``Document.version``) that the places and ``kept`` were worked out from, and ``kept`` what it has in
    common with the new text, in order: reading marks and decisions on suggestions follow along it. ``voices`` are
    those of a group interview under labels it did not have before. ``original`` and ``format`` are those of the file
    it came from, if any.

    Raises Refused when the text is the same, when the document was corrected meanwhile or is being coded blind, and
    for a place that lies outside the text or on white space; then nothing is changed.
    """
    known = project.ask.document(document)
    refuse_while_sealed(project, document)
    content = transcript.text.encode("utf-8")
    digest = hashlib.sha256(content).hexdigest()
    if digest == known.sha256:
        raise Refused("store.same-text", name=known.name)
    for span in placed.values():
        check_span(transcript.text, span)
    words = respondents_words(transcript)
    payload = {
        "guid": document,
        "name": known.name,
        "text": events.new_id(),
        "base": project.ask.version(document, base).id,
        "sha256": digest,
        **told(transcript),
        "kept": [[each.old, each.new, each.length] for each in kept],
        "places": {guid: [*_ends(span), *_ends(words.touched(span))] for guid, span in placed.items()},
    }
    if voices:
        payload["voices"] = [[voice.label, voice.respondent.pseudonym] for voice in voices]
    blobs = {digest: content}
    if original is not None:
        payload["original_sha256"] = hashlib.sha256(original).hexdigest()
        blobs[payload["original_sha256"]] = original
    with project._writing() as conn:
        table = schema.document
        now = conn.execute(select(table).where(table.c.id == document, table.c.removed == 0)).one()
        if now.version != base:
            raise Refused("store.corrected-meanwhile", name=known.name)
        payload = {"original_sha256": now.original_sha256, "format": format or now.format} | payload
        for name, data in blobs.items():
            conn.execute(insert(schema.blob).values(sha256=name, bytes=data).on_conflict_do_nothing())
        events.append(conn, project._replica(conn), coder, "document.revise", payload)
        return int(conn.execute(select(table.c.version).where(table.c.id == document)).scalar_one())


def settle(project: Project, coder: str, guid: str, start: int, end: int) -> None:
    """Give a coding of one's own that is in review its place in the text as it is now; undo takes that back.

    Raises Refused for another coder's, for one that is not in review, for a span outside the text or blank, and where
    this coder has the same code already.
    """
    coding = project._own(coder, guid, settled=True)
    if not coding.in_review:
        raise Refused("store.not-in-review", quote=coding.text)
    project._check_span(coding.document, start, end)
    settled = coding.origin is Origin.CONSENSUS
    own = project.ask.seen_by(coder)
    if own.has_coding(coder, coding.document, start, end, coding.code, consensus=settled):
        raise Refused("store.already-coded", code=coding.code, start=start, end=end)
    version = project.ask.version(coding.document)
    transcript = project.ask.transcript(coding.document, version.number)
    span = Span(start, end)
    words = respondents_words(transcript).touched(span)
    payload = {
        "guid": guid,
        "code": coding.code,
        "quote": span.of(transcript.text),
        "text": version.id,
        "start": start,
        "end": end,
        "word_start": words.start,
        "word_end": words.end,
    }
    project._record(coder, "review.settle", payload)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
