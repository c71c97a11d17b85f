"""A disk in memory that keeps only what it was told to keep: the states in which a power cut may leave it.

Content is durable when its file was synced, a name when its folder was. What was not may be there or not, in any
combination: writes whole, torn or as zeros, names set or unset, in whatever order. A rename or exchange happens
whole or not at all.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from casefile.store.system import Status, System


@dataclass
class Node:
    """A file (``names`` is None) or a folder."""

    number: int
    mode: int
    names: dict[str, int] | None = None
    content: bytes = b""
    durable: bytes = b""
    steps: list[bytes] = field(default_factory=list)
    """What the content was after each write since the last sync."""
    modified: int = 0


Setting = tuple[int, str, int | None]
"""In a folder a name is set to a node, or unset."""


class Disk(System):
    """The system's calls, on this disk. Locks are real among those who share it; nobody waits."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {1: Node(1, 0o700, {})}
        self.kept_names: dict[int, dict[str, int]] = {1: {}}
        self.waiting: list[list[Setting]] = []
        """The changes of names that no sync has made durable, each whole or not at all."""
        self.open: dict[int, int] = {}
        self.locks: dict[int, int] = {}
        self.counter = itertools.count(2)
        self.clock = 1_000

    def _error(self, code: int, path: Path) -> OSError:
        return OSError(code, os.strerror(code), str(path))

    def _find(self, path: Path) -> Node:
        node = self.nodes[1]
        for part in path.parts[1:]:
            if node.names is None or part not in node.names:
                raise self._error(errno.ENOENT, path)
            node = self.nodes[node.names[part]]
        return node

    def _folder(self, path: Path) -> Node:
        return self._find(path.parent)

    def _set(self, *settings: tuple[Node, str, int | None]) -> None:
        change: list[Setting] = []
        for folder, name, number in settings:
            assert folder.names is not None
            if number is None:
                folder.names.pop(name, None)
            else:
                folder.names[name] = number
            change.append((folder.number, name, number))
        self.waiting.append(change)

    def _new(self, path: Path, mode: int, names: dict[str, int] | None = None) -> Node:
        folder = self._folder(path)
        assert folder.names is not None
        if path.name in folder.names:
            raise self._error(errno.EEXIST, path)
        node = Node(next(self.counter), mode, names)
        self.nodes[node.number] = node
        if names is not None:
            self.kept_names[node.number] = {}
        self._set((folder, path.name, node.number))
        return node

    def _change(self, node: Node, content: bytes) -> None:
        node.content = content
        node.steps.append(content)
        self.clock += 1
        node.modified = self.clock

    def status(self, path: Path) -> Status:
        node = self._find(path)
        kind = "file" if node.names is None else "folder"
        return Status(kind, len(node.content), node.modified, node.number, node.mode)

    def resolve(self, path: Path) -> Path:
        return path

    def writable(self, path: Path) -> bool:
        return bool(self._find(path).mode & 0o222)

    def scan(self, folder: Path) -> list[tuple[str, Status | None]]:
        return [(name, self.status(folder / name)) for name in self.names(folder)]

    def names(self, folder: Path) -> list[str]:
        return list(self._find(folder).names or {})

    def read(self, path: Path, offset: int = 0, count: int = -1) -> bytes:
        content = self._find(path).content[offset:]
        return content if count < 0 else content[:count]

    def make_folder(self, path: Path, mode: int) -> None:
        self._new(path, mode, {})

    def _opened(self, node: Node) -> int:
        handle = next(self.counter)
        self.open[handle] = node.number
        return handle

    def create(self, path: Path, mode: int) -> int:
        return self._opened(self._new(path, mode))

    def append(self, path: Path) -> int:
        try:
            return self._opened(self._find(path))
        except FileNotFoundError:
            return self.create(path, 0o600)

    def write(self, handle: int, content: bytes | memoryview) -> int:
        node = self.nodes[self.open[handle]]
        self._change(node, node.content + bytes(content))
        return len(content)

    def truncate(self, path: Path, size: int) -> None:
        node = self._find(path)
        self._change(node, node.content[:size])

    def sync(self, handle: int) -> None:
        node = self.nodes[self.open[handle]]
        node.durable, node.steps = node.content, []

    def close(self, handle: int) -> None:
        number = self.open.pop(handle)
        if self.locks.get(number) == handle:
            del self.locks[number]

    def sync_folder(self, folder: Path) -> None:
        number = self._find(folder).number
        still: list[list[Setting]] = []
        for change in self.waiting:
            if {setting[0] for setting in change} == {number}:
                self._keep(self.kept_names, change)
            else:
                still.append(change)
        self.waiting = still

    @staticmethod
    def _keep(kept: dict[int, dict[str, int]], change: list[Setting]) -> None:
        for folder, name, node in change:
            if node is None:
                kept[folder].pop(name, None)
            else:
                kept[folder][name] = node

    def exchange(self, first: Path, second: Path) -> None:
        one, other = self._find(first).number, self._find(second).number
        self._set((self._folder(first), first.name, other), (self._folder(second), second.name, one))

    def replace(self, old: Path, new: Path) -> None:
        number = self._find(old).number
        self._set((self._folder(old), old.name, None), (self._folder(new), new.name, number))

    def link(self, old: Path, new: Path) -> None:
        folder = self._folder(new)
        if new.name in (folder.names or {}):
            raise self._error(errno.EEXIST, new)
        self._set((folder, new.name, self._find(old).number))

    def unlink(self, path: Path) -> None:
        self._find(path)
        self._set((self._folder(path), path.name, None))

    def lock(self, path: Path) -> int:
        handle = self.append(path)
        try:
            self.hold(handle)
        except BlockingIOError:
            self.close(handle)
            raise
        return handle

    def hold(self, handle: int) -> None:
        number = self.open[handle]
        if self.locks.setdefault(number, handle) != handle:
            raise BlockingIOError(errno.EWOULDBLOCK, "locked")

    def login(self) -> str:
        return "analyst"

    def token(self) -> str:
        return f"{next(self.counter):08x}"

    def pause(self, seconds: float) -> None:
        self.clock += 1

    def ticks(self) -> float:
        return self.clock / 1e3

    def remove_tree(self, path: Path) -> None:
        """What `rm -r` does; durable at once."""
        self.unlink(path)
        self.waiting.pop()
        self.kept_names[self._folder(path).number].pop(path.name, None)

    # What a power cut may leave

    def crashes(self, seen: set[object] | None = None) -> Iterator[Disk]:
        """Every state that may be found after a power cut now, but for those seen before."""
        seen = set() if seen is None else seen
        for kept in self._names_after():
            reached = self._reachable(kept)
            variants = [[(number, one) for one in self._contents(number)] for number in reached]
            for contents in itertools.product(*variants):
                chosen = dict(contents)
                key = (repr(sorted(self._paths(kept, 1, Path("/")))), contents)
                if key not in seen:
                    seen.add(key)
                    yield self._after(kept, chosen)

    def crash(self, random: Random) -> Disk:
        """One of the states that may be found after a power cut now."""
        kept = {number: dict(names) for number, names in self.kept_names.items()}
        for change in self.waiting:
            if random.random() < 0.5:
                self._keep(kept, change)
        return self._after(
            kept, {number: random.choice(self._contents(number)) for number in self._reachable(kept)}
        )

    def killed(self) -> Disk:
        """The state after the process was killed: nothing is lost but its locks."""
        kept = {number: dict(node.names) for number, node in self.nodes.items() if node.names is not None}
        return self._after(kept, {number: node.content for number, node in self.nodes.items()})

    def _names_after(self) -> Iterator[dict[int, dict[str, int]]]:
        for happened in itertools.product((True, False), repeat=len(self.waiting)):
            kept = {number: dict(names) for number, names in self.kept_names.items()}
            for change, did in zip(self.waiting, happened, strict=True):
                if did:
                    self._keep(kept, change)
            yield kept

    def _reachable(self, kept: dict[int, dict[str, int]]) -> list[int]:
        found, ahead = [], [1]
        while ahead:
            number = ahead.pop()
            if self.nodes[number].names is not None:
                ahead += kept[number].values()
            else:
                found.append(number)
        return sorted(set(found))

    def _paths(self, kept: dict[int, dict[str, int]], number: int, path: Path) -> Iterator[tuple[str, int]]:
        yield str(path), number
        for name, inner in kept.get(number, {}).items():
            yield from self._paths(kept, inner, path / name)

    def _contents(self, number: int) -> list[bytes]:
        node = self.nodes[number]
        found = [node.durable, *node.steps]
        before = node.durable
        for step in node.steps:
            if len(step) > len(before):
                added = len(step) - len(before)
                found += [step[: len(before) + added // 2], before + bytes(added)]
                found.append(step[: len(before) + added // 2] + bytes(added - added // 2))
            before = step
        return list(dict.fromkeys(found))

    def _after(self, kept: dict[int, dict[str, int]], contents: dict[int, bytes]) -> Disk:
        disk = Disk()
        disk.counter, disk.clock = self.counter, self.clock
        disk.nodes = {
            number: Node(
                number, node.mode, dict(kept[number]) if node.names is not None else None,
                contents.get(number, b""), contents.get(number, b""), [], node.modified,
            )
            for number, node in self.nodes.items()
        }  # fmt: skip
        disk.kept_names = {number: dict(names) for number, names in kept.items()}
        return disk
