"""``import``: show what would come in, ask, and bring it in."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, cut, heading, line, pad, width
from interviewcoder.cli.studies import joining_coder, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Codebook, Respondent
from interviewcoder.publish.attributed import Described

if TYPE_CHECKING:
    from interviewcoder.store.project import Imported, Project
    from interviewcoder.tasks.gathering import Skipped
    from interviewcoder.tasks.intake import Candidate
    from interviewcoder.transcripts.speakers import Label

_MANY = 5
"""With more files than this, a terminal shows how far the work has come, and what all of them have is said once."""

_FEW = 3
"""So many listed files that are not there are told one by one; of more, the first ones are named."""

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
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from interviewcoder.tasks.intake import bring_in

    with opened(arguments.file, arguments.coder) as project:
        coder = None if arguments.preview else joining_coder(project, arguments.coder, new=arguments.new_coder)
        done = None
        with _all_or_nothing(project):
            candidates, skipped = _prepare(project, arguments)
            held = project.ask.text_hashes()
            new = [candidate for candidate in candidates if candidate.sha256 not in held]
            if not arguments.json:
                often = _said_often(new)
                for candidate in new:
                    _show(candidate, project.codebook, often)
                _show_last(often, skipped)
            question = say("cli.import.ask", count=len(new))
            wanted = not new or coder is None or agreed(arguments, question, say_yes="cli.import.say-yes")
            if candidates and coder is not None and wanted:
                with progress(sys.stderr) as tell:
                    done = bring_in(project, coder, candidates, tell=tell if len(candidates) > _MANY else None)
            if done and coder is not None:
                project.add_coder(coder)
            _report(project, candidates, skipped, done, json=arguments.json)
    if not candidates:
        raise Refused("cli.import.nothing-left", count=len(skipped))
    return 0


@contextmanager
def _all_or_nothing(project: Project) -> Iterator[None]:
    """Say, when ctrl+c stops what goes on here, whether nothing came of it or all had come in by then."""
    before = len(project.ask.documents())
    try:
        yield
    except KeyboardInterrupt:
        count = len(project.ask.documents()) - before
        line(say("cli.import.stopped-late", count=count) if count else say("cli.import.stopped"), to=sys.stderr)
        raise


def _tell_of_no_file(table: Path, lost: Mapping[str, str]) -> None:
    """Say which listed files are not there: of each, or of many at once."""
    remarks = list(lost.values())
    if len(lost) > _FEW:
        named = ", ".join(list(lost)[:_FEW])
        remarks = [say("cli.import.without-files", file=table.name, count=len(lost), names=named)]
    for remark in remarks:
        line(f"! {remark}", to=sys.stderr)


def _prepare(project: Project, arguments: argparse.Namespace) -> tuple[list[Candidate], list[Skipped]]:
    """The files as they would come in, and those that would not, with the reason."""
    from interviewcoder.tasks.before import remembered
    from interviewcoder.tasks.gathering import Skipped, gather
    from interviewcoder.tasks.intake import check_speakers, prepare, sort_out
    from interviewcoder.tasks.voices import NO_CAST, parse_cast, respondents_in
    from interviewcoder.transcripts.respondents import read_respondents, without_file

    roles = project.codebook.roles
    role = known_role(project.codebook, arguments.role)
    if (role is None) != (arguments.company is None):
        raise Refused("cli.import.role-and-company")
    cast = parse_cast(arguments.speakers) if arguments.speakers else NO_CAST
    listed = read_respondents(Path(arguments.respondents), roles) if arguments.respondents else ()
    there = (who for document in project.ask.documents() for who in document.respondents)
    whose = respondents_in(cast, [*there, *(row.respondent for row in listed)])
    gathered = gather([Path(path) for path in arguments.paths])
    files, skipped, before = gathered.files, list(gathered.skipped), remembered(project)
    if role is not None and len(files) > 1:
        raise Refused("cli.import.role-for-one", count=len(files))
    seen, names = [*files, *(each.path for each in skipped)], [each.name for each in project.ask.documents()]
    table = Path(arguments.respondents or "")
    _tell_of_no_file(table, without_file(table, listed, seen, names))
    candidates = []
    with progress(sys.stderr) as tell:
        for number, file in enumerate(files):
            if len(files) > _MANY:
                tell(number, len(files))
            try:
                found = prepare(
                    file,
                    roles=roles,
                    listed=listed,
                    speakers=cast.speakers,
                    whose=whose,
                    never=cast.never,
                    before=before(file),
                )
            except Refused as refused:
                if file in gathered.named:
                    raise
                skipped.append(Skipped(file, str(refused)))
            else:
                candidates.append(found if role is None else _assigned(found, role, arguments.company))
    check_speakers(candidates, cast.speakers)
    candidates, faulty = sort_out(project, candidates, gathered.named)
    return candidates, skipped + faulty


def _assigned(candidate: Candidate, role: str, company: str) -> Candidate:
    """A candidate with the role and company that were said; its pseudonym is the one found, else the file's name."""
    pseudonym = candidate.respondent.pseudonym if candidate.respondent else candidate.path.stem
    return replace(candidate, respondent=Respondent(pseudonym, role, company), voices=())


