"""The widget that shows a transcript: draws only the rows in sight, and of those only the ones that changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from time import monotonic

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from interviewcoder.model import Span, Speaker, Transcript
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.widgets.transcript.caret import Caret
from interviewcoder.tui.widgets.transcript.highlights import Highlights, Mark, Marks
from interviewcoder.tui.widgets.transcript.layout import TIME, Layout, label_width, lay_out
from interviewcoder.tui.widgets.transcript.paint import MARGIN, NO_SCENE, Looks, Scene, paint, scene_of
from interviewcoder.tui.widgets.transcript.rows import Rows

_OVERLAP = 2
"""Rows of a screen that are still there after paging, so that one sees where one was."""

_REST_SECONDS = 0.05
"""How long nothing happens before what is beside the words follows; till then a key costs no more than the words."""

_DIM = 0.6
"""How much of the text's colour is left in what is not coded: interviewers and notes."""

_CHOSEN = 0.35
"""How much of the accent's colour a selection has."""

_NOTHING = Transcript("", (), ())


def _key(keys: str, action: str, name: str, **more: str) -> Binding:
    return Binding(keys, action, f"transcript.{name}", show=False, id=f"transcript.{name}", **more)  # type: ignore[arg-type]


class TranscriptView(ScrollView, can_focus=True):
    """A transcript with its codings. Its ``target`` is what a code would be put on."""

    ALLOW_SELECT = False
    BINDINGS = [
        Binding("j,down", "sentence(1)", "transcript.next", key_display="j", id="transcript.next"),
        Binding("k,up", "sentence(-1)", "transcript.previous", key_display="k", show=False, id="transcript.previous"),
        _key("J", "turn(1)", "next-turn"),
        _key("K", "turn(-1)", "previous-turn"),
        Binding("space", "extend(1)", "transcript.longer", id="transcript.longer"),
        _key("backspace", "extend(-1)", "shorter"),
        _key("w,right", "word(1)", "next-word", key_display="w"),
        _key("b,left", "word(-1)", "previous-word", key_display="b"),
        _key("left_square_bracket", "start_here", "start-here", key_display="["),
        _key("right_square_bracket", "end_here", "end-here", key_display="]"),
        _key("v", "whole_turn", "whole-turn"),
        _key("escape", "let_go", "let-go", key_display="esc"),
        _key("pagedown,ctrl+d", "screen(1)", "screen-down", key_display="pgdn"),
        _key("pageup,ctrl+u", "screen(-1)", "screen-up", key_display="pgup"),
        _key("home", "far(-1)", "first", key_display="home"),
        _key("end", "far(1)", "last", key_display="end"),
        _key("y", "copy", "copy"),
    ]
    COMPONENT_CLASSES = {"transcript--bar", "transcript--read", "transcript--chosen"}
    DEFAULT_CSS = """
    TranscriptView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; background: $background;
        .transcript--bar { color: $accent; }
        .transcript--read { color: $success; }
        .transcript--chosen { color: $accent; }
    }
    """

    class Moved(Message):
        """The caret or the selection is elsewhere."""

    class Rested(Message):
        """Nothing has happened for a moment."""

    class Copying(Message):
        """The target is to be put on the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._transcript = _NOTHING
        self._caret = Caret(_NOTHING)
        self._highlights = Highlights()
        self._layout = Layout("", 1, (), 0)
        self._focus: Mark | None = None
        self._why: tuple[Span, ...] = ()
        self._read: tuple[Span, ...] = ()
        self._rows = Rows(self._scene, self._paint)
        self._looks: Looks | None = None
        self._dragged_from: int | None = None
        self._resting: Timer | None = None
        self._rests_at = 0.0
        self._bar_waits = False
        self._speakers: tuple[Speaker, ...] = ()
        self._times = False

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The code point where the reader is."""
        return self._caret.position

    @property
    def target(self) -> Span:
        """What a code would be put on: the selection, else the sentence at the cursor."""
        return self._caret.target

    def show(self, transcript: Transcript, marks: Iterable[Mark], at: int = 0, *, times: bool = False) -> None:
        """Show another transcript with its codings, from the code point ``at`` on; with ``times``, if it has any."""
        self._transcript, self._times = transcript, times
        self._speakers = tuple(turn.speaker for turn in transcript.turns)
        self._caret = Caret(transcript, at)
        self._highlights = Highlights(marks)
        self._focus, self._why, self._read = None, (), ()
        self._lay_out(top=None)
        self._tell()

    @property
    def has_times(self) -> bool:
        """Whether the transcript tells when anything was said."""
        return any(turn.time_start is not None for turn in self._transcript.turns)

    def show_times(self, shown: bool) -> None:
        """Show when each turn begins, where the transcript tells, or no longer."""
        if self._times != shown:
            self._times = shown
            self._lay_out(self._top)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these codings and no others."""
        self._highlights = Highlights(marks)
        self._rows.forget()
        self.refresh()

    def add_mark(self, mark: Mark) -> None:
        self._highlights.add(mark)
        self._forget(mark.span)
        self._wait_for_rest()

    def remove_mark(self, id: str) -> None:
        if mark := self._highlights.remove(id):
            self._forget(mark.span)

    def marks_at(self, span: Span) -> Marks:
        """The codings that overlap a span, in order of place."""
        return self._highlights.over(span)

    def set_focus_mark(self, id: str | None) -> None:
        """Make one coding stand out, or none."""
        before, self._focus = self._focus, self._highlights.get(id)
        self._redraw(*(mark.span for mark in (before, self._focus) if mark))

    def set_pointer(self, spans: Iterable[Span]) -> None:
        """Underline words that speak for a suggestion."""
        before, self._why = self._why, tuple(spans)
        if before != self._why:
            self._redraw(*before, *self._why)

    def set_read(self, spans: Iterable[Span]) -> None:
        """Mark what has been read; the spans are in order and do not touch."""
        if (read := tuple(spans)) != self._read:
            self._read = read
            self._rows.look_again()
            self.refresh()

    def go_to(self, start: int, end: int) -> None:
        """Select a fragment and bring it in sight."""
        self._move(lambda: self._caret.select(Span(start, end)))

    # --- rows -------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        if self._layout.width != self._text_width(self._layout.lead):
            self._lay_out(self._top)

    @property
    def _top(self) -> int | None:
        """The code point on the uppermost row; None at the beginning."""
        return self._layout.starts[self.scroll_offset.y] if len(self._layout) > self.scroll_offset.y > 0 else None

    def _text_width(self, lead: int) -> int:
        return max(10, self._width - MARGIN - lead - 1)

    def _lay_out(self, top: int | None) -> None:
        """Wrap again; the row with the code point ``top`` comes on top, else the target comes in sight."""
        labels, times = label_width(self._transcript), self._times and self.has_times
        lead = labels + 1 + (TIME + 1 if times else 0)
        self._layout = lay_out(self._transcript, self._text_width(lead), labels, times=times)
        self._rows.forget()
        self.virtual_size = Size(self.size.width, len(self._layout))
        if top is not None:
            self.scroll_to(y=self._layout.row_of(top), animate=False)
        self._keep_in_sight()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._rows.forget()
        self._looks = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they are kept. Textual would lay border and padding around each anew; this widget has neither,
        so a frame costs no more than looking the rows up."""
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    @property
    def _width(self) -> int:
        """Cells of a row: all up to the scrollbar, so that nothing has to be cut off under it in each frame."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        return self._rows.at(y + round(self.scroll_y))

    def _scene(self, row: int) -> Scene:
        if row >= len(self._layout):
            return NO_SCENE
        focus = self._focus.span if self._focus else None
        return scene_of(self._layout, row, self._caret, focus, self._why, self._read)

    def _paint(self, row: int, scene: Scene) -> Strip:
        """The strip of a row, in the colours that the terminal has."""
        looks = self._looks = self._looks or self._find_looks()
        if row < len(self._layout):
            strip = paint(self._layout, self._highlights, self._speakers, row, scene, looks, self._width)
        else:
            strip = Strip.blank(self._width, looks.base)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return strip

    def _paint_ahead(self) -> None:
        """Paint the next and the previous screen while the reader reads, so that paging finds them ready."""
        if self._looks is not None and self.is_attached:
            top, height = self.scroll_offset.y, self.size.height
            for row in (*range(top + height, top + 2 * height), *range(top - height, top)):
                if 0 <= row < len(self._layout):
                    self._rows.at(row)

    def _find_looks(self) -> Looks:
        def part(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}", partial=True)

        background, text = self.background_colors[1], self.colors[3]
        base = self.rich_style
        plain = "NO_COLOR" in os.environ
        return Looks(
            base,
            background,
            text,
            Style(color=background.blend(text, _DIM).rich_color),
            base + part("bar"),
            base + part("read"),
            Style(bgcolor=background.blend(Color.from_rich_color(part("chosen").color), _CHOSEN).rich_color),
            plain,
        )

    def _forget(self, span: Span) -> None:
        """Draw the rows of a span anew, since what lies on them changed."""
        self._rows.forget(self._layout.rows_of(span))
        self._redraw(span)

    def _redraw(self, *spans: Span) -> None:
        for span in spans:
            if rows := self._layout.rows_of(span):
                self._rows.look_again(rows)
                self.refresh_lines(rows.start, len(rows))

    # --- moving -----------------------------------------------------------------------------------

    def _move(self, change: Callable[[], None]) -> None:
        """Change the caret, redraw what that touches, and tell."""
        before, let_go = (self._caret.selection, self._caret.target, self._caret.word), self._lets_go
        change()
        if let_go != self._lets_go:
            self.refresh_bindings()
        after = (self._caret.selection, self._caret.target, self._caret.word)
        if before[0] and after[0]:
            self._redraw(*_differing(before[0], after[0]), before[2], after[2])
        else:
            self._redraw(*before[1:], *after[1:])
        self._bar_waits = True
        self._keep_in_sight()
        self._bar_waits = False
        self._tell()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what came in sight; the bar beside it, too, unless it waits for rest."""
        if not self._bar_waits:
            super().watch_scroll_y(old_value, new_value)
        elif round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _tell(self) -> None:
        self.post_message(self.Moved())
        self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        self._rests_at = monotonic() + _REST_SECONDS
        if self._resting is None:
            self._resting = self.set_timer(_REST_SECONDS, self._rest)

    def _rest(self) -> None:
        """Let follow what can wait until the reader rests; wait on where there was a key in the meantime."""
        self._resting = None
        if (left := self._rests_at - monotonic()) > 0:
            self._resting = self.set_timer(left, self._rest)
            return
        self.vertical_scrollbar.position = self.scroll_y
        self.post_message(self.Rested())
        self._paint_ahead()

    def _keep_in_sight(self) -> None:
        height = self.scrollable_content_region.height
        if not len(self._layout) or height < 1:  # not on the screen yet
            return
        rows = self._layout.rows_of(self._caret.target) or range(1)
        if self._caret.by_word or len(rows) > height:
            row = self._layout.row_of(self._caret.position)
            rows = range(row, row + 1)
        top = self.scroll_offset.y
        if rows.start < top or rows.stop > top + height:
            above = min(height // 3, height - len(rows))
            self.scroll_to(y=max(0, rows.start - above), animate=False, immediate=True)
        self.call_after_refresh(self._place_terminal_cursor)

    def _place_terminal_cursor(self) -> None:
        """Let the terminal's own cursor follow, for those who read with a screen reader or a magnifier."""
        if self.has_focus and len(self._layout):
            row = self._layout.row_of(self._caret.position)
            x = MARGIN + self._layout.lead + self._layout.column_of(self._caret.position)
            self.app.cursor_position = self.content_region.offset + Offset(x, row - self.scroll_offset.y)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is selected there is nothing to let go of, and Escape is the screen's."""
        return self._lets_go if action == "let_go" else True

    @property
    def _lets_go(self) -> bool:
        return self._caret.selection is not None or self._caret.by_word

    def action_sentence(self, step: int) -> None:
        self._move(lambda: self._caret.sentences(step))

    def action_turn(self, step: int) -> None:
        self._move(lambda: self._caret.turns(step))

    def action_extend(self, step: int) -> None:
        self._move(lambda: self._caret.extend(step))

    def action_word(self, step: int) -> None:
        self._move(lambda: self._caret.words(step))

    def action_start_here(self) -> None:
        self._move(self._caret.start_here)

    def action_end_here(self) -> None:
        self._move(self._caret.end_here)

    def action_whole_turn(self) -> None:
        self._move(self._caret.whole_turn)

    def action_let_go(self) -> None:
        """Drop the selection, and stand in the sentence."""
        self._move(lambda: self._caret.place(self._caret.position))

    def action_screen(self, step: int) -> None:
        """Go a screen of rows down or up."""
        rows = max(1, self.scrollable_content_region.height - _OVERLAP)
        row = self._layout.row_of(self._caret.position) + step * rows
        row = max(0, min(len(self._layout) - 1, row))

        def jump() -> None:
            self._caret.place(self._layout.starts[row])
            self._caret.sentences(0)

        self._move(jump)

    def action_far(self, step: int) -> None:
        self._move(lambda: self._caret.sentences(step * len(self._transcript.sentences)))

    def action_copy(self) -> None:
        self.post_message(self.Copying(self.target.of(self._transcript.text)))

    # --- mouse ------------------------------------------------------------------------------------

    def _under(self, event: events.MouseEvent) -> int | None:
        """The code point under the mouse; outside the widget, the nearest one."""
        if not len(self._layout):
            return None
        offset = event.get_content_offset_capture(self)
        row = max(0, min(len(self._layout) - 1, offset.y + self.scroll_offset.y))
        return self._layout.position_at(row, offset.x - MARGIN - self._layout.lead)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self._dragged_from = self._under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        here = self._under(event)
        start = self._dragged_from
        if start is not None and here is not None and (here != start or self._caret.selection):
            self._move(lambda: self._caret.drag(start, here))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        start, self._dragged_from = self._dragged_from, None
        here = self._under(event)
        if here is not None and here == start:
            self._move(lambda: self._caret.place(here))

    def on_click(self, event: events.Click) -> None:
        here = self._under(event)
        if here is None:
            return
        if event.chain == 2:
            self._move(lambda: self._caret.drag(here, here))
        elif event.chain == 3:
            self._move(self._caret.whole_turn)


def _differing(one: Span, other: Span) -> tuple[Span, ...]:
    """The parts of two spans that are not in both."""
    if not one.overlaps(other):
        return one, other
    starts, ends = sorted((one.start, other.start)), sorted((one.end, other.end))
    return Span(*starts), Span(*ends)
