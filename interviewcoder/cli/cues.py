"""``codebook try`` and ``codebook cues``: what a cue would find in a study's interviews, and the cues of a code."""

from __future__ import annotations

from argparse import Namespace
from itertools import chain
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.history import count
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_code, opened
from interviewcoder.cli.usage import told
from interviewcoder.errors import Refused
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.tasks.cues import Tried


def add_actions(actions: Any) -> None:
    """The two actions, beside the others of ``codebook``."""
    trying = actions.add_parser("try", help=told("cues.try"), description=told("cues.try"))
    trying.file()
    trying.add_argument("code", metavar="ID", help=told("cues.code"))
    trying.add_argument("cue", metavar=told("metavar.text"), help=told("cues.cue"))
    trying.add_argument("--top", type=count, metavar="K", help=told("cues.top"))
    trying.coder()
    trying.json()
    trying.set_defaults(run=_try)
    cues = actions.add_parser("cues", help=told("cues.change"), description=told("cues.change"))
    cues.file()
    cues.add_argument("code", metavar="ID", help=told("cues.code"))
    for name in ("add", "add-hint", "add-absent", "remove"):
        text = told("metavar.text")
        cues.add_argument(f"--{name}", action="append", default=[], metavar=text, help=told(f"cues.{name}"))
    cues.coder()
    cues.json()
    cues.set_defaults(run=_cues)


def _try(arguments: Namespace) -> int:
    from interviewcoder.tasks.cues import Corpus

    with opened(arguments.file, arguments.coder) as project:
        code = known_code(project.codebook, arguments.code)
        tried = Corpus(project).try_cue(arguments.cue, code)
    if arguments.json:
        as_json(_as_rows(code, tried, arguments.top))
        return 0
    counted = {"count": len(tried.found), "interviews": tried.interviews, "coded": tried.coded, "right": tried.right}
    line(say("cues.counted", **counted, code=code) if tried.found else say("cues.none"))
    if shown := tried.found[: arguments.top]:
        line()
        table(
            [say(f"cli.head.{name}") for name in ("document", "code", "fragment")],
            [
                [each.document.name, " ".join(sorted(each.codes)), f"{each.before}[{each.text}]{each.after}"]
                for each in shown
            ],
        )
    return 0


def _as_rows(code: str, tried: Tried, top: int | None) -> dict[str, Any]:
    return {
        "code": code,
        "sentences": len(tried.found),
        "interviews": tried.interviews,
        "coded": tried.coded,
        "right": tried.right,
        "rows": [
            {
                "document": each.document.name,
                "start": each.words.start,
                "end": each.words.end,
                "text": each.text,
                "sentence": f"{each.before}{each.text}{each.after}",
                "codes": sorted(each.codes),
            }
            for each in tried.found[:top]
        ],
    }


def _cues(arguments: Namespace) -> int:
    """List the cues of a code, after changing them where that is asked."""
    from interviewcoder.tasks.cues import change_cues

    added = {"cues": arguments.add, "hints": arguments.add_hint, "absent": arguments.add_absent}
    changing = arguments.remove or any(added.values())
    with opened(arguments.file, arguments.coder if changing else None) as project:
        code = project.codebook.find(known_code(project.codebook, arguments.code))
        assert code
        if changing:
            held = {kind: getattr(code, kind) for kind in added}
            known = set(chain.from_iterable(held.values()))
            if strange := next((cue for cue in arguments.remove if cue not in known), None):
                raise Refused("cues.not-there", cue=strange, code=code.id)
            lists = [[*(cue for cue in held[kind] if cue not in arguments.remove), *added[kind]] for kind in added]
            change_cues(project, coder_of(project, arguments.coder), code.id, *lists)
            code = project.codebook.find(code.id)
            assert code
        version = project.codebook.version
    if arguments.json:
        as_json({"code": code.id, "codebook_version": version, **{kind: getattr(code, kind) for kind in added}})
    else:
        line(say("cues.listed", code=code.id, version=version))
        for kind in added:
            for cue in getattr(code, kind):
                line(f"  {say(f'cues.of-{kind}'):7} {cue}")
    return 0
