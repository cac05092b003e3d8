"""The codes as a tree: each carrier with its features, and how often each was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from interviewcoder.locale import pick
from interviewcoder.model import Code
from interviewcoder.safe import visible
from interviewcoder.tui.themes import legible


class CodeTree(Tree[str], inherit_bindings=False):
    """Codes by id. Enter is the screen's; a click puts the focus on a code, one on its triangle folds it."""

    DEFAULT_CSS = """
    CodeTree { background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0; }
    """
    BINDINGS = [
        Binding("up,k", "cursor_up", show=False),
        Binding("down,j", "cursor_down", show=False),
        Binding("left,h", "fold(True)", show=False),
        Binding("right,l", "fold(False)", show=False),
        Binding("space", "toggle_node", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
    ]

    _LEAST = 10

    def __init__(self) -> None:
        self._at: dict[str, TreeNode[str]] = {}
        self._counts: Mapping[str, int] = {}
        super().__init__("")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False

    def show(self, codes: Sequence[Code], counts: Mapping[str, int]) -> None:
        """Draw these codes, each after its carrier; what was folded stays so."""
        folded = {code for code, node in self._at.items() if node.allow_expand and not node.is_expanded}
        self._counts = counts
        dark = self.app.current_theme.dark
        self.clear()
        self._at = {}
        self.root.expand()
        for code in codes:
            parent = self._at.get(code.parent) if code.parent else None
            kept = any(each.parent == code.id for each in codes)
            above = parent or self.root
            self._at[code.id] = above.add(
                _label(code, dark), code.id, expand=code.id not in folded, allow_expand=kept
            )

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """The code, cut where the width ends, with its count at the right."""
        label = super().render_label(node, base_style, style)
        count = f" {self._counts.get(node.data or '', 0) or '·'}"
        guides = 0 if node.parent is None or node.parent.is_root else self.guide_depth
        room = max(self._LEAST, self.scrollable_content_region.width - guides - len(count))
        label.truncate(room, overflow="ellipsis")
        return label.append(" " * (room - label.cell_len) + count, style=style + Style(bold=False))

    def focus_code(self, code: str | None) -> None:
        """Put the focus on a code, if it is there."""
        node = self._at.get(code or "")
        if node is None:
            return
        if node.parent:
            node.parent.expand()
        if any(self.get_node_at_line(line) is node for line in range(self.last_line + 1)):
            self.move_cursor(node)

    def action_fold(self, fold: bool) -> None:
        """Fold the carrier in focus, or that of the feature in focus; or unfold it."""
        node = self.cursor_node
        if node is None:
            return
        if fold and not (node.allow_expand and node.is_expanded) and node.parent and not node.parent.is_root:
            node = node.parent
            self.move_cursor(node)
        if node.allow_expand:
            (node.collapse if fold else node.expand)()


def _label(code: Code, dark: bool) -> Text:
    label = Text(no_wrap=True)
    label.append(f"{code.key} ", style=Style(bold=True, color=legible(code.colour, dark)))
    return label.append(visible(pick(code.label)), style="" if code.parent else "bold")
