"""The cues of a code changed: a new version of the codebook, which puts no coding in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.model import Code
from interviewcoder.store.checks import check_code
from interviewcoder.store.codebooks import to_json
from interviewcoder.store.rules import refuse_while_coding_blind

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def set_cues(
    project: Project, coder: str, code: str, cues: Sequence[str], hints: Sequence[str], absent: Sequence[str]
) -> int:
    """Give a code these cues, hints, and cues that it is missing; returns the number of the version of the
    codebook, the same when they are the ones it has.

    Undo takes the version back. Raises Refused for a code that is not there, and while a round is being coded blind.
    """
    codebook = project.codebook
    held = check_code(codebook, code)
    each_once = [tuple(dict.fromkeys(each)) for each in (cues, hints, absent)]
    changed = replace(held, cues=each_once[0], hints=each_once[1], absent=each_once[2])
    if changed == held:
        return codebook.version
    refuse_while_coding_blind(project)
    codes = tuple(changed if each.id == code else each for each in codebook.codes)
    revised = replace(codebook, version=codebook.version + 1, codes=codes)
    about = {"title": codebook.id, "code": code, "added": _difference(held, changed), "number": revised.version}
    project._record(coder, "codebook.cues", {"body": to_json(revised), **about})
    project.look_again()
    return revised.version


def _difference(before: Code, after: Code) -> str:
    """What came and what went, as "+van leren −~fout~"; hints stand in brackets, cues of what is missing after ∅."""
    old, new = _named(before), _named(after)
    came = [f"+{each}" for each in new if each not in old]
    return " ".join([*came, *(f"−{each}" for each in old if each not in new)])


def _named(code: Code) -> dict[str, None]:
    return dict.fromkeys([*code.cues, *(f"({hint})" for hint in code.hints), *(f"∅{cue}" for cue in code.absent)])
