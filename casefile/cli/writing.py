"""The commands that write: `note` and `new`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Container
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casefile.cli.libraries import configuration, open_library, opened, require_record
from casefile.cli.output import note as remark
from casefile.cli.output import write, write_json
from casefile.errors import NotPermittedError, UsageError
from casefile.model import vocabulary

if TYPE_CHECKING:
    from casefile.model.records import Json


def note(options: Namespace) -> int:
    """Adds a note and prints its id; when the id is printed the note is on disk.

    JSON: `case`, `table`, `id` and `record`.
    """
    from casefile.model.editing import create
    from casefile.model.links import find_links

    body = _body(options)
    kind = _term(options.kind, vocabulary.NOTE_KINDS, "--kind")
    with opened(options, configuration()) as found:
        if found.read_only:
            raise NotPermittedError(f"{found.path.name} is read-only: {found.read_only}")
        for record_id in options.about:
            require_record(found.case, record_id)
        fields = {
            "title": _text(options.title or "", "--title"),
            "body": body,
            "about": options.about,
            "kind": kind,
        }
        edit = create(found.case, "notes", fields, author=found.author, now=datetime.now(UTC))
        found.commit(edit)
        record_id = edit.changes[0].id
        for link in find_links(body):
            if not link.case and link.record not in found.case:
                remark(f"[[{link.record}]] leads to no record of {found.case.id}")
        if options.json:
            write_json(
                {"case": found.case.id, "table": "notes", "id": record_id, "record": edit.changes[0].after}
            )
        else:
            write(record_id)
    return 0


def _body(options: Namespace) -> str:
    """The note's text from the one place that the command line names for it."""
    sources = {"-m": options.message is not None, "-F": options.file is not None, "-": options.stdin}
    given = [name for name, is_given in sources.items() if is_given]
    if len(given) != 1:
        raise UsageError(
            f"{' and '.join(given)} cannot stand together"
            if given
            else "the note has no text: give it with -m TEXT, -F FILE, or - for standard input"
        )
    if options.file == "-" or options.stdin:
        if sys.stdin is None:
            raise UsageError("standard input is closed, and the note's text was to come from there")
        body = _decoded(sys.stdin.buffer.read(), "standard input")
    elif options.message is not None:
        body = _text(options.message, "-m")
    else:
        body = _decoded(Path(options.file).read_bytes(), options.file)
    body = body.replace("\r\n", "\n").strip("\n").rstrip()
    if not body.strip():
        raise UsageError("the note's text is empty")
    return body


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: not UTF-8 text (byte {error.start + 1})") from None


def _text(word: str, name: str) -> str:
    """A word of the command line, which may hold bytes that are no text in the user's encoding."""
    try:
        word.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name}: not UTF-8 text") from None
    return word


def _term(word: str, terms: Container[str], name: str) -> str:
    if word not in terms:
        assert isinstance(terms, dict)
        raise UsageError(f"{name}: '{word}' is not one of {', '.join(terms)}")
    return word


def new(options: Namespace) -> int:
    """Makes a case that holds nothing but its own record, and prints the path of its file.

    JSON: `id`, `path` and `case`, its own record.
    """
    from casefile.model.dates import is_zone
    from casefile.model.records import check_id

    check_id(options.case)
    if options.timezone and not is_zone(options.timezone):
        raise UsageError(f"--timezone: '{options.timezone}' is not an IANA time zone, such as Asia/Tehran")
    if not options.title.strip():
        raise UsageError("--title: a case needs a title")
    fields: Json = {
        "title": _text(options.title, "--title"),
        "summary": _text(options.summary or "", "--summary"),
        "status": _term(options.status or "open", vocabulary.CASE_STATUSES, "--status"),
        "place": _text(options.place or "", "--place"),
        "timezone": options.timezone or "",
        "calendars": [_term(name, vocabulary.CALENDARS, "--calendar") for name in options.calendar],
        "languages": options.language,
    }
    if options.when is not None:
        from casefile.cli.dates import understood

        fields["when"] = understood("--when", options.when, options.timezone or "", options.calendar).fields()
    library = open_library(options, configuration())
    made = library.new(options.case, {name: value for name, value in fields.items() if value})
    try:
        if options.json:
            write_json({"id": made.case.id, "path": str(made.path), "case": made.case.raw(made.case.id)[1]})
        else:
            write(str(made.path))
    finally:
        made.close()
    return 0
