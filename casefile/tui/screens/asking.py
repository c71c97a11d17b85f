"""Asking for a date in the line at the bottom: what is understood stands beside it while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from casefile.tui.screens.writing import Writing

if TYPE_CHECKING:
    from casefile.model.dates import Span
    from casefile.tui.widgets.prompt_line import PromptLine


class TypedDate(NamedTuple):
    """A date that was typed: its bounds (none where it could not be read), and what was understood, in words."""

    span: Span | None
    edtf: str
    words: str


class Asking(Writing):
    """The line for a date. It is another one than that for finding, and answers to other keys in no way."""

    _date_prompt: PromptLine | None = None
    _date_taken: Callable[[TypedDate], None] | None = None

    async def ask_date(self, label: str, taken: Callable[[TypedDate], None]) -> None:
        """Opens the line; what was understood is given to ``taken`` when enter is pressed."""
        if self._date_prompt is None:
            from casefile.tui.screens.prompts import AskPrompt

            self._date_prompt = AskPrompt(label)
            await self.mount(self._date_prompt)
        self._date_taken = taken
        self._date_prompt.open(label=label)
        self._date_prompt.set_count("a date as you say it: 4 jan 2024, 13 dey 1402, yesterday")

    def typed_date(self, text: str) -> TypedDate:
        """What a typed date means, in the case's own zone and calendars."""
        from casefile.model.dates import DateError, parse_edtf, read_date

        assert self.reading is not None
        case = self.reading.whole
        calendars = case.info.calendars or ("gregorian",)
        try:
            found = read_date(text, now=self.casefile_app.now(), timezone=case.timezone, calendars=calendars)
            if found.question is not None:
                choices = " or ".join(choice.edtf for choice in found.question.choices)
                return TypedDate(None, "", f"{found.question.text} Write {choices}")
            return TypedDate(
                parse_edtf(found.edtf, found.timezone or case.timezone), found.edtf, found.explanation
            )
        except DateError as error:
            return TypedDate(None, "", str(error))

    def on_prompt_line_changed(self, event: PromptLine.Changed) -> None:
        """Says what is understood so far."""
        if event.prompt is self._date_prompt:
            event.stop()
            event.prevent_default()
            event.prompt.set_count(self.typed_date(event.value).words if event.value.strip() else "")

    def on_prompt_line_stepped(self, event: PromptLine.Stepped) -> None:
        """There is nothing to step through."""
        if event.prompt is self._date_prompt:
            event.stop()
            event.prevent_default()

    async def on_prompt_line_submitted(self, event: PromptLine.Submitted) -> None:
        """Takes the date; one that cannot be read stays in the line, with the reason."""
        if event.prompt is self._date_prompt:
            event.stop()
            event.prevent_default()
            found = self.typed_date(event.value)
            if found.span is None and event.value.strip():
                event.prompt.set_count(found.words)
                return
            self._close_date_prompt()
            if found.span is not None and self._date_taken is not None:
                self._date_taken(found)

    def on_prompt_line_cancelled(self, event: PromptLine.Cancelled) -> None:
        """Leaves everything as it was."""
        if event.prompt is self._date_prompt:
            event.stop()
            event.prevent_default()
            self._close_date_prompt()

    def _close_date_prompt(self) -> None:
        if self._date_prompt is not None:
            self._date_prompt.close()
            self.after_asking()

    def after_asking(self) -> None:
        """Gives the focus back to where it was."""
        self.go_to_pane(self.focused_pane)
