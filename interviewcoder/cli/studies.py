"""Opening the study a command is about, and settling who is coding and what is asked for."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

CODER = "INTERVIEWCODER_CODER"


@contextmanager
def opened(file: str) -> Iterator[Project]:
    """The study in a file, closed afterwards. Raises Refused for what is not one or cannot be read."""
    from interviewcoder.store.files import said_plainly
    from interviewcoder.store.project import Project

    path = Path(file)
    with said_plainly(path), Project.open(path) as project:
        yield project


# --- who is coding --------------------------------------------------------------------------------


def coder_named(asked: str | None) -> str | None:
    """The coder named by ``--coder`` or the environment. Raises Refused for a name without letters."""
    name = os.environ.get(CODER) or None if asked is None else asked
    if name is not None and not name.strip():
        raise Refused("store.coder-without-name")
    return name.strip() if name else None


def coder_of(project: Project, asked: str | None) -> str:
    """Who is coding: who was named, else the study's only coder. Raises Refused when there are several."""
    if name := coder_named(asked):
        return name
    known = project.ask.coders()
    if len(known) == 1:
        return known[0]
    raise Refused("cli.which-coder", coders=", ".join(known))


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
        raise Refused("cli.unknown-coder", coder=asked, known=", ".join(known))
    return asked


def known_role(codebook: Codebook, asked: str | None) -> str | None:
    """The id of a role given by id, label or alias. Raises Refused with the nearest one for what is none."""
    if asked is None:
        return None
    from interviewcoder.transcripts.roles import find_role, nearest_role

    if role := find_role(asked, codebook.roles):
        return role.id
    raise Refused("cli.unknown-role", role=asked, near=nearest_role(asked, codebook.roles))


def known_carrier(codebook: Codebook, asked: str | None) -> str | None:
    """A carrier by id. Raises Refused with the nearest one for what is none."""
    known = [carrier.id for carrier in codebook.carriers]
    if asked is not None and asked not in known:
        near = get_close_matches(asked, known, n=1, cutoff=0.0)
        raise Refused("cli.unknown-carrier", carrier=asked, near=near[0])
    return asked


def one_of(known: Iterable[str], asked: str | None, unknown: str) -> str | None:
    """A company or sector to narrow by. Raises Refused (``unknown`` is its sentence) for one that is not there."""
    have = sorted({each for each in known if each})
    if asked is not None and asked not in have:
        raise Refused(unknown, value=asked, known=", ".join(have))
    return asked


# --- the study opened last ------------------------------------------------------------------------


def _memory() -> Path:
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / "last-study"


def remember(path: Path) -> None:
    """Note which study was opened last; where that cannot be noted, nothing is."""
    with suppress(OSError):
        memory = _memory()
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(f"{path.resolve()}\n", encoding="utf-8", errors="surrogateescape")


def last_opened() -> Path | None:
    """The study opened last, when it is still there."""
    with suppress(OSError, UnicodeError):
        noted = _memory().read_text(encoding="utf-8", errors="surrogateescape").removesuffix("\n")
        if noted and Path(noted).is_file():
            return Path(noted)
    return None
