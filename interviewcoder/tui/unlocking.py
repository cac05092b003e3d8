"""Going on with an encrypted file once its password is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from interviewcoder.errors import Refused


def asks_password(refused: Refused) -> bool:
    """Whether a file was refused because its password is not known, or not right."""
    return refused.key in ("encryption.locked", "encryption.wrong-password")


def unlock_and(
    app: App[Any],
    path: Path,
    shown: str,
    go: Callable[[], object],
    no_password: Callable[[], object] | None = None,
) -> None:
    """Ask for the password of a file, which people know as ``shown``, and go on once it is right; ``no_password`` is
    called when it was tried in vain and given up."""
    from interviewcoder.tui.widgets.password_dialogs import UnlockDialog

    def answered(known: bool | None) -> None:
        if known:
            go()
        elif dialog.tried and no_password:
            no_password()

    dialog = UnlockDialog(path, shown=shown)
    app.push_screen(dialog, answered)
