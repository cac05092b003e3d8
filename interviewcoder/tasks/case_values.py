"""What the values of cases and documents say of a respondent, whatever another program calls them."""

from __future__ import annotations

from collections.abc import Mapping

from interviewcoder.exchange.codebooks import slug
from interviewcoder.exchange.foreign import ForeignProject
from interviewcoder.model import Role
from interviewcoder.safe import visible

ROLE, COMPANY, SECTOR, REGION, DATE = "role", "company", "sector", "region", "date"
_VALUES = {
    ROLE: ("role", "rol", "functie", "function"),
    COMPANY: ("company", "bedrijf", "organisatie", "organisation", "organization"),
    SECTOR: ("sector",),
    REGION: ("region", "regio"),
    DATE: ("date", "datum"),
}
"""What a value of a case or a document may be called that says what we also know."""


def roles_in(foreign: ForeignProject) -> list[Role]:
    """The roles that the values of cases and documents name."""
    held = [*(case.values for case in foreign.cases), *(document.values for document in foreign.documents)]
    ids: dict[str, str] = {}
    for name in sorted({value for values in held if (value := value_of(values, ROLE))}):
        ids.setdefault(slug(name) or "role", name)
    return [Role(id, {"nl": name, "en": name}) for id, name in ids.items()]


def value_of(values: Mapping[str, str], what: str) -> str:
    """What the values say of a role, company, sector, region or date; empty where they do not."""
    return next((visible(value) for name, value in values.items() if name.strip().lower() in _VALUES[what]), "")
