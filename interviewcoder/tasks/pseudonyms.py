"""Names replaced by pseudonyms over a whole study, put back with the key, and what may have been missed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.codes.load import shipped_codebook
from interviewcoder.errors import Refused
from interviewcoder.model import Code, moved_back
from interviewcoder.publish.residue import KnownNames, Residue, scan
from interviewcoder.store import pseudonyms as store
from interviewcoder.store.addresses import beside
from interviewcoder.store.codebooks import to_json
from interviewcoder.store.events import new_id, now
from interviewcoder.store.pseudonyms import HeldText, KnownName, Plan
from interviewcoder.store.rewriting import NewText
from interviewcoder.tasks.keyfile import Key, Locked, Named, Round, check_passphrase, key_path, read_key, write_key
from interviewcoder.transcripts.candidates import Candidate, find_candidates
from interviewcoder.transcripts.name_words import COMMON
from interviewcoder.transcripts.proposing import NameKind
from interviewcoder.transcripts.pseudonyms import Replacing, check_mapping, name_hash, plain

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_SHORTEST_PART = 3
"""Letters: a part of a name no longer than this is not remembered by itself, such as "van" and "Jo"."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What replacing did. ``left`` names where a name still stands, for no respondent said it: the codebook, a coder,
    a sector or region. ``wiped`` is False while another program keeps old pages of the file in use."""

    names: int
    count: int
    documents: int
    key: Path
    left: tuple[str, ...]
    wiped: bool


def propose(project: Project) -> tuple[Candidate, ...]:
    """What may be names in the interviews as they are, with a pseudonym for each that no text has yet."""
    documents = project.ask.documents()
    texts = {each.name: project.ask.transcript(each.id).text for each in documents}
    return find_candidates(texts, project.ask.labels())


def apply(
    project: Project, coder: str, names: Sequence[Named], passphrase: str, *, key: Path | None = None
) -> Applied:
    """Replace names in every interview and in all that was ever written about them; what was goes into the key file.

    The key is on disk before the study changes. One that is there already is opened and added to. Raises Refused for
    a mapping that cannot work, when no name is found, for a key that does not fit, and for a wrong passphrase; then
    the study is as it was.
    """
    mapping = {named.name: named.replacement for named in names}
    check_mapping(mapping)
    check_passphrase(passphrase)
    path = key or key_path(beside(project.path))
    held = Key(store.identity(project))
    if path.exists():
        held = _key_of(project, path, passphrase)
    replacing = Replacing(mapping)
    before = {each.id: each for each in store.held_texts(project)}
    after = {id: _replaced(each, replacing) for id, each in before.items()}
    count = sum(len(text.moves) for text in after.values())
    if not count:
        raise Refused("pseudonyms.nothing-found")
    plan = store.plan(project, after, lambda text: replacing(text).text)
    done = _round(names, before, after, plan)
    documents = len({before[id].name for id, text in after.items() if text.moves})
    known = _known(names, store.make_salt(project))
    write_key(path, replace(held, rounds=(*held.rounds, done)), passphrase)
    told = {"round": done.id, "count": count, "documents": documents}
    wiped = store.carry_out(project, coder, plan, "pseudonyms.apply", told, known)
    return Applied(len(names), count, documents, path, tuple(_left(project, replacing)), wiped)


def reidentify(project: Project, coder: str, passphrase: str, *, key: Path | None = None) -> int:
    """Put all names back, with the key; returns how many rounds of replacing were taken back.

    What was written since keeps its place. A pseudonym that stood for more than one name stays in what is new.
    Raises Refused when nothing was replaced, for a wrong passphrase, and for a key that does not fit.
    """
    path = key or key_path(beside(project.path))
    active = store.rounds(project)
    if not active:
        raise Refused("pseudonyms.not-replaced")
    held = {each.id: each for each in _key_of(project, path, passphrase).rounds}
    if missing := [id for id in active if id not in held]:
        raise Refused("pseudonyms.other-key", path=path, count=len(missing))
    for id in reversed(active):
        _put_back(project, coder, held[id], last=id == active[0], path=path)
    return len(active)


def mapping(project: Project, passphrase: str, *, key: Path | None = None) -> tuple[Named, ...]:
    """Which names the pseudonyms of the study stand for, the oldest first. Raises Refused as :func:`reidentify`."""
    active = store.rounds(project)
    path = key or key_path(beside(project.path))
    return tuple(
        named for each in _key_of(project, path, passphrase).rounds if each.id in active for named in each.names
    )


def known_names(project: Project) -> KnownNames:
    """The names that were replaced, in the form by which one left behind is recognised, and the speakers' labels."""
    hashes = store.known_names(project)
    longest = max((each.words for each in hashes), default=0)
    labels = frozenset(project.ask.labels())
    return KnownNames(store.salt(project), frozenset(each.hash for each in hashes), longest, labels)


