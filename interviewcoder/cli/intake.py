"""``import``: show what would come in, ask, and bring it in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.documents import role_label
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, cut, heading, line, pad, width
from interviewcoder.cli.studies import coder_of, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Codebook, Respondent

if TYPE_CHECKING:
    from interviewcoder.store.project import Imported, Project
    from interviewcoder.tasks.intake import Candidate
    from interviewcoder.transcripts.speakers import Label

_MANY = 5
"""With more files than this, a terminal shows how far the reading has come."""

_BEGINNING = 60


def _import(parser: Parser) -> None:
    parser.file()
    parser.add_argument("paths", nargs="+", metavar=told("metavar.path"), help=told("import.paths"))
    parser.add_argument("--respondents", metavar="CSV", help=told("import.respondents"))
    parser.add_argument("--speakers", metavar=told("metavar.speakers"), help=told("import.speakers"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("import.role"))
    parser.add_argument("--company", metavar="ID", help=told("import.company"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help=told("import.yes"))
    how.add_argument("--preview", action="store_true", help=told("import.preview"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from interviewcoder.tasks.intake import bring_in

    with opened(arguments.file) as project:
        coder = None if arguments.preview else coder_of(project, arguments.coder)
        candidates = _prepare(project, arguments)
        if not arguments.json:
            for candidate in candidates:
                _show(candidate, project.codebook)
        question = say("cli.import.ask", count=len(candidates))
        done = None
        if coder is not None and agreed(arguments, question, say_yes="cli.import.say-yes"):
            done = bring_in(project, coder, candidates)
            project.add_coder(coder)
        _report(project, candidates, done, json=arguments.json)
    return 0


def _prepare(project: Project, arguments: argparse.Namespace) -> list[Candidate]:
    from interviewcoder.tasks.intake import gather, parse_speakers, prepare
    from interviewcoder.transcripts.respondents import read_respondents

    roles = project.codebook.roles
    role = known_role(project.codebook, arguments.role)
    if (role is None) != (arguments.company is None):
        raise Refused("cli.import.role-and-company")
    speakers = parse_speakers(arguments.speakers) if arguments.speakers else None
    listed = read_respondents(Path(arguments.respondents), roles) if arguments.respondents else ()
    files = gather([Path(path) for path in arguments.paths])
    if role is not None and len(files) > 1:
        raise Refused("cli.import.role-for-one", count=len(files))
    candidates = []
    with progress(sys.stderr) as tell:
        for number, file in enumerate(files):
            if len(files) > _MANY:
                tell(number, len(files))
            candidates.append(prepare(file, roles=roles, listed=listed, speakers=speakers))
    return candidates if role is None else [_assigned(candidates[0], role, arguments.company)]


def _assigned(candidate: Candidate, role: str, company: str) -> Candidate:
    """A candidate with the role and company that were said; its pseudonym is the one found, else the file's name."""
    pseudonym = candidate.respondent.pseudonym if candidate.respondent else candidate.path.stem
    return replace(candidate, respondent=Respondent(pseudonym, role, company))


# --- the preview ----------------------------------------------------------------------------------


def _show(candidate: Candidate, codebook: Codebook) -> None:
    heading(f"{candidate.path.name} · {candidate.draft.format} · {_whose(candidate.respondent, codebook)}")
    names = [label.label or say("cli.import.no-label") for label in candidate.labels]
    longest = max(map(width, names), default=0)
    for name, label in zip(names, candidate.labels, strict=True):
        speaker = say(f"cli.speaker.{label.speaker.value}")
        turns = say("cli.import.turns", count=label.turns)
        line(f"  {pad(name, longest)}  {speaker}  {turns}  {cut(label.first, _BEGINNING)}")
    for warning in candidate.draft.warnings:
        line(f"  ! {warning}")


def _whose(who: Respondent | None, codebook: Codebook) -> str:
    if who is None:
        return say("cli.import.unassigned")
    known = [who.pseudonym, role_label(codebook, who.role), who.company]
    lacking = [] if who.role and who.company else [say("cli.import.half-known")]
    return " · ".join([*filter(None, known), *lacking])


def _report(project: Project, candidates: Sequence[Candidate], done: Imported | None, *, json: bool) -> None:
    names = {each.id: each.name for each in project.ask.documents()}
    doubles = list(done.doubles) if done else []
    imported = [{"id": id, "name": names[id]} for id in done.documents] if done else []
    if json:
        as_json({"files": [_as_row(each) for each in candidates], "imported": imported, "doubles": doubles})
    elif done is None:
        line(say("cli.import.nothing"))
    else:
        line(say("cli.import.done", count=len(imported)))
        for name in doubles:
            line(say("cli.import.double", name=name))


def _as_row(candidate: Candidate) -> Mapping[str, Any]:
    who = candidate.respondent
    return {
        "file": str(candidate.path),
        "name": candidate.draft.name,
        "format": candidate.draft.format,
        "labels": [_as_label(label) for label in candidate.labels],
        "pseudonym": who.pseudonym if who else "",
        "role": who.role if who else "",
        "company": who.company if who else "",
        "sector": candidate.sector,
        "region": candidate.region,
        "date": candidate.date,
        "warnings": list(candidate.draft.warnings),
    }


def _as_label(label: Label) -> Mapping[str, Any]:
    return {"label": label.label, "speaker": label.speaker.value, "turns": label.turns, "first": label.first}


COMMANDS = {"import": _import}
