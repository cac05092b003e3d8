"""Agreement and differences out to a file, from the screens that show them; coders keep their names to themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.tui.exporting import ask_export

if TYPE_CHECKING:
    from interviewcoder.analysis.agreement.judging import Differing
    from interviewcoder.analysis.agreement.units import Unit
    from interviewcoder.publish.coders import Called
    from interviewcoder.publish.tables import Table
    from interviewcoder.tasks.agreement import Agreement
    from interviewcoder.tasks.disagreements import Compare
    from interviewcoder.tui.app import Interviewcoder


def export_values(study: Interviewcoder, found: Agreement) -> None:
    """The values as they are shown, with features where some are unfolded."""
    from interviewcoder.analysis.resampling import DRAWS
    from interviewcoder.tasks.agreement_tables import texts_of, values_table

    table = values_table(study.session.project, found, _called(study), draws=DRAWS)
    _export(study, say("agreement.file"), table, texts_of(table, found))


def export_units(study: Interviewcoder, units: Sequence[Differing], unit: Unit, level: str) -> None:
    from interviewcoder.tasks.agreement_tables import texts_of_units, units_table

    table = units_table(study.session.project, units, unit, level, _called(study))
    _export(study, say("agreement.file-differing"), table, texts_of_units(table))


def export_differences(study: Interviewcoder, found: Compare) -> None:
    """The differences with what was decided on them and why."""
    from interviewcoder.tasks.difference_tables import WHOSE, as_table

    table = _called(study).table(as_table(study.session.project, found), whose=WHOSE)
    _export(study, say("differences.file"), table, table.texts(without=WHOSE))


def _called(study: Interviewcoder) -> Called:
    from interviewcoder.publish.coders import called

    return called(study.session.project.ask.coders())


def _export(study: Interviewcoder, name: str, table: Table, texts: Mapping[str, str]) -> None:
    def write(path: Path) -> Path:
        from interviewcoder.publish.tables import write_table

        return write_table(table, path, over=True)

    ask_export(study, name, lambda: texts, write)