def residue(project: Project) -> tuple[Residue, ...]:
    """What may still name someone in the interviews, the memos, the names of files and the codebook, but for what
    the codebook says as it comes with the program."""
    return scan(dict(_written(project)), known_names(project))


# --- within ---------------------------------------------------------------------------------------


def _key_of(project: Project, path: Path, passphrase: str) -> Key:
    held = read_key(path, passphrase)
    if held.study != store.identity(project):
        raise Refused("pseudonyms.other-study", path=path)
    return held


def _replaced(text: HeldText, replacing: Replacing) -> NewText:
    """A text with its names replaced. The file it came from may hold more than was read of it, so that goes too."""
    made = replacing(text.transcript.text)
    return NewText(made.text, made.moves, made.text.encode("utf-8"), "txt")


def _round(names: Sequence[Named], before: Mapping[str, HeldText], after: Mapping[str, NewText], plan: Plan) -> Round:
    texts = {
        id: Locked(before[id].transcript.text, before[id].original, before[id].format, new.moves, _digest(new.text))
        for id, new in after.items()
    }
    return Round(new_id(), now(), tuple(names), texts, plan.before)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _known(names: Sequence[Named], salt: bytes) -> list[KnownName]:
    """Each name, and the parts of a person's that may be used alone."""
    whole = {named.name for named in names}
    for named in names:
        if named.kind == NameKind.NAME:
            parts = named.name.replace(".", " ").split()
            whole |= {part for part in parts if part[0].isupper() and len(part) >= _SHORTEST_PART}
    plains = {name: plain(name) for name in whole if plain(name) and plain(name) not in COMMON}
    return [KnownName(name_hash(name, salt), len(words.split())) for name, words in sorted(plains.items())]


def _left(project: Project, replacing: Replacing) -> Iterator[str]:
    """Where a name still stands after replacing."""
    companies = project.ask.companies()
    places = {
        "codebook": json.dumps(to_json(project.codebook), ensure_ascii=False),
        "coders": "\n".join(project.ask.coders()),
        "sectors": "\n".join(text for each in companies for text in (each.sector, each.region)),
    }
    for place, text in places.items():
        if replacing(text).moves:
            yield place


def _put_back(project: Project, coder: str, round: Round, *, last: bool, path: Path) -> None:
    back = Replacing({named.name: named.replacement for named in round.names}).back()
    texts: dict[str, NewText] = {}
    for each in store.held_texts(project):
        text, locked = each.transcript.text, round.texts.get(each.id)
        if locked is None:  # written since
            made = back(text)
            same = each.original == text.encode("utf-8")
            original = made.text.encode("utf-8") if same else each.original
            texts[each.id] = NewText(made.text, made.moves, original, each.format)
        elif locked.made == _digest(text):
            texts[each.id] = NewText(locked.text, moved_back(locked.moves), locked.original, locked.format)
        else:
            raise Refused("pseudonyms.other-key", path=path, count=1)
    plan = store.plan(project, texts, lambda text: back(text).text, round.events)
    known = None if last else ()
    store.carry_out(project, coder, plan, "pseudonyms.reidentify", {"round": round.id}, known)


def _written(project: Project) -> Iterator[tuple[str, str]]:
    """All that is written in the study, by where it stands."""
    for document in project.ask.documents():
        yield document.name, project.ask.transcript(document.id).text
    for number, memo in enumerate(project.ask.memos(), 1):
        yield f"memo {number} ({memo.coder})", memo.text
    yield "documents", "\n".join(document.name for document in project.ask.documents())
    shipped = shipped_codebook(project.codebook.id)
    public = {text for code in shipped.codes for text in _told(code)} if shipped else set()
    for code in project.codebook.codes:
        yield f"codebook {code.id}", "\n".join(text for text in _told(code) if text not in public)


def _told(code: Code) -> list[str]:
    return [*code.definition.values(), *code.include.values(), *code.exclude.values(), *code.examples]
