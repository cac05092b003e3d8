"""``pseudonyms``: names found, replaced, and put back with the key; what is left of them."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.show import as_json, line, on_terminal, table
from interviewcoder.cli.studies import coder_of, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.publish.writing import write_whole
from interviewcoder.store.addresses import beside

if TYPE_CHECKING:
    from interviewcoder.publish.residue import Residue
    from interviewcoder.transcripts.candidates import Candidate

PASSPHRASE = "INTERVIEWCODER_PASSPHRASE"


def _pseudonyms(parser: Parser) -> None:
    parser.file()
    steps = parser.add_subparsers(
        title=told("pseudonyms.steps"), metavar=told("metavar.step"), dest="step", required=True
    )

    def step(name: str, run: Any) -> Parser:
        made: Parser = steps.add_parser(
            name, help=told(f"pseudonyms.{name}.help"), description=told(f"pseudonyms.{name}.help")
        )
        made.json()
        made.set_defaults(run=run)
        return made

    propose = step("propose", _propose)
    propose.add_argument("--out", metavar="CSV", help=told("pseudonyms.out"))
    propose.add_argument("--force", action="store_true", help=told("usage.force"))
    apply = step("apply", _apply)
    apply.add_argument("names", metavar="CSV", help=told("pseudonyms.names"))
    apply.coder()
    step("residue", _residue)
    reidentify = step("reidentify", _reidentify)
    reidentify.coder()
    for locked in (apply, step("mapping", _mapping), reidentify):
        locked.add_argument("--key", metavar=told("metavar.path"), type=Path, help=told("pseudonyms.key"))
        locked.add_argument(
            "--passphrase-file", metavar=told("metavar.path"), type=Path, help=told("pseudonyms.passphrase-file")
        )


# --- propose --------------------------------------------------------------------------------------


def _propose(arguments: Namespace) -> int:
    from interviewcoder.tasks.names_table import names_as_csv
    from interviewcoder.tasks.pseudonyms import propose

    with opened(arguments.file, arguments.coder) as project:
        candidates = propose(project)
    if arguments.out:
        write_whole(Path(arguments.out), names_as_csv(candidates), over=arguments.force)
    if arguments.json:
        as_json({"rows": [_as_row(each) for each in candidates]})
    elif arguments.out:
        line(say("cli.pseudonyms.written", count=len(candidates), path=arguments.out))
    elif candidates:
        table(
            [say(f"cli.head.{name}") for name in ("kind", "name", "count", "replacement", "context")],
            [
                [
                    say(f"pseudonyms.kind.{each.kind.value}"),
                    each.text,
                    str(each.count),
                    each.replacement,
                    f"…{each.contexts[0].before}»{each.contexts[0].text}«{each.contexts[0].after}…",
                ]
                for each in candidates
            ],
            right=(2,),
        )
    else:
        line(say("cli.pseudonyms.none"))
    return 0


def _as_row(candidate: Candidate) -> dict[str, Any]:
    return {
        "name": candidate.text,
        "kind": candidate.kind.value,
        "replacement": candidate.replacement,
        "count": candidate.count,
        "documents": candidate.documents,
        "sure": candidate.sure,
        "contexts": [asdict(each) for each in candidate.contexts],
    }


# --- apply and back -------------------------------------------------------------------------------


def _apply(arguments: Namespace) -> int:
    from interviewcoder.tasks.keyfile import key_path
    from interviewcoder.tasks.names_table import read_names
    from interviewcoder.tasks.pseudonyms import apply

    names = read_names(Path(arguments.names))
    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        new = not (arguments.key or key_path(beside(project.path))).exists()
        done = apply(project, coder, names, _passphrase(arguments, twice=new), key=arguments.key)
    if arguments.json:
        told = {"names": done.names, "count": done.count, "documents": done.documents, "key": str(done.key)}
        as_json({**told, "left": done.left, "wiped": done.wiped})
        return 0
    line(say("cli.pseudonyms.applied", names=done.names, count=done.count, documents=done.documents))
    line(say("cli.pseudonyms.keep", key=done.key, table=arguments.names))
    for place in done.left:
        line(say("cli.pseudonyms.left", place=say(f"pseudonyms.left.{place}")))
    if not done.wiped:
        line(say("cli.pseudonyms.not-wiped", path=arguments.file))
    return 0


def _reidentify(arguments: Namespace) -> int:
    from interviewcoder.tasks.pseudonyms import reidentify

    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        rounds = reidentify(project, coder, _passphrase(arguments), key=arguments.key)
    if arguments.json:
        as_json({"rounds": rounds})
    else:
        line(say("cli.pseudonyms.put-back", count=rounds))
    return 0


def _mapping(arguments: Namespace) -> int:
    from interviewcoder.tasks.pseudonyms import mapping

    with opened(arguments.file, arguments.coder) as project:
        names = mapping(project, _passphrase(arguments), key=arguments.key)
    if arguments.json:
        rows = [{"name": each.name, "kind": each.kind, "replacement": each.replacement} for each in names]
        as_json({"rows": rows})
    else:
        head = [say(f"cli.head.{name}") for name in ("replacement", "kind", "name")]
        table(head, [[each.replacement, say(f"pseudonyms.kind.{each.kind}"), each.name] for each in names])
    return 0


def _passphrase(arguments: Namespace, *, twice: bool = False) -> str:
    """The passphrase from the file named, the environment, or whoever sits at the terminal; never an argument, which
    others on the machine could read. Raises Refused when there is none, and when two typed are not the same."""
    if arguments.passphrase_file:
        try:
            return str(arguments.passphrase_file.read_text("utf-8")).rstrip("\r\n")
        except (OSError, UnicodeError) as error:
            raise Refused("cli.pseudonyms.no-passphrase-file", path=arguments.passphrase_file) from error
    if given := os.environ.get(PASSPHRASE):
        return given
    if not on_terminal():
        raise Refused("cli.pseudonyms.no-passphrase", name=PASSPHRASE)
    typed = getpass.getpass(say("cli.pseudonyms.passphrase") + " ")
    if twice and getpass.getpass(say("cli.pseudonyms.again") + " ") != typed:
        raise Refused("cli.pseudonyms.not-the-same")
    return typed


# --- residue --------------------------------------------------------------------------------------


def _residue(arguments: Namespace) -> int:
    from interviewcoder.tasks.pseudonyms import residue

    with opened(arguments.file) as project:
        found = residue(project)
    if arguments.json:
        as_json({"rows": [residue_as_row(each) for each in found]})
    elif found:
        for each in found:
            line(f"{say(f'pseudonyms.kind.{each.kind}')}  {each.spot}")
        line(say("cli.pseudonyms.residue-found", count=len(found)))
    else:
        line(say("cli.pseudonyms.residue-none"))
    return 0


def residue_as_row(residue: Residue) -> dict[str, Any]:
    """A place that may name someone, for programs."""
    return {name: getattr(residue, name) for name in ("where", "start", "end", "text", "kind")}


COMMANDS = {"pseudonyms": _pseudonyms}
