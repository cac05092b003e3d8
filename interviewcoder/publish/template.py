"""How an attribution is written: the template of the author, filled in for each person who speaks."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interviewcoder.errors import Refused

FIELDS = ("pseudonym", "role", "company", "sector", "date", "time", "document")
_BRACKETS = {"(": ")", "[": "]"}
_SEPARATORS = " ,;:·/"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with fields. Brackets around the whole of it are written once, however many people speak."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Template:
        """Raises Refused for a field that there is not, and for a text without any."""
        try:
            pieces = list(string.Formatter().parse(text))
        except ValueError:
            raise Refused("publish.template-braces", template=text, known=known_fields()) from None
        asked = [field for _, field, form, conversion in pieces if field is not None or form or conversion]
        for field in asked:
            if field not in FIELDS:
                raise Refused("publish.template-field", field=field, template=text, known=known_fields())
        if not asked or any(form or conversion for _, _, form, conversion in pieces):
            raise Refused("publish.template-braces", template=text, known=known_fields())
        return cls(text.strip())

    def with_time(self) -> Template:
        """The same with the time at its end, where it does not tell that already."""
        if "{time}" in self.text:
            return self
        opening, body, closing = self._parts()
        return Template(f"{opening}{body}, {{time}}{closing}")

    def fill(self, people: Iterable[Mapping[str, str]]) -> str:
        """The template for each of the people, whose fields it is given, with "; " between them. What is not known of
        one is left out, together with what stands before it."""
        opening, body, closing = self._parts()
        pieces = [(before, field) for before, field, _, _ in string.Formatter().parse(body)]
        said = dict.fromkeys(text for known in people if (text := _filled(pieces, known)))
        return f"{opening}{'; '.join(said)}{closing}"

    def _parts(self) -> tuple[str, str, str]:
        closing = _BRACKETS.get(self.text[:1])
        if closing and self.text.endswith(closing) and self.text.count(self.text[0]) == 1:
            return self.text[0], self.text[1:-1], closing
        return "", self.text, ""


STANDARD = Template("({pseudonym}, {role})")


def _filled(pieces: Iterable[tuple[str, str | None]], known: Mapping[str, str]) -> str:
    said = ""
    for number, (before, field) in enumerate(pieces):
        value = known.get(field, "") if field else ""
        if value or field is None:
            opening = before.lstrip(_SEPARATORS) if number and not said else before
            said += opening + value
    return said


def known_fields() -> str:
    """The fields as a template has them, as in "{pseudonym}, {role}"."""
    return ", ".join(f"{{{field}}}" for field in FIELDS)
