"""Garbage is looked for when nobody types, and what stays with a case is not gone through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from casefile.tui import collector
from casefile.tui.collector import Collector


class Circle:
    """Refers to itself, and so is let go of by the collector alone."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def held() -> Iterator[None]:
    """The collector is off, as the command leaves it for the browser, and afterwards as it was."""
    threshold = gc.get_threshold()
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def passes() -> None:
    """As much comes and goes as has the collector look at what was made lately many times."""
    for _ in range(20):
        gc.collect(1)


@pytest.mark.usefixtures("held")
def test_all_is_gone_through_in_a_pause_and_not_while_keys_come(monkeypatch: pytest.MonkeyPatch) -> None:
    used = Collector()
    used.begin()
    assert gc.isenabled() and gc.get_threshold()[2] == collector._NEVER
    circle = Circle()
    gone = ref(circle)
    gc.collect(1)  # now it is no longer among what was made lately
    del circle
    passes()
    monkeypatch.setattr(collector, "_PAUSE_SECONDS", 3600.0)
    used.key_came()
    used.use_pause()
    assert gone() is not None, "a key came just now"
    monkeypatch.setattr(collector, "_PAUSE_SECONDS", 0.0)
    used.use_pause()
    assert gone() is None


@pytest.mark.usefixtures("held")
def test_what_was_set_aside_is_gone_through_again_when_a_case_is_closed() -> None:
    used = Collector()
    used.begin()
    circle = Circle()
    gone = ref(circle)
    used.set_aside()
    del circle
    gc.collect()
    assert gone() is not None, "it is set aside"
    used.take_back()
    gc.collect()
    assert gone() is None


def test_where_the_collector_is_on_it_is_left_alone() -> None:
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    used = Collector()
    used.begin()
    used.set_aside()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (threshold, frozen)
