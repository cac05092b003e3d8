"""``documents``: what has been imported, how far it has been read, and what the design still expects."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from interviewcoder.cli.show import as_json, heading, line, table
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Document
from interviewcoder.publish.attributed import Described

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def _documents(parser: Parser) -> None:
    parser.file()
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--missing", action="store_true", help=told("documents.missing"))
    which.add_argument("--by-coder", action="store_true", help=told("documents.by-coder"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        show = show_missing if arguments.missing else show_progress if arguments.by_coder else show_documents
        show(project, json=arguments.json)
    return 0


def show_documents(project: Project, *, json: bool) -> None:
    """All documents with their respondent and the share that has been read, by any coder."""
    from interviewcoder.analysis.coverage import read_share

    spans = project.ask.read_spans()
    documents = project.ask.documents()
    waiting = project.ask.review_counts()
    said = project.ask.answers([each.id for each in documents])
    shares = {each.id: read_share(said.get(each.id, ()), spans.get(each.id, ())) for each in documents}
    if json:
        rows = [_as_row(each, shares[each.id]) | {"in_review": waiting.get(each.id, 0)} for each in documents]
        name = project.ask.properties().get("name", "")
        as_json({"study": name, "synthetic": is_synthetic(project), "rows": rows})
        return
    show_title(project)
    if not documents:
        line(say("cli.documents.none", path=project.path))
        return
    table(
        [say(f"cli.head.{name}") for name in ("document", "respondent", "role", "company", "words", "read")],
        [
            [
                each.name,
                whose.who,
                whose.role,
                whose.company,
                str(each.words),
                f"{shares[each.id]:.0%}",
            ]
            for each in documents
            for whose in [Described.of(each.respondents, project.codebook)]
        ],
        right=(4, 5),
    )
    planned = sum(each.expected for each in project.ask.planned())
    key = "cli.documents.total-planned" if planned else "cli.documents.total"
    line(say(key, count=len(documents), planned=planned, words=sum(each.words for each in documents)))
    show_review(project)


def _as_row(document: Document, read: float) -> dict[str, Any]:
    names = ("id", "name", "format", "pseudonym", "role", "company", "sector", "date", "words", "length", "sha256")
    row = {name: getattr(document, name) for name in names}
    row["respondents"] = [asdict(who) for who in document.respondents]
    return row | {"version": document.version, "read": round(read, 4)}


def show_review(project: Project, *, to: TextIO | None = None) -> None:
    """How many codings wait for review, if any, since lists and counts leave them out."""
    if count := sum(project.ask.review_counts().values()):
        line(say("cli.correct.queue", count=count, path=project.path), to=to)


def show_missing(project: Project, *, json: bool) -> None:
    """Where the imported interviews are not those planned, and documents that are not yet anyone's."""
    from interviewcoder.tasks.overview import differences_from_design

    places = differences_from_design(project)
    documents, parts = project.ask.documents(), project.ask.parts()
    unassigned = [each.name for each in documents if not _is_assigned(each)]
    nobodys = {id for id, theirs in parts.items() if any(not part.respondent.pseudonym for part in theirs)}
    unknown = [each.name for each in documents if each.id in nobodys]
    if json:
        names = ("company", "role", "expected", "imported")
        rows = [{name: getattr(place, name) for name in names} for place in places]
        as_json({"rows": rows, "unassigned": unassigned, "unknown_speakers": unknown})
        return
    show_title(project)
    if places:
        table(
            [say(f"cli.head.{name}") for name in ("company", "role", "expected", "imported", "difference")],
            [
                [
                    place.company,
                    role_label(project.codebook, place.role),
                    str(place.expected),
                    str(place.imported),
                    say("cli.documents.short" if place.imported < place.expected else "cli.documents.extra"),
                ]
                for place in places
            ],
            right=(2, 3),
        )
    else:
        line(say("cli.documents.complete" if project.ask.planned() else "cli.documents.no-design"))
    for name in unassigned:
        line(say("cli.documents.unassigned", name=name))
    for name in unknown:
        line(say("cli.documents.unknown-speakers", name=name))


def show_progress(project: Project, *, json: bool) -> None:
    """How far each coder has read and coded."""
    from interviewcoder.publish.coverage import progress_table
    from interviewcoder.tasks.overview import progress_of

    progress, documents = progress_of(project), len(project.ask.documents())
    if json:
        rows = [{**asdict(each), "share": round(each.share, 4)} for each in progress]
        as_json({"documents": documents, "rows": rows})
        return
    show_title(project)
    shown = progress_table(progress, documents)
    table(shown.heads, shown.shown(), right=shown.numbers)


def _is_assigned(document: Document) -> bool:
    people = document.respondents
    return bool(people) and all(who.role and who.company for who in people)


def show_title(project: Project) -> None:
    """The study's name, with the word that says so when it is made up."""
    mark = f" · {say('cli.synthetic')}" if is_synthetic(project) else ""
    heading(project.ask.properties().get("name", "") + mark)


def is_synthetic(project: Project) -> bool:
    """Whether the study is made up, as the demo is; its figures carry that word."""
    return "synthetic" in project.ask.properties()


def role_label(codebook: Codebook, id: str) -> str:
    """What people call a role; its id when the codebook does not know it."""
    return next((pick(role.label) for role in codebook.roles if role.id == id), id)


COMMANDS = {"documents": _documents}
