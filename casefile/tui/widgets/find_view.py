"""Finding inside a view: the part that lists and documents share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.message import Message

from casefile.tui.widgets.finder import Finder, highlighted, work_in_slices
from casefile.tui.widgets.line import Run
from casefile.tui.widgets.line_view import LineView


class FindView(LineView, inherit_bindings=False):
    """A view whose rows can be searched: hits are lit up, counted, and gone to one after the other.

    The search runs in slices between the keys, so that 200,000 rows hold nothing up.
    """

    class Found(Message):
        """The search went on: hits so far, which of them is looked at (0: none), whether that is all."""

        def __init__(self, control: FindView, count: int, position: int, finished: bool) -> None:
            super().__init__()
            self.view = control
            self.count = count
            self.position = position
            self.finished = finished

        @property
        def control(self) -> FindView:
            """The view that was searched."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """Of several figures of the same view, only the last is delivered."""
            return isinstance(message, FindView.Found) and message.view is self.view

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._finder: Finder | None = None
        self._find_from: int | None = None

    # What a subclass says

    def find_count(self) -> int:
        """How many rows there are to look through."""
        raise NotImplementedError

    def find_text(self, index: int) -> str:
        """What is looked through in that row."""
        raise NotImplementedError

    def find_place(self) -> int:
        """The row that the search goes on from."""
        raise NotImplementedError

    def find_go(self, index: int) -> None:
        """Shows that row as the hit that is looked at."""
        raise NotImplementedError

    # What a screen asks

    @property
    def hit_count(self) -> int:
        """How many rows match, as far as was looked."""
        return len(self._finder.hits) if self._finder else 0

    @property
    def hit_position(self) -> int:
        """Which of the hits is looked at, from 1; 0 if none."""
        return self._finder.position(self.find_place()) if self._finder else 0

    @property
    def find_finished(self) -> bool:
        """Whether all rows were looked through (also if there is no search)."""
        return self._finder is None or self._finder.finished

    @property
    def find_pattern(self) -> str:
        """What is searched for, or ""."""
        return self._finder.pattern if self._finder else ""

    def find(self, pattern: str, *, jump: bool = True) -> None:
        """Lights up the pattern everywhere and counts the rows that have it; ``Found`` tells how far it is.

        With ``jump`` the first hit from where the search began is gone to, again with each letter typed.
        """
        start = self._find_from
        if self._finder is None or start is None:
            start = self.find_place()
        self._begin(Finder(pattern, self.find_count(), self.find_text), start if jump else None)

    def find_again(self) -> None:
        """Searches anew for the same, for other rows are shown; nothing moves."""
        if self._finder is not None:
            self._begin(Finder(self._finder.pattern, self.find_count(), self.find_text), None)

    def clear_find(self) -> None:
        """Ends the search; the cursor stays."""
        self._finder = self._find_from = None
        self.forget_strips()

    def next_hit(self) -> bool:
        """Goes to the next hit, round the end; False if there is none."""
        return self._go_to_hit(self._finder.after(self.find_place()) if self._finder else None)

    def previous_hit(self) -> bool:
        """Goes to the hit before, round the beginning; False if there is none."""
        return self._go_to_hit(self._finder.before(self.find_place()) if self._finder else None)

    def action_next_hit(self) -> None:
        """Goes to the next hit."""
        self.next_hit()

    def action_previous_hit(self) -> None:
        """Goes to the hit before."""
        self.previous_hit()

    def highlighted(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """The runs with what is searched for lit up."""
        return highlighted(runs, self._finder.folded if self._finder else "")

    # The search itself

    def _begin(self, finder: Finder, start: int | None) -> None:
        self._finder = finder
        self._find_from = start
        self.forget_strips()
        if not self._find_on(finder):
            work_in_slices(self, "find", partial(self._find_on, finder))

    def _find_on(self, finder: Finder) -> bool:
        """One slice of the search; True when it is over, or another took its place."""
        if finder is not self._finder:
            return True
        finder.advance()
        self._jump(finder)
        self._tell_found()
        return finder.finished

    def _jump(self, finder: Finder) -> None:
        start = self._find_from
        if start is None or not finder.hits or (finder.hits[-1] < start and not finder.finished):
            return
        index = finder.after(start - 1)
        if index is not None and index != self.find_place():
            self.find_go(index)

    def _go_to_hit(self, index: int | None) -> bool:
        if index is None:
            return False
        self._find_from = None
        self.find_go(index)
        self._tell_found()
        return True

    def _tell_found(self) -> None:
        self.post_message(self.Found(self, self.hit_count, self.hit_position, self.find_finished))
