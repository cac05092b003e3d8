"""``bundle``: a copy of a study handed over in a file, and what came back of it merged in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.passwords import add_encrypt, new_password, unlocked
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.store.conflicts import Conflict
    from interviewcoder.store.merging import Merged


def _bundle(parser: Parser) -> None:
    title, metavar = told("bundle.steps"), told("metavar.step")
    steps = parser.add_subparsers(title=title, metavar=metavar, dest="step", required=True)

    def step(name: str, run: Any) -> Parser:
        about = told(f"bundle.{name}.about")
        made: Parser = steps.add_parser(name, help=told(f"bundle.{name}.help"), description=about)
        made.file()
        made.coder()
        made.json()
        made.set_defaults(run=run)
        return made

    export = step("export", _export)
    export.add_argument("out", type=Path, metavar=told("metavar.out"), help=told("bundle.out"))
    export.add_argument("--for", dest="reader", required=True, metavar=told("metavar.name"), help=told("bundle.for"))
    export.add_argument("--force", action="store_true", help=told("bundle.force"))
    merge = step("merge", _merge)
    merge.add_argument("bundles", nargs="+", type=Path, metavar=told("metavar.bundle"), help=told("bundle.bundles"))
    settled = merge.add_mutually_exclusive_group()
    settled.add_argument("--preview", action="store_true", help=told("bundle.preview"))
    settled.add_argument("--yes", action="store_true", help=told("bundle.yes"))
    new = step("new", _new)
    new.add_argument("bundle", type=Path, metavar=told("metavar.bundle"), help=told("bundle.bundle"))
    add_encrypt(new)


def _export(arguments: Namespace) -> int:
    from interviewcoder.publish.writing import write_whole
    from interviewcoder.store.bundles import bundle_for
    from interviewcoder.store.encryption import own_password

    with opened(arguments.file, arguments.coder) as project:
        coder_of(project, arguments.coder)
        content, copy = bundle_for(project, str(known_coder(project, arguments.reader)))
        encrypted = own_password(project.path) is not None
    write_whole(arguments.out, content, over=arguments.force)
    if arguments.json:
        as_json({"file": str(arguments.out), "for": arguments.reader, "events": len(copy.events)})
    else:
        size = f"{len(content) / 1_000_000:.1f}"
        line(say("bundles.written", path=arguments.out, reader=arguments.reader, events=len(copy.events), size=size))
        line(say("bundles.handle-with-care"))
        if encrypted:
            line(say("encryption.bundle-is-plain"))
    return 0


def _merge(arguments: Namespace) -> int:
    from interviewcoder.store.bundles import read_copy
    from interviewcoder.store.merging import merge

    for path in arguments.bundles:
        unlocked(path)
    copies = [read_copy(path) for path in arguments.bundles]
    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        asking = not arguments.yes and not arguments.json
        if arguments.preview or asking:
            merged = merge(project, coder, copies, keep=False)
            if not arguments.json:
                _tell(merged)
            if arguments.preview or not merged.events:
                return _done(merged, arguments, kept=False)
            if not agreed(arguments, say("bundles.ask"), say_yes="bundles.say-yes"):
                line(say("bundles.left"))
                return 1
        merged = merge(project, coder, copies)
        if not asking and not arguments.json:
            _tell(merged)
    return _done(merged, arguments, kept=True)


def _done(merged: Merged, arguments: Namespace, *, kept: bool) -> int:
    if arguments.json:
        as_json(
            {
                "merged": kept,
                "events": merged.events,
                "counts": [
                    {"coder": coder, "kind": kind, "count": count}
                    for (coder, kind), count in sorted(merged.counts.items())
                ],
                "documents": list(merged.documents),
                "twice": list(merged.twice),
                "hidden": merged.hidden,
                "conflicts": [conflict_row(each) for each in merged.conflicts],
                "revealed": list(merged.revealed),
            }
        )
    elif kept and merged.events:
        line(say("bundles.merged", path=arguments.file, events=merged.events))
    return 0


def _tell(merged: Merged) -> None:
    from interviewcoder.tasks.merged import told_of, who_did_what

    if not merged.events:
        line(say("bundles.nothing-new"))
        return
    rows = [[coder, what, str(count)] for coder, what, count in who_did_what(merged)]
    table([say("cli.head.coder"), say("bundles.head.what"), say("bundles.head.count")], rows, right=(2,))
    for sentence in told_of(merged):
        line(sentence)
    if merged.conflicts:
        line(say("bundles.conflicts", count=len(merged.conflicts)))
        show_conflicts(merged.conflicts)


def show_conflicts(conflicts: tuple[Conflict, ...]) -> None:
    """A table of conflicts: what stands and what gave way, both with who wrote it."""
    heads = [say(f"bundles.head.{name}") for name in ("field", "about", "stands", "gave-way")]
    table(
        heads,
        [
            [
                each.field + (f" ({say('bundles.settled')})" if each.settled else ""),
                each.about,
                f"{each.stands.coder}: {each.stands.value}",
                f"{each.gave_way.coder}: {each.gave_way.value}",
            ]
            for each in conflicts
        ],
    )


def conflict_row(conflict: Conflict) -> dict[str, Any]:
    """A conflict for programs."""
    sides = {
        side: {"event": written.event, "coder": written.coder, "at": written.at, "value": written.value}
        for side, written in (("stands", conflict.stands), ("gave_way", conflict.gave_way))
    }
    return {"field": conflict.key[0], "about": conflict.about, "settled": conflict.settled, **sides}


def _new(arguments: Namespace) -> int:
    from interviewcoder.store.addresses import place_of
    from interviewcoder.store.bundles import read_copy
    from interviewcoder.store.encryption import PASSWORD, beginning
    from interviewcoder.store.merging import begin

    place = place_of(arguments.file)
    unlocked(arguments.bundle)
    copy = read_copy(arguments.bundle)
    password = new_password(arguments, PASSWORD) if arguments.encrypt else None
    with beginning(place, password), begin(place, copy) as project:
        documents = len(project.ask.documents())
        if arguments.json:
            as_json({"file": str(place), "events": len(copy.events), "documents": documents})
        else:
            line(say("bundles.begun", path=place, events=len(copy.events), documents=documents))
    return 0


COMMANDS = {"bundle": _bundle}
