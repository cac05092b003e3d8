"""The table that the benchmarks end with."""

from __future__ import annotations

from collections.abc import Iterator

_HEAD = ("what", "measured", "bar", "beside it in the same run", "holds")


class Measured:
    """What was measured, the figure, its bar, the same by another program, and whether the bar holds."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str, str]] = []

    def tell(
        self, what: str, figure: float, unit: str = "ms", *, below: float | None = None, beside: str = ""
    ) -> None:
        """Enter a figure, which is to stay ``below`` its bar where it has one."""
        bar = "" if below is None else f"< {below:,g} {unit}"
        holds = "" if below is None else "yes" if figure < below else "NO"
        self._rows.append((what, f"{figure:,.{2 if figure < 10 else 0}f} {unit}", bar, beside, holds))

    def exceed(self, what: str, figure: float, unit: str, *, above: float, beside: str = "") -> None:
        """Enter a figure that is to be at least its bar."""
        holds = "yes" if figure >= above else "NO"
        self._rows.append((what, f"{figure:,.0f} {unit}", f"≥ {above:,g} {unit}", beside, holds))

    def lines(self) -> Iterator[str]:
        """The rows in columns; none when nothing was measured."""
        if not self._rows:
            return
        wide = [max(map(len, column)) for column in zip(_HEAD, *self._rows, strict=True)]
        for row in (_HEAD, *self._rows):
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
