"""``rule`` and ``doubtful``: a rule added to a code, and the codings that it puts in doubt."""

from __future__ import annotations

from argparse import Namespace

from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_code, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say


def _rule(parser: Parser) -> None:
    parser.file()
    parser.add_argument("code", metavar="ID", help=told("rule.code"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--include", metavar=told("metavar.text"), help=told("rule.include"))
    what.add_argument("--exclude", metavar=told("metavar.text"), help=told("rule.exclude"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run_rule)


def _run_rule(arguments: Namespace) -> int:
    from interviewcoder.store.rules import Rule, add_rule, doubtful

    with opened(arguments.file, arguments.coder) as project:
        code = known_code(project.codebook, arguments.code)
        rule = Rule.EXCLUDE if arguments.include is None else Rule.INCLUDE
        text = getattr(arguments, rule.value)
        version = add_rule(project, coder_of(project, arguments.coder), code, rule, text)
        count = sum(each.code == code for each in doubtful(project))
    if arguments.json:
        as_json({"code": code, "codebook_version": version, "doubtful": count})
    else:
        line(say("cli.rule.added", code=code, version=version, count=count, path=arguments.file))
    return 0


def _doubtful(parser: Parser) -> None:
    parser.file()
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--keep", metavar="GUID", help=told("doubtful.keep"))
    what.add_argument("--remove", metavar="GUID", help=told("doubtful.remove"))
    what.add_argument("--recode", metavar="GUID", help=told("doubtful.recode"))
    parser.add_argument("--as", dest="code", metavar="ID", help=told("doubtful.as"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run_doubtful)


def _run_doubtful(arguments: Namespace) -> int:
    from interviewcoder.store.rules import confirm, doubtful, recode

    deciding = arguments.keep or arguments.remove or arguments.recode
    with opened(arguments.file, arguments.coder if deciding else None) as project:
        if arguments.keep:
            confirm(project, coder_of(project, arguments.coder), arguments.keep)
        elif arguments.remove:
            project.remove_coding(coder_of(project, arguments.coder), arguments.remove)
        elif arguments.recode:
            if arguments.code is None:
                raise Refused("cli.doubtful.which-code")
            code = known_code(project.codebook, arguments.code)
            recode(project, coder_of(project, arguments.coder), arguments.recode, code)
        found = doubtful(project)
        names = {each.id: each.name for each in project.ask.documents()}
        codebook = project.codebook
    if arguments.json:
        rows = [
            {"guid": each.guid, "document": names[each.document], "start": each.start, "end": each.end}
            | {"text": each.text, "code": each.code, "coder": each.coder}
            for each in found
        ]
        as_json({"rows": rows, "codebook_version": codebook.version})
    elif found:
        heads = [say(f"cli.head.{name}") for name in ("guid", "document", "coder", "code", "fragment")]
        labels = {code.id: pick(code.short) for code in codebook.codes}
        table(
            heads,
            [[each.guid, names[each.document], each.coder, labels[each.code], each.text] for each in found],
        )
    else:
        line(say("cli.doubtful.none"))
    return 0


COMMANDS = {"rule": _rule, "doubtful": _doubtful}
