"""How good the suggestions would have been for the interviews that are coded already."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.errors import Refused, Stopped
from interviewcoder.locale import say
from interviewcoder.publish.evaluated import MEASURES, number, row_of_code, row_of_method
from interviewcoder.safe import visible
from interviewcoder.tasks.evaluating import Evaluation, evaluate
from interviewcoder.tui.screens.study_screen import StudyScreen


class EvaluationScreen(StudyScreen):
    """Counts in the background, for it takes many seconds; Escape stops it and goes back."""

    place = "overview"
    DEFAULT_CSS = """
    EvaluationScreen VerticalScroll { padding: 0 2; scrollbar-size-vertical: 1; }
    EvaluationScreen Static { height: auto; }
    """
    BINDINGS = [Binding("escape", "back", "fragments.back", id="evaluation.back")]

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(say("evaluate.counting", done=0, of="…"), id="figures", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._evaluate()

    @work(thread=True, exclusive=True, group="evaluation")
    def _evaluate(self) -> None:
        from interviewcoder.suggest.suggester import Suggester

        worker, project = get_current_worker(), self.session.project

        def tell(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise Stopped
            self.app.call_from_thread(self._tell, Text(say("evaluate.counting", done=done, of=of)))

        try:
            found = evaluate(project, Suggester(project.codebook), tell=tell)
        except Stopped:
            return
        except Refused as refused:
            self.app.call_from_thread(self._tell, Text(visible(str(refused))))
            return
        self.app.call_from_thread(self._tell, self._figures(found))

    def _tell(self, text: Text) -> None:
        if self.is_attached:
            self.query_one("#figures", Static).update(text)

    def _figures(self, found: Evaluation) -> Text:
        counts = {name: getattr(found, name) for name in ("interviews", "sentences", "coded", "groups")}
        mark = say("cli.synthetic") if "synthetic" in self.session.project.ask.properties() else ""
        codebook = self.session.project.codebook
        methods = [row_of_method(method.value, ranking) for method, ranking in found.methods.items()]
        codes = [row_of_code(codebook, each.code, each.sentences, each.average) for each in found.codes]
        text = Text(f"{mark}\n" if mark else "", style="bold")
        text.append(f"{say(f'evaluate.counted-{found.out.value}', **counts)}\n\n", style="not bold")
        for rows in (
            [["", *(say(f"evaluate.{name}") for name in MEASURES)], *methods],
            [[say("evaluate.code"), say("evaluate.sentences"), say("evaluate.average")], *codes],
        ):
            text.append(f"{_aligned(rows)}\n\n", style="not bold")
        curve = "  ".join(f"{point.interviews}: {number(point.average)}" for point in found.curve)
        text.append(f"{say('evaluate.curve')}\n{curve}\n\n{say('evaluate.meaning')}", style="not bold")
        return text

    def action_back(self) -> None:
        self.workers.cancel_group(self, "evaluation")
        self.app.pop_screen()


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines whose columns line up."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(len(shown[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown)
