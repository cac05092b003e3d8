"""A tree of foreign codes as a codebook of ours, and a codebook of ours as such a tree.

Our codebooks have two levels, carriers and features. A code that lies deeper becomes a feature of the carrier it lies
under, with its path for a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from interviewcoder.exchange.foreign import ForeignCode, Remark
from interviewcoder.exchange.nesting import nested
from interviewcoder.exchange.refi.facets import own_guid
from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook, Facet, Labels, Role
from interviewcoder.safe import visible

PATH = " › "
"""Between the names of a path."""

_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
_SHORT = 24
_NOT_IN_ID = re.compile("[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A codebook that has all foreign codes, the id in it of each by guid, and those that were ``added`` to it."""

    codebook: Codebook
    ids: Mapping[str, str]
    added: tuple[Code, ...]
    remarks: tuple[Remark, ...]


def make_codebook(
    name: str, codes: Sequence[ForeignCode], facets: Sequence[Facet] = (), roles: Sequence[Role] = ()
) -> Fitted:
    """A codebook made of foreign codes, under the name of their project."""
    id = f"{slug(name) or 'codes'}-{own_guid(*(code.guid for code in codes))[:6]}"
    empty = Codebook(id, 0, "nl", both(name), both(""), (), tuple(facets), (), tuple(roles))
    return fit(empty, codes)


def fit(codebook: Codebook, codes: Sequence[ForeignCode]) -> Fitted:
    """The codebook with the foreign codes it has not got, as the next version; the same one when it has them all."""
    ids = match(codebook, codes)
    tree = {code.guid: code for code in codes}
    book = {code.id: code for code in codebook.codes}
    taken = set(book)
    keys = {(code.parent, code.key) for code in codebook.codes}
    added: list[Code] = []
    deep = 0
    for code in codes:
        if code.guid in ids:
            continue
        path = _path(code, tree)
        carrier = book[ids[path[0].guid]].carrier if len(path) > 1 else None
        deep += len(path) > 2
        label = PATH.join(each.name for each in path[1:]) or code.name
        ids[code.guid] = _free(slug(code.name) or "code", taken)
        carriers = [each for each in book.values() if each.parent is None]
        key = next(each for each in _keys(carrier) if (carrier, each) not in keys)
        colour = code.colour or (book[carrier].colour if carrier else _COLOURS[len(carriers) % len(_COLOURS)])
        made = _code(ids[code.guid], carrier, key, label, colour, code.description)
        book[made.id] = made
        keys.add((carrier, key))
        added.append(made)
    remarks = [Remark("deep-codes", deep)] if deep else []
    if not added:
        return Fitted(codebook, ids, (), tuple(remarks))
    tops = [code for code in book.values() if code.parent is None]
    ordered = [each for top in tops for each in (top, *(code for code in book.values() if code.parent == top.id))]
    grown = replace(codebook, version=codebook.version + 1, codes=tuple(ordered))
    return Fitted(grown, ids, tuple(added), tuple(remarks))


def match(codebook: Codebook, codes: Sequence[ForeignCode]) -> dict[str, str]:
    """The id in a codebook of each foreign code that it has, by guid.

    A code is known by a guid of our own making; else by its id or name under the same parent; else by its name alone,
    where no other code on either side has that name.
    """
    tree = {code.guid: code for code in codes}
    ours = {guid_in(codebook, code.id): code.id for code in codebook.codes}
    ids = {code.guid: ours[code.guid] for code in codes if code.guid in ours}
    there = {(code.parent, name): code.id for code in reversed(codebook.codes) for name in _names(code)}
    for code in codes:
        path = _path(code, tree)
        parent = ids.get(path[0].guid) if len(path) > 1 else None
        if code.guid not in ids and (len(path) == 1 or parent):
            name = _folded(PATH.join(each.name for each in path[1:]) or code.name)
            if found := there.get((parent, name)):
                ids[code.guid] = found
    counts = Counter(name for code in codebook.codes for name in _names(code))
    foreign = Counter(_folded(code.name) for code in codes)
    alone = {name: code.id for code in codebook.codes for name in _names(code) if counts[name] == 1}
    for code in codes:
        name = _folded(code.name)
        if code.guid not in ids and foreign[name] == 1 and alone.get(name, "") not in {"", *ids.values()}:
            ids[code.guid] = alone[name]
    return ids


def codes_of(codebook: Codebook) -> tuple[ForeignCode, ...]:
    """The codes of a codebook as a tree, in the language in use; what a definition says in parts is one text.

    A feature whose label is a path lies under the feature that has the beginning of it, as before it came here.
    """
    codes: list[ForeignCode] = []
    for carrier in codebook.carriers:
        top = _foreign(codebook, carrier)
        features = [_foreign(codebook, feature) for feature in codebook.features(carrier.id)]
        below = nested(features, PATH)
        codes += [top, *(each if each.parent else replace(each, parent=top.guid) for each in below)]
    return tuple(codes)


def guid_in(codebook: Codebook, code: str) -> str:
    """The guid by which a code of a codebook is known everywhere."""
    return own_guid("code", codebook.id, code)


def _foreign(codebook: Codebook, code: Code) -> ForeignCode:
    description = "\n\n".join(_told(code))
    return ForeignCode(guid_in(codebook, code.id), pick(code.label), None, description, code.colour.upper())


def both(text: str) -> Labels:
    """A text as it came, for every language."""
    return {"nl": text, "en": text}


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits with hyphens between; empty where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _NOT_IN_ID.sub("-", plain.lower()).strip("-_")[:40].strip("-_")


def _told(code: Code) -> Iterator[str]:
    if definition := pick(code.definition):
        yield definition
    for name, labels in (("include", code.include), ("exclude", code.exclude)):
        if text := pick(labels):
            yield say(f"exchange.{name}", text=text)
    if code.examples:
        yield say("exchange.examples", text=" / ".join(code.examples))


def _code(id: str, parent: str | None, key: str, label: str, colour: str, description: str) -> Code:
    label, description = visible(label), "\n".join(map(visible, description.split("\n")))
    short = label if len(label) <= _SHORT else label[: _SHORT - 1].rstrip() + "…"
    return Code(id, parent, key, both(label), both(short), colour, both(description), {}, {})


def _path(code: ForeignCode, tree: Mapping[str, ForeignCode]) -> list[ForeignCode]:
    """A code with all it lies under, from the top."""
    path = [code]
    while path[0].parent:
        path.insert(0, tree[path[0].parent])
    return path


def _keys(carrier: str | None) -> Iterator[str]:
    """Keys to press, the single ones first: 1, 2, … for carriers; a, …, z, aa, … for features."""
    number = 0
    while True:
        number += 1
        yield str(number) if carrier is None else _letters(number)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = ascii_lowercase[last] + letters
    return letters


def _names(code: Code) -> set[str]:
    return {_folded(name) for name in (code.id, *code.label.values())}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken; it is taken from then on."""
    free = name if name not in taken else next(each for each in _numbered(name) if each not in taken)
    taken.add(free)
    return free


def _numbered(name: str) -> Iterable[str]:
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
