"""The last line of a screen: the keys that work now, as many as fit; a click on one presses it."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.widgets import Static

from interviewcoder.tui.keys import in_short

_LAST = "study."
"""Keys of every screen come after those of this one."""


class KeysLine(Static):
    """Follows the screen's active bindings. What is cut off for want of room stands under ``?``."""

    DEFAULT_CSS = """
    KeysLine { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    _drawn: Text | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.show())
        self.show()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the line from the bindings as they are."""
        if not self.is_attached or not self.screen.is_current:
            return
        items = [self._item(binding) for binding in self._bindings_shown()]
        room = self.size.width - 1
        line = Text(" ", no_wrap=True)
        last = items[-1] if items else Text()
        for item in items[:-1]:
            if line.cell_len + item.cell_len + 2 + last.cell_len <= room:
                line.append_text(item).append("  ")
        line.append_text(last)
        if line != self._drawn:
            self._drawn = line
            self.update(line, layout=False)

    def _bindings_shown(self) -> list[Binding]:
        """What is to be shown, each action once, in the order in which it is declared; help comes last."""
        active = {id(each.binding): each.binding for each in self.screen.active_bindings.values() if each.enabled}
        shown = [binding for binding in active.values() if binding.show]
        once = {(binding.action, binding.description): binding for binding in reversed(shown)}
        order = {key: place for place, key in enumerate(dict.fromkeys((b.action, b.description) for b in shown))}
        return [once[key] for key in sorted(once, key=lambda key: (_rank(once[key]), order[key]))]

    def _item(self, binding: Binding) -> Text:
        press = Style(meta={"@click": f"app.simulate_key('{binding.key}')"})
        item = Text(self._key(binding), style=Style(bold=True) + press)
        return item.append(f" {binding.description}", style=Style(bold=False) + press)

    def _key(self, binding: Binding) -> str:
        """How the key is called; of digits that do alike, all of them."""
        if not binding.key.isdigit() or binding.key_display:
            return self.app.get_key_display(binding)
        active = (each.binding for each in self.screen.active_bindings.values() if each.enabled)
        return in_short(each.key for each in active if each.description == binding.description)


def _rank(binding: Binding) -> int:
    name = binding.id or ""
    if name.endswith(".back"):
        return -1
    return 2 if name == "study.help" else 1 if name.startswith(_LAST) else 0
