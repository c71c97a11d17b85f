"""Damaged cases: showing what can be read, and going back to a good state."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from casefile.errors import InvalidCaseError, NotFoundError
from casefile.store.files import Prepared, discard, ensure_state, prepare, put_in_place, release
from casefile.store.generations import Generation, generations
from casefile.store.keeper import Keeper
from casefile.store.lazy import Records
from casefile.store.lines import CHECKPOINT, DONE, INTENDED, OUTSIDE, Line
from casefile.store.outside import CaseTables
from casefile.store.paths import CasePaths
from casefile.store.reading import read_case, sha256
from casefile.store.rebase import apply_changes
from casefile.store.salvage import salvage
from casefile.store.system import System
from casefile.store.writing import case_bytes

SALVAGED = 0
"""The number of the generation that is what can be read of the damaged file itself."""


def load_salvaged(keeper: Keeper) -> None:
    """Opens what can be read of a file, with the edits that the history holds and the file never held."""
    content = keeper.system.read(keeper.paths.file)
    try:
        read_case(content, file=keeper.paths.file.name)
        reason = "it was opened to be looked at"
    except InvalidCaseError as error:
        reason = str(error).removeprefix(f"{keeper.paths.file.name}: ")
    found = salvage(content, keeper.paths.case_id)
    keeper.show(_with_edits(found.tables, _unwritten(keeper.history.load_tail())))
    lost = f" and {found.lost} could not be" if found.lost else ""
    keeper.read_only = f"the file is damaged ({reason}); {found.read} records were read{lost}"


def _unwritten(lines: list[Line]) -> list[Line]:
    covered = max((line.covers for line in lines if line.state == DONE), default=0)
    return [line for line in lines if line.sequence > covered]


def _with_edits(tables: CaseTables, lines: list[Line]) -> CaseTables:
    for line in lines:
        apply_changes(tables, line.changes)
    return tables


def choices(system: System, paths: CasePaths) -> list[Generation]:
    """The generations that can be read, and last what is left of a damaged file."""
    found = [one for one in generations(system, paths) if _is_good(system, one)]
    content = system.read(paths.file)
    with suppress(InvalidCaseError):
        read_case(content, file=paths.file.name)
        return found
    return [*found, Generation(SALVAGED, paths.file, sha256(content), len(content), "")]


def _is_good(system: System, generation: Generation) -> bool:
    try:
        read_case(system.read(generation.path), file=generation.path.name)
    except (OSError, InvalidCaseError):
        return False
    return True


def restore(keeper: Keeper, number: int) -> None:
    """Writes a generation, brought up to date by the history, in the place of the file, which is set aside."""
    system, paths = keeper.system, keeper.paths
    chosen = next((one for one in choices(system, paths) if one.number == number), None)
    if chosen is None:
        raise NotFoundError(f"{paths.case_id}: there is no generation {number}")
    ensure_state(system, paths)
    with keeper.making():
        lines = keeper.history.load_all()
        keeper.history.load_tail()
        current = system.read(paths.file)
        tables = _state(keeper, chosen, current, lines)
        content = case_bytes(tables)
        target = system.resolve(paths.file)
        made = prepare(system, target, content, sha256(content), system.status(target).mode | 0o600)
        begun = False
        try:
            covers = keeper.history.place.sequence + 1
            label = f"restored from {'what could be read' if number == SALVAGED else f'generation {number}'}"
            mark = keeper.line(CHECKPOINT, sha256=sha256(content), covers=covers, state=INTENDED, own=True)
            keeper.history.append([keeper.line(OUTSIDE, label), mark])
            begun = True
            _put(keeper, made, current)
            mark = keeper.line(CHECKPOINT, sha256=sha256(content), covers=covers, state=DONE, own=True)
            keeper.history.append([mark])
        finally:
            if begun:
                release(system, made)
            else:
                discard(system, made)


def _state(keeper: Keeper, chosen: Generation, current: bytes, lines: list[Line]) -> CaseTables:
    """The chosen state with every edit since; where the history does not know it, with those no file ever held."""
    if chosen.number == SALVAGED:
        return _with_edits(salvage(current, keeper.paths.case_id).tables, _unwritten(lines))
    content = read_case(keeper.system.read(chosen.path), file=chosen.path.name)
    covers = {line.sha256: line.covers for line in lines if line.kind == CHECKPOINT}
    tables = CaseTables({name: Records.of(records) for name, records in content.tables.items()})
    if content.sha256 not in covers:
        return _with_edits(tables, _unwritten(lines))
    return _with_edits(tables, [line for line in lines if line.sequence > covers[content.sha256]])


def _put(keeper: Keeper, made: Prepared, current: bytes) -> None:
    displaced = put_in_place(keeper.system, made, current)
    keeper.system.replace(displaced.path, _free_name(keeper.system, made.target))
    keeper.system.sync_folder(made.target.parent)


def _free_name(system: System, target: Path) -> Path:
    names = set(system.names(target.parent))
    number = 1
    while f"{target.name}.damaged-{number}" in names:
        number += 1
    return target.with_name(f"{target.name}.damaged-{number}")


def set_history_aside(system: System, paths: CasePaths) -> None:
    """Keeps the history of an earlier case of the same id, whose file is gone, under another name."""
    names = set(system.names(paths.state))
    if paths.history.name in names:
        number = 1
        while f"history-{number}.jsonl" in names:
            number += 1
        system.replace(paths.history, paths.state / f"history-{number}.jsonl")
