"""The one gate for what leaves the program: it holds back what may name someone, until there is a reason not to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewcoder.errors import Refused
from interviewcoder.publish.residue import Residue, scan
from interviewcoder.store.project import Project
from interviewcoder.store.pseudonyms import override
from interviewcoder.tasks.pseudonyms import known_names

_MARKS = ("SYNTHETISCH INTERVIEW", "SYNTHETIC INTERVIEW")
"""With which an interview begins that is made up."""


def held_back(project: Project, texts: Mapping[str, str], *, replaced_only: bool = False) -> tuple[Residue, ...]:
    """What may name someone in texts that are about to leave, given by where they stand; with ``replaced_only`` no
    more than the names that were replaced in the study.

    Nothing in a study that is made up, and every interview in it: of whom nobody is real no name can leak.
    """
    if _made_up(project):
        return ()
    known = known_names(project)
    if replaced_only and not known.hashes:
        return ()
    return tuple(each for each in scan(texts, known) if each.kind == "known" or not replaced_only)


def let_out(project: Project, coder: str, what: str, found: Sequence[Residue], reason: str | None) -> None:
    """Let texts out although they may name someone, for a reason that the history keeps; ``what`` is what they are,
    in words. Where nothing was found there is nothing to keep.

    Raises Refused without a reason: then nothing may be written.
    """
    if not found:
        return
    if reason is None:
        raise Refused("publish.held-back", count=len(found), path=project.path)
    override(project, coder, what, len(found), reason)


def _made_up(project: Project) -> bool:
    """Whether the study says that it is made up, and so does the first line of each of its interviews; one that does
    not may have been brought in since, from a person."""
    if "synthetic" not in project.ask.properties():
        return False
    texts = (project.ask.transcript(document.id).text for document in project.ask.documents())
    return all(text.lstrip("\ufeff \n").startswith(_MARKS) for text in texts)
