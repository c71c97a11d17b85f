"""Dates on the command line, as people type them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from casefile.errors import UsageError
from casefile.model.dates import DateError, Span, Understood, parse_edtf, read_date

if TYPE_CHECKING:
    from casefile.model.case import Case

_EXACT: Final = "="


def understood(option: str, text: str, timezone: str, calendars: Collection[str]) -> Understood:
    """What an option's date means; where it can mean two things, the error says how to write each.

    After an equals sign stands ISO 8601-2 as it is, as in a form.
    """
    now, exact = datetime.now(UTC), text.strip().removeprefix(_EXACT).strip()
    try:
        if text.strip().startswith(_EXACT):
            parse_edtf(exact, timezone)
            return Understood(exact, exact, "")
        found = read_date(text, now=now, timezone=timezone, calendars=calendars or ("gregorian",))
    except DateError as error:
        raise UsageError(f"{option}: {error}") from None
    if found.question is not None:
        choices = " or ".join(f"'{_EXACT}{choice.edtf}'" for choice in found.question.choices)
        raise UsageError(f"{option}: {found.question.text} Write {choices}")
    return found


def span(option: str, text: str, case: Case) -> Span:
    """The bounds of an option's date in the case's own zone and calendars."""
    found = understood(option, text, case.timezone, case.info.calendars)
    return parse_edtf(found.edtf, found.timezone or case.timezone)
