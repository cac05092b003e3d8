"""A table of a TOML file that knows where it stands, so that a fault is named by file and key."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.model import Labels

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Table:
    """Reads typed values from a table and remembers which keys were asked for, so that others can be refused.

    Every method raises Refused with a sentence that names the file, the key and the fault. ``languages`` are those
    that each text must be given in; empty means any.
    """

    def __init__(self, file: Path, values: Mapping[str, Any], languages: tuple[str, ...] = (), at: str = "") -> None:
        self.file = file
        self.languages = languages
        self._values = values
        self._at = at
        self._asked: set[str] = set()

    def refuse(self, sentence: str, key: str = "", **values: object) -> Refused:
        """The error that ``codes.<sentence>`` describes, at ``key`` of this table."""
        where = _visible(".".join(filter(None, (self._at, key))))
        shown = {name: _visible(str(value)) for name, value in values.items()}
        return Refused(f"codes.{sentence}", file=_visible(str(self.file)), key=where, **shown)

    def text(self, key: str) -> str:
        """A text that must be there; white space is folded, so it may run over several lines."""
        value = self._take(key)
        if value is None:
            raise self.refuse("missing", key)
        return self._clean(value, key)

    def id(self, key: str = "id") -> str:
        """A name without spaces, as other tables and programs refer to it."""
        return self.check_id(self.text(key), key)

    def check_id(self, value: str, key: str) -> str:
        if not _ID.fullmatch(value):
            raise self.refuse("bad-id", key, value=value)
        return value

    def language(self, key: str) -> str:
        return self._check_language(self.text(key), key)

    def version(self, key: str) -> int:
        """A whole number from 1."""
        value = self._take(key)
        if value is None:
            raise self.refuse("missing", key)
        if type(value) is not int or value < 1:
            raise self.refuse("not-a-version", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none when the key is absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.refuse("not-a-list", key)
        return tuple(self._clean(item, f"{key}[{place}]") for place, item in enumerate(value, 1))

    def labels(self, key: str) -> Labels:
        """A text in each of the codebook's languages, that must be there."""
        labels = self.labels_if_any(key)
        if not labels:
            raise self.refuse("missing", key)
        return labels

    def labels_if_any(self, key: str) -> Labels:
        """As :meth:`labels`; empty when the key is absent."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.refuse("not-labels", key)
        for language in value:
            self._check_language(language, f"{key}.{language}")
            if self.languages and language not in self.languages:
                raise self.refuse("other-language", f"{key}.{language}", languages=", ".join(self.languages))
        if missing := next((language for language in self.languages if language not in value), None):
            raise self.refuse("no-translation", key, language=missing)
        return {language: self._clean(text, f"{key}.{language}") for language, text in value.items()}

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of a list ``[[key]]``, in order."""
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            raise self.refuse("not-tables", key)
        for place, values in enumerate(value or (), 1):
            yield self._inner(values, f"{key}[{place}]", "not-tables")

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables ``[key.name]`` with their names, in order."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise self.refuse("not-named", key)
        for name, values in (value or {}).items():
            yield self.check_id(name, f"{key}.{name}"), self._inner(values, f"{key}.{name}", "not-named")

    def done(self) -> None:
        """Refuses the first key that nobody asked for: a misspelt key must not be lost in silence."""
        if extra := next((key for key in self._values if key not in self._asked), None):
            raise self.refuse("unknown-key", extra)

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def _inner(self, values: object, at: str, fault: str) -> Table:
        if not isinstance(values, dict):
            raise self.refuse(fault, at)
        return Table(self.file, values, self.languages, ".".join(filter(None, (self._at, at))))

    def _clean(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise self.refuse("not-text", key)
        folded = " ".join(value.split())
        if not folded:
            raise self.refuse("blank", key)
        if folded != _visible(folded):
            raise self.refuse("control", key)
        return folded

    def _check_language(self, value: str, key: str) -> str:
        if not _LANGUAGE.fullmatch(value):
            raise self.refuse("bad-language", key, value=value)
        return value


def read_table(path: Path, languages: tuple[str, ...] = ()) -> Table:
    """The whole of a TOML file (UTF-8, with or without byte order mark)."""
    try:
        return Table(path, tomllib.loads(path.read_text(encoding="utf-8-sig")), languages)
    except tomllib.TOMLDecodeError as fault:
        raise Refused("codes.not-toml", file=path, fault=_visible(str(fault))) from fault
    except UnicodeDecodeError as fault:
        raise Refused("codes.not-utf8", file=path) from fault
    except OSError as fault:
        raise Refused("codes.unreadable", file=path, fault=fault.strerror) from fault


def _visible(text: str) -> str:
    """The text with control characters made harmless, so that a file cannot command the terminal."""
    return "".join("�" if unicodedata.category(character) == "Cc" else character for character in text)
