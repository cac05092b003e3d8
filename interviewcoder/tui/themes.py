"""The looks, dark, light and of high contrast, and the colours of the carriers on each."""

from textual.color import Color
from textual.theme import Theme

_DIM = 0.45

DARK = Theme(
    name="interviewcoder-dark",
    primary="#56B4E9",
    secondary="#009E73",
    accent="#E69F00",
    warning="#E69F00",
    error="#D55E00",
    success="#009E73",
    foreground="#E4E4E4",
    background="#16181D",
    surface="#1D2026",
    panel="#262A33",
    dark=True,
)

LIGHT = Theme(
    name="interviewcoder-light",
    primary="#0072B2",
    secondary="#009E73",
    accent="#B36B00",
    warning="#B36B00",
    error="#B34700",
    success="#00734F",
    foreground="#1B1D21",
    background="#FBFAF7",
    surface="#F3F1EC",
    panel="#E6E3DB",
    dark=False,
)


CONTRAST = Theme(
    name="interviewcoder-contrast",
    primary="#66CCFF",
    secondary="#00E0A0",
    accent="#FFD400",
    warning="#FFD400",
    error="#FF8A5C",
    success="#00E0A0",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1A1A1A",
    dark=True,
)


def legible(colour: str, dark: bool) -> str:
    """A carrier's colour as it can be read in letters: lighter if need be on a dark ground, darker on a light one."""
    held = Color.parse(colour)
    if dark:
        return held.blend(Color(255, 255, 255), 0.35).hex if held.brightness < _DIM else held.hex
    return held.blend(Color(0, 0, 0), 0.35).hex
