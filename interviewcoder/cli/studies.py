"""Opening the study a command is about, and settling who is coding and what is asked for."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.passwords import unlocked
from interviewcoder.errors import Refused, unknown
from interviewcoder.locale import say
from interviewcoder.model import Codebook, RoundState
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from interviewcoder.store.addresses import Place
    from interviewcoder.store.project import Project

CODER = "INTERVIEWCODER_CODER"


@contextmanager
def opened(study: str | Place, asked: str | None = None) -> Iterator[Project]:
    """The study in a file or on a server, as the coder asked for or else named by the environment sees it; closed
    afterwards. A command that only reads asks for none: its ``--coder`` narrows, and does not say who looks.

    Raises Refused for what is not a study or cannot be read. Of a stranger it is said on stderr what they do not see.
    """
    from interviewcoder.store.addresses import place_of
    from interviewcoder.store.engines import said_plainly
    from interviewcoder.store.project import Project
    from interviewcoder.store.team import own_coder

    path = place_of(study) if isinstance(study, str) else study
    unlocked(path)
    with said_plainly(path), Project.open(path) as project:
        named, own = coder_named(asked), own_coder(project)
        if named and own and named != own:
            raise Refused("server.you-are", path=path, own=own, asked=named)
        viewer = named or own or _only(project.ask.coders())
        if viewer is None:
            _tell_what_is_sealed(project)
        yield project.as_coder(viewer)


def only_file(named: str) -> Path:
    """The path of a study. Raises Refused for one on a server."""
    from interviewcoder.store.addresses import place_of

    place = place_of(named)
    if not isinstance(place, Path):
        raise Refused("server.only-files", path=place)
    return place


def _only(coders: list[str]) -> str | None:
    return coders[0] if len(coders) == 1 else None


def _tell_what_is_sealed(project: Project) -> None:
    for each in project.ask.rounds():
        if each.state is RoundState.SEALED:
            print(visible(say("cli.sealed-left-out", name=each.name, variable=CODER)), file=sys.stderr)


# --- who is coding --------------------------------------------------------------------------------


def coder_named(asked: str | None) -> str | None:
    """The coder named by ``--coder`` or the environment. Raises Refused for a name without letters, and for another
    than the environment says one is: on a machine of Anna's nobody is Bram by the way."""
    own = os.environ.get(CODER) or None
    name = own if asked is None else asked
    if name is not None and not name.strip():
        raise Refused("store.coder-without-name")
    if own and name and name.strip() != own.strip():
        raise Refused("cli.another-coder", own=own.strip(), asked=name.strip(), variable=CODER)
    return name.strip() if name else None


def coder_of(project: Project, asked: str | None) -> str:
    """Who is coding: who was named, else who one's login on a server is, else the study's only coder.

    Raises Refused when there are several, and for a name that the study does not know.
    """
    from interviewcoder.store.team import own_coder

    if name := known_coder(project, coder_named(asked)) or own_coder(project):
        return name
    known = project.ask.coders()
    if only := _only(known):
        return only
    raise Refused("cli.which-coder", coders=", ".join(known))


def joining_coder(project: Project, asked: str | None, *, new: bool) -> str:
    """Who is coding where one may join the study: a name that it does not know must be said to be ``new``."""
    name, known = coder_named(asked), project.ask.coders()
    if name and name not in known:
        if not new:
            raise unknown("cli.not-yet-a-coder", name, known)
        return name
    return coder_of(project, name)


def login_name() -> str:
    """The name of whoever is logged in. Raises Refused when the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise Refused("store.coder-without-name") from error


# --- what is asked for ----------------------------------------------------------------------------


def known_coder(project: Project, asked: str | None) -> str | None:
    """A coder to narrow a list by. Raises Refused for one that the study does not have."""
    known = project.ask.coders()
    if asked is not None and asked not in known:
        raise unknown("cli.unknown-coder", asked, known)
    return asked


def known_role(codebook: Codebook, asked: str | None) -> str | None:
    """The id of a role given by id, label or alias. Raises Refused for what is none."""
    if asked is None:
        return None
    from interviewcoder.transcripts.roles import find_role, nearest_role

    if role := find_role(asked, codebook.roles):
        return role.id
    near, known = nearest_role(asked, codebook.roles), ", ".join(role.id for role in codebook.roles)
    raise Refused("cli.unknown-role-near" if near else "cli.unknown-role", value=asked, near=near, known=known)


def known_code(codebook: Codebook, asked: str) -> str:
    """The id of a code given by id or by its keys, as ``2b``. Raises Refused for what is none."""
    if code := codebook.look_up(asked):
        return code.id
    raise unknown("store.unknown-code", asked, (code.id for code in codebook.codes))


def known_carrier(codebook: Codebook, asked: str | None) -> str | None:
    """The id of a carrier given by id or key. Raises Refused for what is none, and for a feature."""
    if asked is None:
        return None
    code = codebook.look_up(asked)
    if code is None:
        raise unknown("cli.unknown-carrier", asked, (carrier.id for carrier in codebook.carriers))
    if code.parent:
        raise Refused("cli.no-carrier", value=asked, carrier=code.parent)
    return code.id


def one_of(known: Iterable[str], asked: str | None, sentence: str) -> str | None:
    """A company or sector to narrow by. Raises Refused (``sentence``, or ``sentence-near``) for one not there."""
    have = sorted({each for each in known if each})
    if asked is not None and asked not in have:
        raise unknown(sentence, asked, have)
    return asked