# --- the preview ----------------------------------------------------------------------------------


def _said_often(candidates: Sequence[Candidate]) -> dict[str, int]:
    """The warnings that many files have, and how many: those are said once."""
    counts = Counter(warning for candidate in candidates for warning in candidate.warnings)
    return {warning: count for warning, count in counts.items() if count > _MANY}


def _show(candidate: Candidate, codebook: Codebook, often: Mapping[str, int]) -> None:
    heading(f"{candidate.path.name} · {candidate.draft.format} · {_whose(candidate, codebook)}")
    names = [label.label or say("cli.import.no-label") for label in candidate.labels]
    speakers = [_speaker(label, candidate) for label in candidate.labels]
    longest, widest = (max(map(width, column), default=0) for column in (names, speakers))
    for name, speaker, label in zip(names, speakers, candidate.labels, strict=True):
        turns = say("cli.import.turns", count=label.turns)
        before = f"  ({say('cli.import.as-before')})" if label.label in candidate.as_before else ""
        line(f"  {pad(name, longest)}  {pad(speaker, widest)}  {turns}{before}  {cut(label.first, _BEGINNING)}")
    for warning in candidate.warnings:
        if warning not in often:
            line(f"  ! {warning}")


def _speaker(label: Label, candidate: Candidate) -> str:
    """For whom a label stands, and in a group interview for which respondent."""
    return f"{say(f'cli.speaker.{label.speaker.value}')} {_pseudonym(label, candidate)}".rstrip()


def _show_last(often: Mapping[str, int], skipped: Sequence[Skipped]) -> None:
    """The warnings that many files share, and the files that stay out."""
    for warning, count in often.items():
        heading(say("cli.import.often", count=count))
        line(f"  ! {warning}")
    if skipped:
        heading(say("cli.import.skipped"))
    for each in skipped:
        begins = each.why.startswith(each.path.name)
        line(f"  ! {each.path}{each.why.removeprefix(each.path.name) if begins else f': {each.why}'}")


def _whose(candidate: Candidate, codebook: Codebook) -> str:
    if not candidate.respondents:
        return say("cli.import.unassigned")
    whose = Described.of(candidate.respondents, codebook)
    known = [whose.who, whose.role, whose.company]
    lacking = [] if candidate.is_known else [say("cli.import.half-known")]
    return " · ".join([*filter(None, known), *lacking])


def _report(
    project: Project,
    candidates: Sequence[Candidate],
    skipped: Sequence[Skipped],
    done: Imported | None,
    *,
    json: bool,
) -> None:
    names = {each.id: each.name for each in project.ask.documents()}
    held = () if done else project.ask.text_hashes()
    doubles = list(done.doubles) if done else [each.draft.name for each in candidates if each.sha256 in held]
    imported = [{"id": id, "name": names[id]} for id in done.documents] if done else []
    if json:
        left = [{"file": str(each.path), "why": each.why} for each in skipped]
        files = [_as_row(each) for each in candidates]
        as_json({"files": files, "imported": imported, "doubles": doubles, "skipped": left})
    elif candidates:
        line(say("cli.import.done", count=len(imported)) if done else say("cli.import.nothing"))
        if doubles:
            line(say("cli.import.double", names=", ".join(doubles)))
        for name in done.restored if done else ():
            line(say("cli.import.restored", name=name))


def _as_row(candidate: Candidate) -> Mapping[str, Any]:
    who = candidate.respondent
    return {
        "file": str(candidate.path),
        "name": candidate.draft.name,
        "format": candidate.draft.format,
        "labels": [_as_label(label, candidate) for label in candidate.labels],
        "passed": [{"label": label.label, "lines": label.turns, "first": label.first} for label in candidate.passed],
        "pseudonym": who.pseudonym if who else "",
        "role": who.role if who else "",
        "company": who.company if who else "",
        "respondents": [asdict(each) for each in candidate.respondents],
        "sector": candidate.sector,
        "region": candidate.region,
        "date": candidate.date,
        "warnings": list(candidate.warnings),
    }


def _pseudonym(label: Label, candidate: Candidate) -> str:
    """Which respondent of a group interview speaks under a label; empty where that is not said."""
    return next((voice.respondent.pseudonym for voice in candidate.voices if voice.label == label.label), "")


def _as_label(label: Label, candidate: Candidate) -> Mapping[str, Any]:
    return {
        "label": label.label,
        "speaker": label.speaker.value,
        "turns": label.turns,
        "first": label.first,
        "as_before": label.label in candidate.as_before,
        "pseudonym": _pseudonym(label, candidate),
    }


COMMANDS = {"import": _import}
