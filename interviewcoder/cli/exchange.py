"""``exchange``: projects of other programs into a study, and a study out for other programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, heading, line
from interviewcoder.cli.studies import coder_named, joining_coder, login_name, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.exchange.foreign import ForeignProject, Remark
    from interviewcoder.store.addresses import Place
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.exchange import Carried, Proposal

    Done = tuple[Proposal, Carried | None]


def _exchange(parser: Parser) -> None:
    titles = {"title": told("exchange.steps"), "metavar": told("metavar.step")}
    steps = parser.add_subparsers(**titles, dest="step", required=True)
    into = steps.add_parser("import", help=told("exchange.import"), description=told("exchange.import-about"))
    into.add_argument("file", metavar=told("metavar.file"), help=told("exchange.study"))
    into.add_argument("paths", nargs="+", type=Path, metavar=told("metavar.path"), help=told("exchange.paths"))
    into.add_argument("--codebook", metavar=told("metavar.codebook"), help=told("exchange.codebook"))
    into.add_argument("--add-codes", action="store_true", help=told("exchange.add-codes"))
    how = into.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help=told("import.yes"))
    how.add_argument("--preview", action="store_true", help=told("import.preview"))
    into.coder(joins=True)
    into.json()
    into.set_defaults(run=_import)
    out = steps.add_parser("export", help=told("exchange.export"), description=told("exchange.export-about"))
    out.file()
    out.add_argument("out", type=Path, metavar=told("metavar.out"), help=told("exchange.out"))
    out.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(out)
    add_despite(out)
    out.coder()
    out.json()
    out.set_defaults(run=_export)


# --- in -------------------------------------------------------------------------------------------


def _import(arguments: Namespace) -> int:
    from interviewcoder.exchange.read import read_project
    from interviewcoder.store.addresses import place_of

    study = place_of(arguments.file)
    done: list[dict[str, Any]] = []
    for path in arguments.paths:
        foreign = read_project(path)
        if not foreign.documents and not foreign.codes:
            raise Refused("exchange.nothing", file=path.name)
        if not isinstance(study, Path) or study.exists():  # a study on a server is made with "new"
            with opened(arguments.file, arguments.coder) as project:
                if arguments.codebook:
                    raise Refused("exchange.codebook-there", path=study)
                proposal, carried = _into(project, path, foreign, arguments)
        else:
            proposal, carried = _into_new(study, path, foreign, arguments)
        done.append(_as_row(path, proposal, carried, preview=arguments.preview))
    if arguments.json:
        as_json({"rows": done})
    return 0


def _into(project: Project, path: Path, foreign: ForeignProject, arguments: Namespace) -> Done:
    from interviewcoder.tasks.exchange import carry_in, propose, refuse_new_codes

    new = getattr(arguments, "new_coder", False)
    coder = joining_coder(project, arguments.coder, new=new)
    with progress(sys.stderr) as tell:
        proposal = propose(foreign, coder, project=project, tell=tell)
    _show(path, foreign, proposal, arguments)
    if proposal.new_codes and not arguments.add_codes:
        raise refuse_new_codes(proposal.new_codes)
    if not _agreed(arguments):
        return proposal, None
    return proposal, _told(carry_in(project, coder, proposal), proposal, project.path, arguments)


def _into_new(study: Path, path: Path, foreign: ForeignProject, arguments: Namespace) -> Done:
    from interviewcoder.codes.load import load_codebook
    from interviewcoder.tasks.beginning import SHIPPED
    from interviewcoder.tasks.exchange import new_study, propose, refuse_new_codes
    from interviewcoder.tasks.recent import remember

    coder = coder_named(arguments.coder) or login_name()
    asked = arguments.codebook or ("" if foreign.codes else SHIPPED)
    codebook = load_codebook(asked) if asked else None
    with progress(sys.stderr) as tell:
        proposal = propose(foreign, coder, codebook=codebook, tell=tell)
    _show(path, foreign, proposal, arguments)
    if codebook and proposal.new_codes and not arguments.add_codes:
        raise refuse_new_codes(proposal.new_codes)
    if not _agreed(arguments):
        return proposal, None
    carried = new_study(study, coder, proposal)
    remember(study, foreign.name, coder)
    return proposal, _told(carried, proposal, study, arguments)


def _agreed(arguments: Namespace) -> bool:
    return not arguments.preview and agreed(arguments, say("exchange.ask"), say_yes="exchange.say-yes")


def _show(path: Path, foreign: ForeignProject, proposal: Proposal, arguments: Namespace) -> None:
    if arguments.json:
        return
    found = foreign.found
    brought = proposal.brought
    new = {"new": brought.documents, "codes": len(proposal.new_codes)}
    new |= {"codings": brought.codings, "memos": brought.memos}
    heading(f"{path.name} · {foreign.origin or path.suffix} · {foreign.name}")
    line(say("exchange.found", documents=found.documents, codes=found.codes, codings=found.codings))
    line(say("exchange.would", there=proposal.there, **new))
    _tell(proposal.remarks)


def _told(carried: Carried, proposal: Proposal, study: Place, arguments: Namespace) -> Carried:
    if not arguments.json:
        _tell(carried.remarks[len(proposal.remarks) :])
        counts = {name: getattr(carried, name) for name in ("documents", "codes", "codings", "memos")}
        line(say("exchange.done", path=study, **counts))
    return carried


def _tell(remarks: Sequence[Remark]) -> None:
    from interviewcoder.tasks.returned import without_doubles

    for each in without_doubles(remarks):
        line(f"  - {each}")


def _as_row(path: Path, proposal: Proposal, carried: Carried | None, *, preview: bool) -> dict[str, Any]:
    foreign = proposal.foreign
    found = {name: getattr(foreign.found, name) for name in ("documents", "codes", "codings")}
    row: dict[str, Any] = {"file": str(path), "origin": foreign.origin, "found": found, "new": None}
    remarks = proposal.remarks
    if preview:
        brought = proposal.brought
        row["new"] = {"documents": brought.documents, "codes": len(proposal.new_codes)}
        row["new"] |= {"codings": brought.codings, "memos": brought.memos}
    if carried:
        row["new"] = {name: getattr(carried, name) for name in ("documents", "codes", "codings", "memos")}
        remarks = carried.remarks
    return row | {"remarks": [_remark(each) for each in remarks]}


def _remark(remark: Remark) -> dict[str, Any]:
    return {"remark": remark.key, "count": remark.count, "lost": remark.lost, "sentence": str(remark)}


# --- out ------------------------------------------------------------------------------------------


def _export(arguments: Namespace) -> int:
    from interviewcoder.exchange.write import written
    from interviewcoder.publish.writing import write_whole
    from interviewcoder.tasks.taking_out import called_as, public_codes, take_out, texts_in

    with opened(arguments.file) as project:
        foreign = called_as(take_out(project), coders_called(project, arguments))
        content = written(foreign, arguments.out)
        whole = arguments.out.suffix.lower() == ".qdpx"
        what = say("exchange.what", file=arguments.out.name)
        texts = texts_in(foreign, only_codes=not whole, known=public_codes(project))
        check_names(project, texts, what, arguments)
    write_whole(arguments.out, content, over=arguments.force)
    counts = {"documents": len(foreign.documents), "codes": len(foreign.codes), "codings": len(foreign.codings)}
    counts = counts if whole else {"codes": counts["codes"]}
    remarks = foreign.remarks if whole else ()
    if arguments.json:
        as_json({"file": str(arguments.out), **counts, "remarks": [_remark(each) for each in remarks]})
    else:
        line(say("exchange.out-project" if whole else "exchange.out-codes", path=arguments.out, **counts))
        _tell(remarks)
    return 0


COMMANDS = {"exchange": _exchange}
