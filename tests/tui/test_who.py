"""Choosing who codes before a study opens."""

from __future__ import annotations

import pytest
from tui.quiet import press, quiet

from interviewcoder.tui.who import WhoCodes


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("2",), "Bram"),
        (("up", "enter"), "Anna \x1b[31m"),
        (("n", "enter", *"Zoë", "enter"), "Zoë"),
        (("9", "escape"), None),
        (("enter",), "Bram"),
    ],
)
async def test_a_coder_by_number_by_arrows_or_a_new_one(keys: tuple[str, ...], chosen: str | None) -> None:
    app = WhoCodes("Proef [b]", ["Anna \x1b[31m", "Bram"], last="Bram")
    async with app.run_test(size=(80, 24)):
        await quiet(app)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Who is coding in Proef [b]?" in shown
        assert "Anna ␛[31m" in shown
        await press(app, *keys)
    assert app.return_value == chosen
