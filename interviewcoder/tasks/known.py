"""Respondents whom the study knows already: an interview that comes in does not say otherwise of them unasked."""

from __future__ import annotations

from collections.abc import Iterable

from interviewcoder.model import Codebook, Document, Respondent
from interviewcoder.publish.attributed import Described


class Known:
    """Respondents by pseudonym, with role and company in as far as they were said."""

    def __init__(self, documents: Iterable[Document], codebook: Codebook) -> None:
        self._codebook = codebook
        self._people: dict[str, Respondent] = {}
        for document in documents:
            self.meet(document.respondents)

    def otherwise(self, told: Iterable[Respondent]) -> dict[str, str] | None:
        """Of the first who is told to have another role or company than is known: who, and what is known and told."""
        for who in told:
            known = self._people.get(who.pseudonym, who)
            pairs = ((known.role, who.role), (known.company, who.company))
            if any(old and new and old != new for old, new in pairs):
                return {"who": who.pseudonym, "known": self._in_words(known), "told": self._in_words(who)}
        return None

    def meet(self, told: Iterable[Respondent]) -> None:
        """Know these from now on; what is not said of them does not wipe out what was."""
        for who in told:
            known = self._people.get(who.pseudonym, who)
            role, company = who.role or known.role, who.company or known.company
            self._people[who.pseudonym] = Respondent(who.pseudonym, role, company)

    def _in_words(self, who: Respondent) -> str:
        described = Described.of([who], self._codebook)
        return ", ".join(filter(None, (described.role, described.company)))
