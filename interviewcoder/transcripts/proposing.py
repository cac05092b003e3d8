"""A pseudonym for each name: a word for its kind and a number, the same over the whole study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum


class NameKind(StrEnum):
    """What a candidate is."""

    NAME = "name"
    COMPANY = "company"
    PLACE = "place"
    MAIL = "mail"
    PHONE = "phone"
    URL = "url"
    ACCOUNT = "account"
    NUMBER = "number"
    BIRTH = "birth"


_IN_DUTCH = {
    NameKind.NAME: "naam",
    NameKind.COMPANY: "bedrijf",
    NameKind.PLACE: "plaats",
    NameKind.MAIL: "e-mailadres",
    NameKind.PHONE: "telefoonnummer",
    NameKind.URL: "webadres",
    NameKind.ACCOUNT: "rekeningnummer",
    NameKind.NUMBER: "persoonsnummer",
    NameKind.BIRTH: "geboortedatum",
}
"""Replacements are in the language of the interviews."""


def propose_pseudonyms(
    kinds: Mapping[str, NameKind], counts: Mapping[str, int], texts: Iterable[str]
) -> dict[str, str]:
    """What could replace each name, such as "[naam 1]", given its kind and how often it stands in the texts.

    A first name and the full name that alone holds it share one, and so do a name in other capitals. Numbers that the
    texts have in such brackets already are passed over.
    """
    last: Counter[str] = Counter()
    for text in texts:
        for word, number in re.findall(r"\[([\w-]+) (\d{1,9})\]", text):
            last[word] = max(last[word], int(number))
    given: dict[str, str] = {}
    for name in sorted(kinds, key=lambda name: (-len(name.split()), -counts[name], name)):
        if same := _same(name, kinds, given):
            given[name] = given[same]
            continue
        word = _IN_DUTCH[kinds[name]]
        last[word] += 1
        given[name] = f"[{word} {last[word]}]"
    return given


def _same(name: str, kinds: Mapping[str, NameKind], given: Mapping[str, str]) -> str | None:
    """The name given already that this one is short for, or is in other capitals; None when that is not certain."""
    if kinds[name] not in (NameKind.NAME, NameKind.COMPANY, NameKind.PLACE):
        return None
    alike = [other for other in given if kinds[other] is kinds[name]]
    if same := next((other for other in alike if other.casefold() == name.casefold()), None):
        return same
    whole = [other for other in alike if f" {name.casefold()} " in f" {other.casefold()} "]
    return whole[0] if len({given[other] for other in whole}) == 1 else None
