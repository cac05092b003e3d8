"""Where a study is: a file, or a database on a PostgreSQL server by an address as libpq's programs know it.

What the address leaves out comes from a service file, the environment and the password file, in that order. The
password is kept apart: an address that is shown, noted or refused never has it.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from configparser import ConfigParser, Error
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from interviewcoder.errors import Refused

_SCHEMES = ("postgresql://", "postgres://")
_LOCAL = {"", "localhost", "127.0.0.1", "::1"}
_MAY = {"host", "port", "dbname", "user", "password", "sslmode", "service"}
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server. ``host`` is a name, or the folder of a socket when it begins with a slash;
    ``sslmode`` is libpq's."""

    host: str
    port: int
    database: str
    user: str
    sslmode: str
    password: str | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        """The address, without the password."""
        host = quote(self.host, safe="") if self.host.startswith("/") else self.host
        where = f"[{host}]" if ":" in host else host
        port = "" if self.port == 5432 else f":{self.port}"
        user, database = (quote(each, safe="") for each in (self.user, self.database))
        mode = "" if self.sslmode == self._usual_mode() else f"?sslmode={self.sslmode}"
        return f"postgresql://{user}@{where}{port}/{database}{mode}"

    def _usual_mode(self) -> str:
        return "prefer" if self.local else "require"

    @property
    def local(self) -> bool:
        """Whether what is sent to it stays on this machine."""
        return self.host in _LOCAL or self.host.startswith("/")


Place = Path | Server


def is_address(named: str) -> bool:
    """Whether a study is named by the address of a server, not by a path."""
    return named.startswith(_SCHEMES)


def place_of(named: str) -> Place:
    """The study meant by a path or an address. Raises Refused for an address that is none."""
    return server_of(named) if is_address(named) else Path(named)


def beside(place: Place) -> Path:
    """The file beside which what belongs to a study is put; for one on a server, in the working folder."""
    return place if isinstance(place, Path) else Path(f"{place.database}.icdb")


def server_of(address: str) -> Server:
    """The server meant by an address, completed from a service file, the environment and the password file.

    Raises Refused for an address without a database, with a port that is no number or an option that is not known,
    and for a service that no file tells of.
    """
    given = _parts(address)
    if service := given.pop("service", os.environ.get("PGSERVICE", "")):
        given = _service(service) | given
    told = {name: os.environ[variable] for name, variable in _VARIABLES.items() if os.environ.get(variable)}
    whole = told | given
    if not whole.get("dbname"):
        raise Refused("server.no-database", address=_without_password(address))
    if not whole.get("port", "5432").isdigit():
        raise Refused("server.no-address", address=_without_password(address))
    server = Server(
        host=whole.get("host", "localhost"),
        port=int(whole.get("port", "5432")),
        database=whole["dbname"],
        user=whole.get("user") or getpass.getuser(),
        sslmode=whole.get("sslmode", ""),
        password=whole.get("password"),
    )
    mode = server.sslmode or server._usual_mode()
    return replace(server, sslmode=mode, password=server.password or _kept_password(server))


def _parts(address: str) -> dict[str, str]:
    """What an address says itself."""
    try:
        split = urlsplit(address)
        found = {
            "host": unquote(split.hostname or ""),
            "port": str(split.port or ""),
            "dbname": unquote(split.path.removeprefix("/")),
            "user": unquote(split.username or ""),
            "password": unquote(split.password or ""),
        }
        found |= dict(parse_qsl(split.query, strict_parsing=bool(split.query)))
    except ValueError as error:
        raise Refused("server.no-address", address=_without_password(address)) from error
    if not found.keys() <= _MAY:
        unknown = ", ".join(sorted(found.keys() - _MAY))
        raise Refused("server.no-option", address=_without_password(address), option=unknown)
    return {name: value for name, value in found.items() if value}


def _without_password(address: str) -> str:
    """An address as it was typed, as far as it can be shown: from the at sign on, and without options."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"


def _service(name: str) -> dict[str, str]:
    """The parameters of a service: of one's own file, else of the system's."""
    own = os.environ.get("PGSERVICEFILE") or Path.home() / ".pg_service.conf"
    folder = os.environ.get("PGSYSCONFDIR")
    for file in (Path(own), *([Path(folder) / "pg_service.conf"] if folder else [])):
        services = ConfigParser(interpolation=None)
        try:
            services.read(file, encoding="utf-8")
        except (OSError, Error, UnicodeError) as error:
            raise Refused("server.service-file", path=file) from error
        if services.has_section(name):
            return {key: value for key, value in services.items(name) if key in _MAY}
    raise Refused("server.no-service", name=name, path=own)


def _kept_password(server: Server) -> str | None:
    """The password that the password file has for a server: of the first line that fits."""
    file = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    host = "localhost" if server.host.startswith("/") else server.host
    wanted = (host, str(server.port), server.database, server.user)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return None
    for line in lines:
        *fits, password = [*_fields(line), "", "", "", "", ""][:5]
        if not line.startswith("#") and all(told in ("*", want) for told, want in zip(fits, wanted, strict=True)):
            return password
    return None


def _fields(line: str) -> Iterator[str]:
    """The fields between colons; a backslash takes the next character as it is."""
    field, letters = "", iter(line)
    for letter in letters:
        if letter == ":":
            yield field
            field = ""
        else:
            field += next(letters, "") if letter == "\\" else letter
    yield field
