"""Cases in memory for the tests of forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from casefile.model.case import Case
from casefile.tui.forms.answers import Context
from casefile.tui.forms.fields import FORMS
from casefile.tui.forms.form import Form
from casefile.tui.forms.kinds.kind import Kind
from tests.tui.desk import NOW, harbour

SHIPPED = sorted((Path(__file__).parents[3] / "cases").glob("*.json"))


HOSTILE = {
    "markup": "[bold red]x[/] [@click=app.quit]y[/] [/]",
    "escape": "\x1b[2J\x1b]52;c;aGk=\x07 gone",
    "controls": "".join(map(chr, range(32))) + "\x7f\x9b",
    "bidi": "\u202egnp.exe\u2066 شهید",
    "persian": "میرزا‌یی کُرمان ۱۴۰۲",
    "tajik": "Ҷумҳурии Тоҷикистон",
    "combining": "Z" + "\u0310" * 300,
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "surrogate": "a\ud800b",
    "separators": '; \\ — - [x] " (kunya) [[fire]]',
    "json": '{"id": "x", "$ne": 1}',
    "lines": "one\ntwo\r\nthree",
}
"""What may be pasted."""


def in_memory() -> Case:
    """The harbour, with two actors of one name."""
    tables = harbour()
    tables["actors"] += [{"id": "ali-1", "name": "Ali"}, {"id": "ali-2", "name": "Ali"}]
    return Case("harbour", {table: {one["id"]: one for one in records} for table, records in tables.items()})


def shipped(path: Path) -> Case:
    """A shipped case."""
    content = json.loads(path.read_text("utf-8"))
    return Case(
        path.stem, {table: {one["id"]: one for one in records.values()} for table, records in content.items()}
    )


def context(**texts: str) -> Context:
    """What texts are read against: the harbour, and the texts of other fields."""
    return Context(in_memory(), lambda: NOW, texts=texts)


def kind(table: str, name: str) -> Kind:
    """The kind of a field."""
    return next(field.kind for field in FORMS[table] if field.name == name)


def form(table: str, record_id: str | None = None, **given: Any) -> Form:
    """A form over the harbour."""
    return Form(in_memory(), table, lambda: NOW, record_id=record_id, given=given)
