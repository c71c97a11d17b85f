"""Keeping cases: files, history, drafts, and what other processes change. Nothing above reads or writes a case file."""

from __future__ import annotations

from casefile.store.generations import Generation
from casefile.store.library import CaseEntry, Library
from casefile.store.opencase import OpenCase
from casefile.store.steps import Entry, Step

__all__ = ["CaseEntry", "Entry", "Generation", "Library", "OpenCase", "Step"]
