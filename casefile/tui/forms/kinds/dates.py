"""The field of a fuzzy date: `3 jan 2024 about 15:00`, `13 dey 1402`, `2024-01-03~`, `throughout 2023`.

After an equals sign stands ISO 8601-2 as it is (`= 1402`, where `1402` could be a year of either calendar). After the date may stand the time zone in which it holds (`Asia/Tehran`, `UTC`), and in quotation marks the source's own
words, with their calendar in parentheses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from casefile.model.dates import Calendar, CivilDate, DateError, is_zone, long_label, parse_edtf
from casefile.model.records import FuzzyDate, Json
from casefile.model.text import clean
from casefile.model.vocabulary import CALENDARS, EXTENTS
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.answers import Reading as OneReading
from casefile.tui.forms.kinds.kind import Kind, beyond

if TYPE_CHECKING:
    from casefile.model.dates.reading import Understood

_KNOWN: Final = ("edtf", "text", "timezone", "calendar", "extent")
_QUOTED: Final = re.compile(r'(?P<date>[^"]*)"(?P<text>.*)"\s*(?:\((?P<calendar>[a-z-]+)\))?\s*', re.DOTALL)
_ZONED: Final = re.compile(r"(?P<date>.*\S)\s+(?P<zone>[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|UTC)")
_EXACT: Final = "="
_ASKED_ABOUT: Final = re.compile(r"(?<![\d:-])1[345](?:\d\d|\dX|XX)(?!\d)|^\d{4}-2[1-4]$")
_EXTENT: Final = re.compile(
    r"(?:(?P<throughout>throughout|the whole of|all of|all through)|within)\s+", re.IGNORECASE
)


class Date(Kind):
    """A fuzzy date, read as people write it; what was understood stands beside it, in both calendars of the case."""

    def read(self, text: str, context: Context, day: CivilDate | None = None) -> Answer:
        """The date; where it can be read in several ways, the question and the readings. A time alone is of the ``day``."""
        text = text.strip()
        if not text:
            return Answer()
        own_words, calendar, rest = _own_words(text)
        if calendar and calendar not in CALENDARS:
            return Answer(error=f"'{clean(calendar)}' is not one of {', '.join(CALENDARS)}")
        match = _EXTENT.match(rest)
        extent = ("throughout" if match["throughout"] else "within") if match else ""
        rest = rest[match.end() :] if match else rest
        zone, rest = _zone(rest)
        case_zone = context.case.timezone
        try:
            if rest.startswith(_EXACT):
                return self._exact(
                    rest.removeprefix(_EXACT).strip(), zone, extent, own_words, calendar, context
                )
            found = _understood(rest, zone or case_zone, tuple(context.case.info.calendars), context, day)
        except DateError as error:
            return Answer(error=clean(str(error)))
        if found.question is not None:
            readings = tuple(_reading(one, zone, extent, own_words) for one in found.question.choices)
            return Answer(error=f"{found.question.text} Choose one.", readings=readings)
        value: Json = {"edtf": found.edtf}
        typed_in = found.calendar if found.calendar != "gregorian" else ""
        words = own_words if own_words is not None else found.text if typed_in else ""
        zone = zone or found.timezone
        for name, one in (
            ("text", words),
            ("timezone", zone),
            ("calendar", calendar or (typed_in if words else "")),
            ("extent", extent),
        ):
            if one:
                value[name] = one
        return Answer(value, note=_explained(found, value, context))

    def _exact(
        self, edtf: str, zone: str, extent: str, words: str | None, calendar: str, context: Context
    ) -> Answer:
        parse_edtf(edtf, zone or context.case.timezone)
        parts = {"edtf": edtf, "text": words, "timezone": zone, "calendar": calendar, "extent": extent}
        value = {name: one for name, one in parts.items() if one}
        return Answer(value, note=self.noted(value, context))

    def show(self, value: Any, context: Context) -> str:
        """The date in ISO 8601-2, then its zone where it is not the case's, then the source's words."""
        if not isinstance(value, dict) or not isinstance(value.get("edtf"), str):
            return ""
        zone, words, calendar = value.get("timezone"), value.get("text"), value.get("calendar")
        extent = value.get("extent")
        parts = [extent if extent in EXTENTS else "", _exactly(value["edtf"])]
        parts.append(zone if zone and zone != context.case.timezone else "")
        parts.append(f'"{words or ""}"' if words or calendar else "")
        parts.append(f"({calendar})" if calendar else "")
        return " ".join(part for part in parts if part)

    def noted(self, value: Any, context: Context) -> str:
        """The date in words."""
        try:
            date = msgspec.convert(value, FuzzyDate)
        except msgspec.ValidationError:
            return ""
        return long_label(date, context.case.timezone, calendar=_shown_in(context))

    def kept(self, before: Any, value: Any) -> Any:
        """A zone that is the case's own is not shown, and so it stays."""
        if not isinstance(value, dict):
            return value
        if isinstance(before, dict) and "timezone" in before and "timezone" not in value:
            value = {**value, "timezone": before["timezone"]}
        return beyond(before, value, _KNOWN)


def _exactly(edtf: str) -> str:
    """The date so that it is not asked about again."""
    return f"{_EXACT} {edtf}" if _ASKED_ABOUT.search(edtf) else edtf


def _own_words(text: str) -> tuple[str | None, str, str]:
    """The source's words (None where none are quoted), their calendar, and what stands before them."""
    match = _QUOTED.fullmatch(text)
    if match is None:
        return None, "", text
    return match["text"], match["calendar"] or "", match["date"].strip()


def _zone(text: str) -> tuple[str, str]:
    """The IANA zone at the end of a text, and what stands before it."""
    match = _ZONED.fullmatch(text)
    if match is None or not is_zone(match["zone"]):
        return "", text
    return match["zone"], match["date"]


@lru_cache(maxsize=256)
def _read(
    text: str, timezone: str, calendars: tuple[str, ...], minute: Any, day: CivilDate | None
) -> Understood:
    from casefile.model.dates.reading import read_date

    return read_date(text, now=minute, timezone=timezone, calendars=calendars, day=day)


def _understood(
    text: str, timezone: str, calendars: tuple[str, ...], context: Context, day: CivilDate | None
) -> Understood:
    return _read(text, timezone, calendars, context.now().replace(second=0, microsecond=0), day)


def _reading(found: Understood, zone: str, extent: str, own_words: str | None) -> OneReading:
    words = own_words if own_words is not None else found.text if found.calendar != "gregorian" else ""
    parts = [extent, _exactly(found.edtf), zone, f'"{words}"' if words else ""]
    parts.append(f"({found.calendar})" if words and found.calendar != "gregorian" else "")
    return OneReading(" ".join(part for part in parts if part), found.explanation)


def _explained(found: Understood, value: Json, context: Context) -> str:
    """The date in words, with what the reading of it has to say; once more where the zone or extent is another."""
    if "extent" in value or ("timezone" in value and value["timezone"] != context.case.timezone):
        return long_label(
            msgspec.convert(value, FuzzyDate), context.case.timezone, calendar=_shown_in(context)
        )
    return found.explanation


def _shown_in(context: Context) -> Calendar:
    return "both" if "persian" in context.case.info.calendars else "gregorian"
