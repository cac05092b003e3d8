"""Trees of codes that a program writes as names with their path in them: "Trust: openness", "Trust.openness"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviewcoder.exchange.foreign import ForeignCode


def nested(codes: Sequence[ForeignCode], separator: str) -> tuple[ForeignCode, ...]:
    """The codes as a tree: one whose name begins with that of another and the separator lies under the nearest such.

    A name that holds the separator without such another is a name like any. Parents come first, otherwise the order
    stays.
    """
    by_name = {code.name: code for code in codes}
    under: dict[str, str | None] = {}
    placed: list[ForeignCode] = []
    for code in codes:
        parts = code.name.split(separator)
        heads = (separator.join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        parent = next((by_name[head] for head in heads if head in by_name and head != code.name), None)
        name = code.name if parent is None else code.name[len(parent.name) + len(separator) :].strip()
        under[code.guid] = parent.guid if parent else None
        placed.append(replace(code, name=name or code.name, parent=under[code.guid]))
    return parents_first(placed)


def parents_first(codes: Iterable[ForeignCode]) -> tuple[ForeignCode, ...]:
    """The codes of a tree in its order, each after its parent. A parent that is not there is none, and neither is one
    that lies under its own code."""
    tree = {code.guid: code for code in codes}
    below: dict[str | None, list[ForeignCode]] = {}
    for code in tree.values():
        parent = code.parent if code.parent in tree else None
        below.setdefault(parent, []).append(replace(code, parent=parent))
    ordered: dict[str, ForeignCode] = {}
    for top in (*below.pop(None, []), *(replace(code, parent=None) for code in tree.values())):
        waiting = [top]
        while waiting:
            code = waiting.pop()
            if code.guid not in ordered:
                ordered[code.guid] = code
                waiting.extend(reversed(below.pop(code.guid, [])))
    return tuple(ordered.values())
