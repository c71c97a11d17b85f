"""Forms without the rest of the browser: a case in memory, a desk that applies edits to it, and an app around them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from casefile.model.case import Case, Edit
from casefile.model.records import Json
from casefile.tui.actions import keys_from
from casefile.tui.forms.form import Form
from casefile.tui.forms.form_screen import FormScreen
from casefile.tui.screens.bars import KeyBar
from casefile.tui.themes import DARK, own_themes

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CASES = Path(__file__).parents[3] / "cases"
SIZES = [(120, 40), (80, 24), (60, 20)]


def shipped(case_id: str = "kerman-2024") -> Case:
    """A shipped case in memory."""
    content = json.loads((CASES / f"{case_id}.json").read_text("utf-8"))
    return Case(
        case_id, {table: {r["id"]: r for r in records.values()} for table, records in content.items()}
    )


def small() -> Case:
    """A case of a few records, with a Persian calendar."""

    def table(*records: Json) -> dict[str, Json]:
        return {record["id"]: record for record in records}

    return Case(
        "small",
        {
            "case": table(
                {
                    "id": "small",
                    "title": "Small",
                    "format": "casefile",
                    "format_version": 1,
                    "timezone": "Asia/Tehran",
                    "calendars": ["gregorian", "persian"],
                }
            ),
            "sources": table(
                {
                    "id": "irna",
                    "name": "IRNA",
                    "names": [{"value": "ایرنا"}],
                    "kind": "news-agency",
                    "reliability": "C",
                },
                {"id": "reuters", "name": "Reuters"},
            ),
            "reports": table(
                {
                    "id": "irna-1",
                    "source": "irna",
                    "title": "Twenty killed",
                    "url": "https://en.irna.ir/news/1",
                },
                {
                    "id": "reuters-1",
                    "source": "reuters",
                    "title": "IS claims it",
                    "url": "https://www.reuters.com/a",
                },
            ),
            "places": table({"id": "kerman", "name": "Kerman", "country": "IR"}),
            "actors": table(
                {"id": "is-k", "name": "ISIS-K", "kind": "organisation"},
                {"id": "bakhshi", "name": "Mahdi Bakhshi", "kind": "person"},
                {"id": "ali-1", "name": "Ali"},
                {"id": "ali-2", "name": "Ali"},
            ),
            "events": table(
                {
                    "id": "first-blast",
                    "title": "First blast",
                    "kind": "attack",
                    "when": {"edtf": "2024-01-03T15:00~"},
                },
                {"id": "arrests", "title": "Arrests"},
            ),
            "claims": table(
                {
                    "id": "c-1",
                    "statement": "IRNA: 20 killed.",
                    "subject": "first-blast",
                    "predicate": "killed",
                    "value": {"number": 20, "qualifier": "exactly"},
                }
            ),
        },
    )


class DeskOf:
    """A desk over a case in memory."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.author = "analyst"
        self.edits: list[Edit] = []
        self.drafts: dict[str, Json] = {}
        self.saved = 0
        self.refuse = False

    def now(self) -> datetime:
        return NOW

    def hidden(self, record_id: str) -> bool:
        return bool(self.case.raw(record_id)[1].get("sensitive"))

    async def commit(self, edit: Edit) -> bool:
        if self.refuse:
            return False
        self.edits.append(edit)
        self.case.apply(edit)
        return True

    async def save_draft(self, key: str, draft: Json) -> None:
        self.saved += 1
        self.drafts[key] = json.loads(json.dumps(draft))

    async def discard_draft(self, key: str) -> None:
        self.drafts.pop(key, None)

    def footer(self) -> Widget | None:
        bar = KeyBar(keys_from())
        bar.show_place("form")
        return bar


class FormApp(App[None]):
    """An app that opens one form."""

    def __init__(self, case: Case, table: str, *, record_id: str | None = None, **given: Any) -> None:
        super().__init__()
        self.desk = DeskOf(case)
        self.form = Form(
            case, table, self.desk.now, record_id=record_id, given=given, hidden=self.desk.hidden
        )
        self.results: list[str | None] = []
        for theme in own_themes():
            self.register_theme(theme)
        self.theme = DARK

    def compose(self) -> Any:
        yield Static("beneath")

    def on_mount(self) -> None:
        self.push_screen(FormScreen(self.form, self.desk), self.results.append)
