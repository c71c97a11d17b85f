"""What a citation says of a report: title, publisher, dates, address, in the forms that people paste.

Those of ICD 206 (endnotes), APA, Chicago and MLA, Wikipedia, BibTeX, links of Markdown, `Agency, "Title", 3 January 2024,
https://…`, and their likes in Persian, Arabic and Russian. Nothing is taken for granted: what is not found is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

LONGEST: Final = 2_000
"""Characters of a citation that are looked at."""

_MOST_DATES: Final = 20
_MOST_WORDS: Final = 6
"""The most dates that are tried, and the most words that a publisher's name has."""

_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"”»،{}|]+|(?<![\w@./:-])(?:www\.[^\s<>\"”»،{}|]+|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"”»،{}|]*)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"[“\"„«‘]\s*(?P<title>.{4,400}?)[,.،]?\s*[”\"“»’](?=[\s,.;:(،؛|]|$)|»(?P<turned>[^»«]{4,400})«"
)
_NAMED: Final = re.compile(r"(?<!\w)title\s*=\s*[{\"]*(?P<title>[^|{}\"\n]{4,400})", re.IGNORECASE)
_LINK: Final = re.compile(
    r"\[(?P<title>[^][]{4,400})\]\((?P<url>https?://\S+?)\)(?=[\s.,;:،]|$)", re.IGNORECASE
)
_AFTER_DATE: Final = re.compile(
    r"\(\s*[^()]*\d{4}[^()]*\)\.?\s+(?P<title>.{4,300}?(?<![ .][A-Z])[.?!])(?=\s|$)"
)
_WORD: Final = r"[^\W\d_]+\.?"
_DATE: Final = re.compile(
    rf"(?<!\w)(?:\d{{4}}[-/]\d\d?[-/]\d\d?|\d\d?[./]\d\d?[./]\d{{4}}|(?:19|20)\d{{6}}"
    rf"|\d\d?(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_WORD},?\s+\d{{4}}|{_WORD}\s+\d\d?,?\s+\d{{4}}|\d{{4}},\s+{_WORD}\s+\d\d?"
    rf"|{_WORD}\s+\d{{4}}|(?<=\()\d{{4}}(?=\)))(?!\d)",
    re.IGNORECASE,
)
_ACCESS: Final = r"accessed|access-?date|urldate|retrieved|viewed|last visited|دسترسی|بازیابی|بازدید|مشاهده|дата обращения|اطلع عليه"
_ARCHIVE: Final = r"archived"
_ASIDE: Final = re.compile(rf"(?:{_ACCESS}|{_ARCHIVE}).*", re.IGNORECASE | re.DOTALL)
_BEFORE_ACCESS: Final = re.compile(rf"(?:{_ACCESS})[^\d.،؛;]{{0,12}}$", re.IGNORECASE)
_BEFORE_ARCHIVE: Final = re.compile(rf"{_ARCHIVE}[^\d.،؛;]{{0,30}}$", re.IGNORECASE)
_MARKS: Final = re.compile(r"\((?:U|C|S|TS|CUI|FOUO)(?://[^)]*)?\)\s*|^\s*\[?\d{1,3}[\].]\s+", re.IGNORECASE)
_EDGES: Final = " \t.,;:|،؛–—-()[]\"'“”«»"


class Citation(NamedTuple):
    """What was found; ``words`` is the text without its addresses."""

    words: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    accessed: str = ""


class _Dated(NamedTuple):
    """A date in a text: where it stands, and what a date's field takes for it."""

    start: int
    end: int
    date: str


def read_citation(text: str, date_of: Callable[[str], str]) -> Citation:
    """Takes a citation apart. ``date_of`` gives what a date's field takes for a date as it is written, or nothing."""
    text = _LINK.sub(r"“\g<title>” \g<url> ", text[:LONGEST].strip())
    address = _ADDRESS.search(text)
    url = _ended(address[0]) if address else ""
    if url and "://" not in url:
        url = f"https://{url}"
    words = _MARKS.sub("", " ".join(_ADDRESS.sub(" ", text).split()))
    named = _NAMED.search(text)
    title, start, end = _title(words)
    title = named["title"].strip() if named else title
    dates = list(_dates(words, (start, end), date_of))
    published = next((one for one in dates if not _stands_after(_BEFORE_ACCESS, words, one)), None)
    accessed = next((one for one in dates if _stands_after(_BEFORE_ACCESS, words, one)), None)
    first = min((one.start for one in dates), default=len(words))
    publisher = _publisher(words, start, end, dates) if title else ""
    if not title and (url or dates):
        publisher, title = _unquoted(words[: first if dates else len(words)])
    return Citation(
        words, url, title, publisher, published.date if published else "", accessed.date if accessed else ""
    )


def _ended(address: str) -> str:
    """An address without what the sentence around it ends with; a bracket that it opened itself is its own."""
    while address and address[-1] in ".,;:)]":
        opening = {")": "(", "]": "["}.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            return address
        address = address[:-1]
    return address


def _stands_after(what: re.Pattern[str], words: str, dated: _Dated) -> bool:
    return what.search(words[: dated.start]) is not None


def _title(words: str) -> tuple[str, int, int]:
    """The title in quotation marks, or after a date in parentheses, and where it stands."""
    quoted = _QUOTED.search(words)
    if quoted:
        title = (quoted["title"] or quoted["turned"]).strip().rstrip(".,،")
        return title, quoted.start(), quoted.end()
    after = _AFTER_DATE.search(words)
    return (after["title"].rstrip("."), after.start("title"), after.end()) if after else ("", 0, 0)


def _dates(words: str, title: tuple[int, int], date_of: Callable[[str], str]) -> Iterator[_Dated]:
    """The dates outside of the title, but for those of an archived copy."""
    place = 0
    for _ in range(_MOST_DATES):
        match = _DATE.search(words, place)
        if match is None:
            return
        inside = title[0] <= match.start() < title[1]
        date = "" if inside else date_of(match[0])
        place = match.end() if date else title[1] if inside else match.start() + 1
        found = _Dated(match.start(), match.end(), date)
        if date and not _stands_after(_BEFORE_ARCHIVE, words, found):
            yield found


def _publisher(words: str, start: int, end: int, dates: list[_Dated]) -> str:
    """The name between the title and the date after it, as most styles have it; else what stands before the title."""
    after = min((one.start for one in dates if one.start >= end), default=len(words))
    before = min((one.start for one in dates), default=start)
    return _name(words[end:after]) or _name(words[: min(start, before)])


def _unquoted(words: str) -> tuple[str, str]:
    """Publisher and title of `Publisher; title; …`, where nothing but separators tells them apart."""
    for separator in (r"\s*[;؛|]\s*", r"\s*[,،]\s+"):
        parts = [part for part in re.split(separator, _ASIDE.sub("", words).strip(_EDGES)) if part]
        if len(parts) > 1 and (name := _name(parts[0])):
            rest = ", ".join(parts[1:]) if "," in separator else parts[1]
            return (name, rest.strip(_EDGES)) if len(rest) >= 4 else ("", "")
    return "", ""


def _name(text: str) -> str:
    """A publisher's name, if a text can be one: a few words without digits."""
    name = _ASIDE.sub("", text).strip(_EDGES)
    fits = 1 < len(name) <= 80 and len(name.split()) <= _MOST_WORDS and not re.search(r"[\d{}=]", name)
    return name if fits else ""
