"""The tour: eight things to do on a study, each of which is over when the person has really done it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.locale import pick, say
from interviewcoder.tasks.recent import note_tour
from interviewcoder.tui.screens.study_screen import StudyScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from interviewcoder.store.events import Event
    from interviewcoder.tui.app import Interviewcoder
    from interviewcoder.tui.screens.coding import CodingScreen

_LOOK_SECONDS = 0.15
"""How often it is looked whether the step is done."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, said by the sentence ``tour.step.<name>``; ``done`` looks whether it was."""

    name: str
    done: Callable[[Tour], bool]


class Tour:
    """Where in the tour one is; it watches what is done and does nothing itself."""

    def __init__(self, study: Interviewcoder) -> None:
        self._study = study
        self._at = 0
        self._stamp = 0
        self._event: str | None = None
        """The coder's newest event when the step began."""
        self._cursor: int | None = None
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Go to an interview that the coder has no codings in yet, where there is one, and show the first step."""
        ask, coder = self._study.session.project.ask, self._study.session.coder
        documents = ask.documents()
        if not documents:
            self._study.session.tour = None
            self._study.tell("tour.needs-interviews")
            return
        note_tour()
        coded = ask.tally_by_document(coder)
        document = next((each.id for each in documents if not coded.get(each.id)), documents[0].id)
        self._study.session.document = document
        self._study.session.places[document] = 0
        self._study.go("coding")
        self._event = self._newest_id()
        self._show()
        self._timer = self._study.set_interval(_LOOK_SECONDS, self.look)

    def leave(self) -> None:
        """Stop, and take the line away."""
        self._rest()
        self._study.session.tour = None
        self._show()

    def look(self) -> None:
        """Go on to the next step when this one is done; look no longer when another tour was begun."""
        if self._study.session.tour is not self:
            self._rest()
        elif not self.over and STEPS[self._at].done(self):
            self._at += 1
            self._event = self._newest_id()
            self._show()

    def _rest(self) -> None:
        if self._timer:
            self._timer.stop()

    # --- what is done -----------------------------------------------------------------------------

    @property
    def coding(self) -> CodingScreen | None:
        """The screen for coding, when that is in sight."""
        from interviewcoder.tui.screens.coding import CodingScreen

        return self._study.screen if isinstance(self._study.screen, CodingScreen) else None

    @property
    def place(self) -> str:
        """Where one is; empty while a dialog is open."""
        return self._study.screen.place if isinstance(self._study.screen, StudyScreen) else ""

    @property
    def sees_fragments(self) -> bool:
        """Whether the fragments behind a number are in sight."""
        from interviewcoder.tui.screens.fragments import FragmentsScreen

        return isinstance(self._study.screen, FragmentsScreen)

    def moved(self) -> bool:
        """Whether the cursor stands elsewhere than when it was first looked at."""
        screen = self.coding
        if screen is None:
            return False
        if self._cursor is None:
            self._cursor = screen.view.cursor
        return screen.view.cursor != self._cursor

    def newest(self) -> Event | None:
        """What the coder did last, if that was since the step began."""
        event = self._newest()
        return event if event and event.id != self._event else None

    def _newest(self) -> Event | None:
        session = self._study.session
        return next(iter(session.project.ask.history(coder=session.coder, last=1)), None)

    def _newest_id(self) -> str | None:
        event = self._newest()
        return event.id if event else None

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """How many steps are done."""
        return self._at

    @property
    def over(self) -> bool:
        """Whether all steps are done."""
        return self._at == len(STEPS)

    @property
    def line(self) -> tuple[str, str]:
        """How far one is, and what to do."""
        if self.over:
            return say("tour.over"), say("tour.step.end")
        name, example = STEPS[self._at].name, self._example()
        if name == "code" and not example["second"]:
            name = "code-alone"
        return say("tour.count", number=self._at + 1, total=len(STEPS)), say(f"tour.step.{name}", **example)

    def _example(self) -> dict[str, str]:
        """A code to try, and its keys: the second feature of the second carrier that has any, or near it."""
        codebook = self._study.session.project.codebook
        unfolding = [carrier for carrier in codebook.carriers if codebook.features(carrier.id)]
        if not unfolding:
            carrier = codebook.carriers[0]
            return {"first": carrier.key, "second": "", "code": pick(carrier.label)}
        carrier = unfolding[:2][-1]
        feature = codebook.features(carrier.id)[:2][-1]
        return {"first": carrier.key, "second": feature.key, "code": pick(feature.label)}

    def _show(self) -> None:
        from interviewcoder.tui.widgets.tour_line import TourLine

        for screen in self._study.screen_stack:
            for line in screen.query(TourLine):
                line.show()


def _coded(tour: Tour) -> bool:
    event = tour.newest()
    return event is not None and event.kind == "coding.apply"


def _chose(tour: Tour) -> bool:
    return tour.coding is not None and tour.coding.chosen is not None


def _decided(tour: Tour) -> bool:
    event = tour.newest()
    if event is None:
        return False
    parts = [kind for kind, _ in event.payload["events"]] if event.kind == "batch" else [event.kind]
    return "suggestion.decide" in parts


def _took_back(tour: Tour) -> bool:
    event = tour.newest()
    return event is not None and event.undoes is not None


STEPS = (
    Step("select", Tour.moved),
    Step("code", _coded),
    Step("panel", _chose),
    Step("suggestion", _decided),
    Step("undo", _took_back),
    Step("overview", lambda tour: tour.place == "overview"),
    Step("cell", lambda tour: tour.sees_fragments),
    Step("quotes", lambda tour: tour.place == "quotes"),
)
