"""A report from what was pasted: the address, or a citation with title, publisher and date; and who published it.

The source is proposed by the address's host, as the case's reports have it, else by the name of a source that stands in
the citation. Where the case has none of these, the name of a new one is proposed: the citation's publisher, or the host.
"""

from __future__ import annotations

from casefile.model.dates import DateError
from casefile.tui.forms.answers import Context
from casefile.tui.forms.citations import Citation, read_citation
from casefile.tui.forms.publishers import archived_page, publisher, source_named, source_of_url


def propose(text: str, context: Context) -> dict[str, str]:
    """Texts for a report's fields, from an address or a citation; what is not found in it is left out."""
    cited = read_citation(text, lambda date: _date(date, context))
    page = archived_page(cited.url)
    found = {
        "url": page or cited.url,
        "archive_urls": cited.url if page else "",
        "title": cited.title,
        "published": cited.published,
        "accessed": cited.accessed,
        "source": _source(cited, context),
    }
    return {name: one for name, one in found.items() if one}


def _source(cited: Citation, context: Context) -> str:
    source = source_of_url(context, cited.url) or source_named(context.case, cited.words, cited.title)
    if source:
        return context.index(("sources",)).text(source)
    return cited.publisher or publisher(cited.url)


def _date(text: str, context: Context) -> str:
    """What a date's field takes for a date of a citation; empty where it cannot be read.

    A Gregorian date is put in ISO 8601-2. One of another calendar, or one that is to be asked about, stays as it is written.
    """
    from casefile.model.dates.reading import read_date

    try:
        read = read_date(text, now=context.now(), calendars=context.case.info.calendars)
    except DateError:
        return ""
    return text if read.question or read.calendar != "gregorian" else read.edtf
