"""The field of a web page's address."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from casefile.model.text import clean
from casefile.tui.forms.answers import Answer, Context
from casefile.tui.forms.kinds.kind import Kind
from casefile.tui.forms.wording import short

_SCHEME_AND_HOST: Final = re.compile(r"^(https?://)([^/?#]*@)?([^/?#]*)", re.IGNORECASE)


class Url(Kind):
    """The address of a web page."""

    def read(self, text: str, context: Context) -> Answer:
        """The address, its scheme and host in small letters; says which other report has it already."""
        text = text.strip()
        problem, url = url_trouble(text), normal(text)
        if problem or not url:
            return Answer(error=problem)
        return Answer(url, note=self._same(url, context) or (url if url != text else ""))

    def _same(self, url: str, context: Context) -> str:
        known = context.known("addresses", lambda: _addresses(context))
        same = [record_id for record_id in known.get(url, ()) if record_id != context.record_id]
        return (
            f"the address of a report of this case already: {clean(context.case.title(same[0]))}"
            if same
            else ""
        )


def _addresses(context: Context) -> dict[str, list[str]]:
    """The reports of each address."""
    found: dict[str, list[str]] = {}
    for record_id, record in context.case.table("reports").items():
        if isinstance(record.get("url"), str):
            found.setdefault(normal(record["url"]), []).append(record_id)
    return found


def normal(url: str) -> str:
    """An address with what is the same in any letters (scheme and host, RFC 3986, 6.2.2.1) in small ones."""
    return _SCHEME_AND_HOST.sub(lambda found: found[1].lower() + (found[2] or "") + found[3].lower(), url)


def url_trouble(text: str) -> str:
    """What is wrong with an address."""
    if not text:
        return ""
    expected = "an address that begins with http:// or https://"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return f"{expected}; this one cannot be read"
    if parts.scheme not in ("http", "https"):
        return f"{expected}, not {short(parts.scheme)}:" if parts.scheme else expected
    if re.search(r"\s", text):
        return f"{expected}, without blanks"
    if not text.lower().startswith(("http://", "https://")):
        return expected
    return "" if host else f"{expected} and then names a host"
