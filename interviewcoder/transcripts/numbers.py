"""Numbers and addresses that point at a person: mail, telephone, web, bank account, citizen number, date of birth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from interviewcoder.model import Span

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
STREETS = "straat|weg|laan|plein|kade|dijk|hof|singel|gracht|pad|dreef|park"
_YEAR = r"(?:19[2-9]\d|200\d|201\d)"
_DATE = rf"(?:[0-3]?\d[ ]?[-/.][ ]?[01]?\d[ ]?[-/.][ ]?{_YEAR}|[0-3]?\d (?:{_MONTHS}) {_YEAR})"


def numbers_in(text: str) -> Iterator[tuple[str, Span]]:
    """Each found, with the name of its kind, in order; of two that overlap the one found first by the list below."""
    found: list[tuple[str, Span]] = []
    for kind, pattern, holds in _FORMS:
        for match in pattern.finditer(text):
            span = Span(*match.span(1))
            if holds(span.of(text)) and not any(span.overlaps(other) for _, other in found):
                found.append((kind, span))
    yield from sorted(found, key=lambda each: each[1])


def _is_iban(text: str) -> bool:
    """ISO 13616: with the first four signs last and letters as 10 to 35, the number leaves 1 on division by 97."""
    signs = "".join(text.split()).upper()
    moved = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _is_citizen_number(text: str) -> bool:
    """The eleven test of Dutch citizen numbers: weights 9 to 2 and -1, a sum that eleven divides."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
    return any(digits) and total % 11 == 0


def _is_phone(text: str) -> bool:
    """Ten digits from 0, or nine after the country's own number."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    for prefix in ("0031", "31"):
        if digits.startswith(prefix):
            return len(digits) == len(prefix) + 9
    return len(digits) == 10 and digits.startswith("0") and digits[1] != "0"


def _always(_: str) -> bool:
    return True


_Form = tuple[str, re.Pattern[str], Callable[[str], bool]]


def _form(kind: str, pattern: str, holds: Callable[[str], bool] = _always) -> _Form:
    return kind, re.compile(pattern), holds


_FORMS: tuple[_Form, ...] = (
    _form("mail", r"(?<![\w.+-])([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,})(?![\w-])"),
    _form("url", r"(?<![\w@])((?:[Hh]ttps?://|[Ww]{3}\.)[^\s<>\"“”]*[\w/])"),
    _form("url", r"(?<![\w@./-])([\w-]{2,63}(?:\.[\w-]{2,63}){0,3}\.(?:nl|com|org|eu|be|de|net))(?![\w-])"),
    _form("account", r"(?<!\w)([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?!\w)", _is_iban),
    _form("phone", r"(?<![\w+])((?:\+31|0031|0)[ ]?(?:\(0\))?(?:[ ]?[.-]?[ ]?\d){8,10})(?!\w)", _is_phone),
    _form("phone", r"(?<!\w)(\(0\d{1,3}\)[ -]?\d(?:[ .-]?\d){5,7})(?!\w)", _is_phone),
    _form("number", r"(?<![\w.,-])(\d{3}[ .]?\d{3}[ .]?\d{3})(?![\w-]|[.,]\d)", _is_citizen_number),
    _form("number", r"(?<![\w.,-])(\d{4}[ .]\d{2}[ .]\d{3})(?![\w-]|[.,]\d)", _is_citizen_number),
    _form("birth", rf"[Gg]ebo(?:ren|ortedatum|ortedag)[^.?!\n]{{0,30}}?(?<!\d)({_DATE})(?!\d)"),
    _form("place", r"(?<!\w)([1-9]\d{3} ?[A-Z]{2})(?!\w)"),
    _form("place", rf"(?<!\w)([A-Z][a-zé-]+(?:{STREETS}) \d{{1,4}} ?[a-zA-Z]?)(?!\w)"),
)
