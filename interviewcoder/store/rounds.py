"""Rounds of blind coding: planned, sealed, done coder by coder, and revealed.

While a round is sealed, ``store.rows`` gives no one's work on its documents to anyone but the coder who did it. What
would move or take away that work unseen is refused until the round is revealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from interviewcoder.errors import Refused
from interviewcoder.model import Round, RoundState, Suggesting
from interviewcoder.store import events
from interviewcoder.store.events import Event
from interviewcoder.store.rows import rounds_of

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_TEXT = {"document.remove", "document.restore", "document.revise", "revision.remove", "revision.restore"}
"""What changes where all codings of a document lie, or whether they count."""


# --- what one can do ------------------------------------------------------------------------------


def new_round(
    project: Project,
    coder: str,
    name: str,
    documents: Sequence[str],
    coders: Sequence[str],
    suggestions: Suggesting = Suggesting.NONE,
) -> str:
    """Plan a round of these coders on these documents, by id, name or pseudonym; returns its guid.

    Raises Refused for a name that is empty or taken, a document or coder that is not in the study, no document, and
    fewer than two coders.
    """
    name = name.strip()
    if not name:
        raise Refused("rounds.without-name")
    if any(each.name.casefold() == name.casefold() for each in project.ask.rounds()):
        raise Refused("rounds.name-taken", name=name)
    ids = list(dict.fromkeys(project.ask.document(each).id for each in documents))
    known = project.ask.coders()
    for each in coders:
        if each not in known:
            raise Refused("rounds.unknown-coder", coder=each, known=", ".join(known))
    theirs = list(dict.fromkeys(coders))
    if not ids:
        raise Refused("rounds.without-documents")
    if len(theirs) < 2:
        raise Refused("rounds.too-few-coders")
    payload = {
        "guid": events.new_id(),
        "name": name,
        "documents": ids,
        "coders": theirs,
        "codebook_version": project.codebook.version,
        "suggestions": suggestions.value,
    }
    project._record(coder, "round.new", payload)
    return str(payload["guid"])


def remove_round(project: Project, coder: str, reference: str) -> None:
    """Take a round away that was not sealed. Raises Refused for another."""
    round = _in_state(project, reference, RoundState.PLANNED)
    project._record(coder, "round.remove", {"guid": round.guid, "name": round.name})


def seal(project: Project, coder: str, reference: str) -> None:
    """From now on each coder sees only their own work on the documents of a round, and no one else's is shown.

    Raises Refused when it was sealed before, when a document lies under another seal or is gone, and when the
    codebook has another version than the round was planned for.
    """
    round = _in_state(project, reference, RoundState.PLANNED)
    if round.codebook_version != project.codebook.version:
        versions = {"planned": round.codebook_version, "now": project.codebook.version}
        raise Refused("rounds.other-codebook", name=round.name, **versions)
    names = {each.id: each.name for each in project.ask.documents()}
    for document in round.documents:
        if document not in names:
            raise Refused("rounds.document-gone", name=round.name)
        if other := project.ask.sealed_round(document):
            raise Refused("rounds.sealed-already", document=names[document], other=other.name)
    project._record(coder, "round.seal", {"guid": round.guid, "name": round.name})


def mark_done(project: Project, coder: str, reference: str) -> bool:
    """A coder of a sealed round is done with it. The last of them reveals it; returns whether that was so.

    Raises Refused for someone who is none of its coders, and for a round that is not sealed.
    """
    round = _in_state(project, reference, RoundState.SEALED)
    if coder not in round.coders:
        raise Refused("rounds.not-a-coder", coder=coder, name=round.name, coders=", ".join(round.coders))
    about = {"guid": round.guid, "name": round.name}
    with project._writing() as conn:
        replica = project._replica(conn)
        events.append(conn, replica, coder, "round.done", about)
        now = next(each for each in rounds_of(conn) if each.guid == round.guid)
        if all_done := now.done == now.coders and now.state is RoundState.SEALED:
            events.append(conn, replica, coder, "round.reveal", {**about, "reason": ""})
    return all_done


def reveal_finished(conn: Connection, replica: str, coder: str) -> tuple[str, ...]:
    """Reveal the rounds that every coder is done with, as copies that were brought together may show; their names."""
    finished = [each for each in rounds_of(conn) if each.state is RoundState.SEALED and each.done == each.coders]
    for each in finished:
        about = {"guid": each.guid, "name": each.name, "reason": ""}
        events.append(conn, replica, coder, "round.reveal", about)
    return tuple(each.name for each in finished)


def reveal(project: Project, coder: str, reference: str, reason: str) -> None:
    """Open a sealed round to all before every coder is done. It cannot be taken back.

    Raises Refused without a reason, and for a round that is not sealed.
    """
    round = _in_state(project, reference, RoundState.SEALED)
    if not reason.strip():
        raise Refused("rounds.without-reason", name=round.name)
    project._record(coder, "round.reveal", {"guid": round.guid, "name": round.name, "reason": reason.strip()})


# --- what holds -----------------------------------------------------------------------------------


def round_named(project: Project, reference: str) -> Round:
    """The round of this name or guid. Raises Refused with the nearest for one that is not there."""
    rounds = project.ask.rounds()
    wanted = reference.strip().casefold()
    for each in rounds:
        if wanted in (each.name.casefold(), each.guid):
            return each
    if not rounds:
        raise Refused("rounds.none", path=project.path)
    near = get_close_matches(reference, [each.name for each in rounds], n=1, cutoff=0.0)
    raise Refused("rounds.unknown", name=reference, near=near[0])


def without_suggestions(project: Project, document: str) -> Round | None:
    """The sealed round that a document is coded in without suggestions, if there is one."""
    round = project.ask.sealed_round(document)
    return round if round and round.suggestions is Suggesting.NONE else None


def refuse_while_sealed(project: Project, document: str) -> None:
    """Raises Refused for a document that is being coded blind, for what would move or hide all its codings."""
    if round := project.ask.sealed_round(document):
        raise Refused("rounds.text-sealed", document=project.ask.document(document).name, name=round.name)


def held_fast(project: Project, coder: str, event: Event) -> bool:
    """Whether undo passes an event over: it is part of a round that went on since, it moves a text that is being
    coded blind or the codebook for it, or it is about work that its coder may not see now."""
    if event.inverse is None:
        return True
    kind, payload = event.inverse
    parts = payload["events"] if kind == "batch" else [event.inverse]
    rounds = {each.guid: each.state for each in project.ask.rounds()}
    for name, part in parts:
        if name in ("round.remove", "round.restore") and rounds.get(part["guid"]) not in (None, RoundState.PLANNED):
            return True
        if name == "round.undone" and rounds.get(part["guid"]) is not RoundState.SEALED:
            return True
        if name == "round.done":  # the last one who is done opens the round, which only mark_done sees to
            return True
        if name.startswith("codebook.") and RoundState.SEALED in rounds.values():
            return True
        if name in _TEXT and project.ask.sealed_round(part["guid"]):
            return True
    return project.ask.seen_by(coder).tells_of_sealed(event)


def _in_state(project: Project, reference: str, state: RoundState) -> Round:
    round = round_named(project, reference)
    if round.state is not state:
        raise Refused(f"rounds.is-{round.state.value}", name=round.name)
    return round
