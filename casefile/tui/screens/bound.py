"""The panes with their keys: a pane knows how to show records, its screen what is done with them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from casefile.tui.bindings import list_bindings
from casefile.tui.panes.cases import CaseList
from casefile.tui.panes.detail import DetailPane
from casefile.tui.panes.record_pane import ActorsPane, NotesPane, SourcesPane
from casefile.tui.panes.timeline import TimelinePane
from casefile.tui.widgets.document import Document


class BoundTimeline(TimelinePane, inherit_bindings=False):
    """The timeline."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("timeline")


class BoundActors(ActorsPane, inherit_bindings=False):
    """The actors."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("actors")


class BoundSources(SourcesPane, inherit_bindings=False):
    """The sources."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("sources")


class BoundNotes(NotesPane, inherit_bindings=False):
    """The notes."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("notes")


class BoundDetail(DetailPane, inherit_bindings=False):
    """The record in full."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("detail")


class BoundCases(CaseList, inherit_bindings=False):
    """The cases of the library."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("library")


class BoundSummary(Document, inherit_bindings=False):
    """The text of a case's preview."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("library")
