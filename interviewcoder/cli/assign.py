"""``assign``: say whose interview a transcript is."""

from __future__ import annotations

from argparse import Namespace

from interviewcoder.cli.documents import role_label
from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import joining_coder, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Codebook, Document

_SAID = ("pseudonym", "role", "company", "date")


def _assign(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--document", required=True, metavar=told("metavar.document"), help=told("assign.document"))
    parser.add_argument("--pseudonym", metavar=told("metavar.name"), help=told("assign.pseudonym"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("assign.role"))
    parser.add_argument("--company", metavar="ID", help=told("assign.company"))
    parser.add_argument("--date", metavar=told("metavar.date"), help=told("assign.date"))
    parser.add_argument("--label", metavar=told("metavar.label"), help=told("assign.label"))
    parser.add_argument("--nobody", action="store_true", help=told("assign.nobody"))
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.tasks.whose import Told, say_whose

    said = any(getattr(arguments, name) is not None for name in _SAID)
    if said == arguments.nobody:
        raise Refused("cli.assign.what")
    with opened(arguments.file, arguments.coder) as project:
        coder = joining_coder(project, arguments.coder, new=arguments.new_coder)
        document = project.ask.document(arguments.document)
        if arguments.nobody:
            project.assign(coder, document.id, None, document.date)
            document = project.ask.document(document.id)
        else:
            role = known_role(project.codebook, arguments.role)
            whose = Told(arguments.pseudonym, role, arguments.company, arguments.date, arguments.label)
            document = say_whose(project, coder, document, whose)
        project.add_coder(coder)
        _report(document, project.codebook, json=arguments.json)
    return 0


def _report(document: Document, codebook: Codebook, *, json: bool) -> None:
    if json:
        people = [
            {"pseudonym": who.pseudonym, "role": who.role, "company": who.company} for who in document.respondents
        ]
        as_json({"document": document.name, "id": document.id, "date": document.date, "respondents": people})
        return
    people_said = [
        " · ".join(filter(None, (who.pseudonym, role_label(codebook, who.role), who.company)))
        for who in document.respondents
    ]
    whose = "; ".join(people_said) or say("cli.import.unassigned")
    line(" · ".join(filter(None, (f"{document.name}: {whose}", document.date))))


COMMANDS = {"assign": _assign}
