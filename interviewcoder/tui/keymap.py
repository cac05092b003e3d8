"""Keys of one's own: ``keys.toml`` in the program's configuration folder gives what a key does another key.

::

    [coding]
    again = "ctrl+a"
    accept = "y,enter"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from textual.keys import Keys, _character_to_key

from interviewcoder.errors import Refused, nearest
from interviewcoder.locale import named

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_CARRIERS = {f"{place}.carrier-{number}" for place in ("coding", "quotes") for number in range(1, 10)}


def keymap_path() -> Path:
    """Where the keys of this person stand, if they gave any."""
    from platformdirs import user_config_path

    return user_config_path("interviewcoder") / "keys.toml"


def read_keymap(path: Path) -> dict[str, str]:
    """Keys by what they do; none where there is no file.

    Raises Refused for a file that is no TOML, or names something no key does, or a key that no terminal has.
    """
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused("tui.keymap.unreadable", path=path, fault=fault) from fault
    known = {name for name in named("commands") if "." in name} | _CARRIERS
    keymap: dict[str, str] = {}
    for room, keys in held.items():
        for name, key in keys.items() if isinstance(keys, Mapping) else [("", keys)]:
            id = f"{room}.{name}" if name else room
            if id not in known:
                near = nearest(id, known)
                why = "tui.keymap.unknown-near" if near else "tui.keymap.unknown"
                raise Refused(why, path=path, id=id, near=near)
            if not isinstance(key, str) or not all(map(_is_key, key.split(","))):
                raise Refused("tui.keymap.no-key", path=path, id=id, key=key)
            keymap[id] = ",".join(_named(each.strip()) for each in key.split(","))
    return keymap


def _is_key(key: str) -> bool:
    *modifiers, base = _named(key.strip()).split("+")
    return set(modifiers) <= _MODIFIERS and (len(base) == 1 or base in _BASES)


def _named(key: str) -> str:
    """A key as Textual calls it: ``.`` is ``full_stop``."""
    return _character_to_key(key) if len(key) == 1 else key


_BASES = {key.value.split("+")[-1] for key in Keys} | {
    _character_to_key(chr(code)) for code in range(33, 127) if not chr(code).isalnum()
}
