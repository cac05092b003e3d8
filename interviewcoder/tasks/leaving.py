"""The one gate for what leaves the program: it holds back what may name someone, until there is a reason not to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from interviewcoder.codes.load import shipped_codebook
from interviewcoder.errors import Refused
from interviewcoder.model import Code
from interviewcoder.publish.residue import Residue, scan
from interviewcoder.store.project import Project
from interviewcoder.store.pseudonyms import override
from interviewcoder.tasks.pseudonyms import known_names

_MARKS = ("SYNTHETISCH INTERVIEW", "SYNTHETIC INTERVIEW")
"""With which an interview begins that is made up."""


def held_back(
    project: Project, texts: Mapping[str, str], *, replaced_only: bool = False, coders_named: bool = False
) -> tuple[Residue, ...]:
    """What may name someone in texts that are about to leave, given by where they stand; with ``replaced_only`` no
    more than the names that were replaced in the study, with ``coders_named`` all but its coders.

    Of whom nobody is real no name can leak: in a study that is made up, and every interview in it, what these
    interviews say is let through, wherever it stands. What was typed into it since, such as a memo, is not.
    """
    said = _said_by_nobody(project)
    texts = {where: text for where, text in texts.items() if text not in said}
    known = known_names(project)
    if replaced_only and not known.hashes:
        return ()
    coders = tuple(filter(_is_name, project.ask.coders()))
    if coders_named:
        said = "\n".join((said, *coders))
    else:
        known = replace(known, coders=frozenset(coders))
    found = (each for each in scan(texts, known) if each.kind == "known" or not replaced_only)
    return tuple(each for each in found if each.kind == "known" or not _stands_in(each.text, said))


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


def public_codebook(project: Project) -> tuple[Code, ...]:
    """The codes of the study's codebook as it comes with the program, whose words are no secret; none of another."""
    public = shipped_codebook(project.codebook.id)
    return public.codes if public else ()


def _is_name(coder: str) -> bool:
    """Whether a coder goes by what may stand in a text as their name: not "user", nor a single letter."""
    return len(coder) > 1 and not coder.islower()


def _said_by_nobody(project: Project) -> str:
    """All that is said in a study that says of itself that it is made up, as does the first line of each of its
    interviews, and where; nothing where one does not, for it may have been brought in since, from a person."""
    ask = project.ask
    if "synthetic" not in ask.properties():
        return ""
    documents = ask.documents()
    texts = [ask.transcript(document.id).text for document in documents]
    if not all(text.lstrip("\ufeff \n").startswith(_MARKS) for text in texts):
        return ""
    where = [" ".join((company.id, company.sector, company.region)) for company in ask.companies()]
    return "\n\n".join((*texts, *where, *(document.name for document in documents)))


def _stands_in(name: str, said: str) -> bool:
    """Whether a name is a word, or words, of what may be told."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
