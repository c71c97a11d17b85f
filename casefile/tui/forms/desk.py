"""What a form needs of the program around it: who writes, when, and the one function that changes a record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from textual.widget import Widget

from casefile.model.case import Edit
from casefile.model.records import Json


class Desk(Protocol):
    """Whoever opens forms is one."""

    @property
    def author(self) -> str:
        """The analyst, as records name their author."""

    def now(self) -> datetime:
        """The moment of writing, with its time zone."""

    def hidden(self, record_id: str) -> bool:
        """Whether a record is sensitive and nobody asked to see it."""

    async def commit(self, edit: Edit, then: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Makes an edit durable; says what went wrong and returns False where it is not.

        Where someone else changed the same field meanwhile, the user is asked what is to stand, if there is a
        ``then``: it is called when that was answered and the edit is durable after all.
        """

    @property
    def drafts(self) -> Mapping[str, Json]:
        """The drafts of forms that are not done with, by their keys."""

    async def save_draft(self, key: str, draft: Json) -> None:
        """Keeps a draft, durably. Raises `CasefileError`."""

    async def discard_draft(self, key: str) -> None:
        """Throws a draft away. Raises `CasefileError`."""

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each action, the user's own among them."""

    def footer(self) -> Widget | None:
        """The line of keys below a form, made anew for each."""
