"""Who published a report: by its address as the case's reports have it, or by a name that stands in a citation."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from urllib.parse import urlsplit

from casefile.model.case import Case
from casefile.model.records import Source
from casefile.model.text import find, fold
from casefile.tui.forms.answers import Context

_SHARED: Final = frozenset(
    [
        "x.com",
        "twitter.com",
        "t.me",
        "telegram.me",
        "facebook.com",
        "instagram.com",
        "youtube.com",
        "youtu.be",
        "vk.com",
        "tiktok.com",
        "aparat.com",
        "medium.com",
        "substack.com",
        "wordpress.com",
        "blogspot.com",
        "ok.ru",
        "rutube.ru",
        "mastodon.social",
        "threads.net",
        "bsky.app",
    ]
)
"""Hosts of many publishers: there the account in the path tells them apart."""

_SECOND_LEVEL: Final = frozenset(["ac", "co", "com", "edu", "gov", "gob", "go", "ne", "net", "or", "org"])
_ARCHIVED: Final = re.compile(
    r"https?://(?:web\.)?archive\.[a-z]+/(?:web/)?[^/]*/(https?://.+)", re.IGNORECASE
)
_LEAST_NAME: Final = 3


def source_of_url(context: Context, url: str) -> str | None:
    """The source that published most of the case's reports from the address's host."""
    wanted = publisher(url)
    if not wanted:
        return None
    counts = context.known("publishers", lambda: _publishers(context.case)).get(wanted)
    return counts.most_common(1)[0][0] if counts else None


def _publishers(case: Case) -> dict[str, Counter[str]]:
    """How many reports from each publisher's addresses are of which source."""
    found: dict[str, Counter[str]] = {}
    for record in case.table("reports").values():
        url, source = record.get("url"), record.get("source")
        if isinstance(url, str) and isinstance(source, str) and source in case and (whose := publisher(url)):
            found.setdefault(whose, Counter())[source] += 1
    return found


def archived_page(url: str) -> str:
    """The address of the page that an address of an archive's copy is of; nothing of any other address."""
    archived = _ARCHIVED.match(url)
    return archived[1] if archived else ""


def publisher(url: str) -> str:
    """What of an address tells who published it: the registered host, and on a shared one the account; or nothing."""
    try:
        parts = urlsplit(archived_page(url) or url)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if len(labels) < 2 or parts.scheme not in ("http", "https"):
        return ""
    registered = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    base = ".".join(labels[-registered:])
    if base not in _SHARED:
        return base
    account = next(
        (part for part in parts.path.split("/") if part and part not in ("s", "c", "channel", "user")), ""
    )
    return f"{base}/{account.lower().removeprefix('@')}" if account else ""


def source_named(case: Case, text: str, title: str = "") -> str | None:
    """The source with the longest name that stands in a text, looked for outside of the title first."""
    for where in (text.replace(title, " ") if title else text, text if title else ""):
        found: list[tuple[int, str]] = []
        for source in case.all(Source):
            for name in (source.name, *(one.value for one in source.names)):
                if len(name) >= _LEAST_NAME and _stands_in(where, name):
                    found.append((len(fold(name)), source.id))
        if found:
            return max(found)[1]
    return None


def _stands_in(text: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    for start, end in find(text, name):
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
    return False
