"""Writing to standard output and standard error: plain text for people, JSON for programs.

Everything that comes from a case is cleaned of what a terminal would obey before it is written. Columns are
aligned by terminal cells, not by characters.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

if TYPE_CHECKING:
    from casefile.model.text import Mode

_UNPRINTABLE: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""What JSON lets stand in a string and a terminal would act upon, or UTF-8 cannot hold."""

WIDEST: Final = 100
"""Cells that prose fills at most: longer lines are hard to read."""
COMFORTABLE: Final = 30
"""Cells that the column which gives way keeps as long as there are others to leave out."""
LEAST: Final = 10
"""Cells that it keeps in any case."""
GAP: Final = "  "


def write_json(value: Any) -> None:
    """One JSON value, UTF-8 and indented by two; characters that a terminal would obey are escaped."""
    import msgspec

    try:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # the path of a folder whose name is not text
        import json

        text = json.dumps(value, indent=2, ensure_ascii=False)
    text = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        print(text)
    else:
        sys.stdout.flush()
        binary.write(text.encode() + b"\n")


def write(line: str = "") -> None:
    """One line for people."""
    _print(_shown(line))


def _print(line: str, style: Callable[[str], str] | None = None) -> None:
    """A clean line, on a terminal with its right-to-left runs held where they stand."""
    if not line.isascii() and sys.stdout.isatty():
        from casefile.model.text import isolate_runs

        line = isolate_runs(line, _direction())
    print(style(line) if style else line)


@cache
def _direction() -> Mode:
    """How the user's terminal is told of right-to-left text."""
    from casefile import config, paths

    return config.load(paths.configuration_file()).rtl


def say(message: str) -> None:
    """One line on standard error, in the program's name."""
    print(f"casefile: {_shown(' '.join(message.split()))}", file=sys.stderr)


def note(message: str) -> None:
    """One line on standard error that is no error."""
    print(_shown(message), file=sys.stderr)


def _shown(line: str) -> str:
    from casefile.model.text import clean

    return line if line.isascii() and line.isprintable() else clean(line)


def heading(text: str) -> str:
    """Text made bold where standard output is a terminal that may be sent such signs."""
    return f"\x1b[1m{text}\x1b[0m" if _styled(sys.stdout) else text


def write_heading(text: str) -> None:
    """One line that stands above others."""
    _print(_shown(text), heading)


def _styled(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def columns() -> int | None:
    """Columns of the terminal; none where output goes to a file or another program, which may have every cell."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return max(shutil.get_terminal_size().columns, 20)


Rows = Sequence[Sequence[str]]


def write_table(
    rows: Rows, headers: Sequence[str] = (), *, flexible: int = -1, spare: Sequence[str] = ()
) -> None:
    """Rows in columns. On a terminal too narrow for them the ``spare`` columns go, by their headers and
    first to last, and the ``flexible`` one gives way, so that each row fits its line."""
    shown = _clean_rows([headers, *rows] if headers else rows)
    for number, line in enumerate(_laid_out(shown, flexible, [list(headers).index(name) for name in spare])):
        _print(line, heading if headers and number == 0 else None)


def write_groups(groups: Sequence[tuple[str, Rows]], *, flexible: int = -1) -> None:
    """Rows under headings, an empty line before each but the first; the columns are the same in all groups."""
    lines = _laid_out(_clean_rows([row for _, rows in groups for row in rows]), flexible, indent=GAP)
    for number, (title, rows) in enumerate(groups):
        if number:
            print()
        write_heading(title)
        for _ in rows:
            _print(next(lines))


def _clean_rows(rows: Rows) -> list[list[str]]:
    return [[_shown(" ".join(cell.split())) for cell in row] for row in rows]


class _Column(NamedTuple):
    cells: list[str]
    size: int

    @property
    def is_numeric(self) -> bool:
        below = self.cells[1:]
        return any(below) and all(cell.isdigit() or not cell for cell in below)

    def laid_out(self) -> Iterator[str]:
        from casefile.model.text import cut, width

        to_the_right = self.is_numeric
        for cell in self.cells:
            text = cut(cell, self.size)
            space = " " * (self.size - width(text))
            yield space + text if to_the_right else text + space


def _laid_out(
    rows: list[list[str]], flexible: int, spare: Sequence[int] = (), indent: str = ""
) -> Iterator[str]:
    from casefile.model.text import width

    if not rows:
        return
    table = dict(enumerate(_Column(list(cells), max(map(width, cells))) for cells in zip(*rows, strict=True)))
    gives = flexible % len(table)
    limit = columns()
    if limit is not None:
        waiting = list(spare)
        while (over := _width(table, indent) - limit) > 0:
            room = table[gives].size - over
            if room >= min(table[gives].size, COMFORTABLE) or not waiting:
                table[gives] = table[gives]._replace(size=max(room, min(table[gives].size, LEAST)))
                break
            del table[waiting.pop(0)]
    for cells in zip(*(column.laid_out() for column in table.values()), strict=True):
        yield (indent + GAP.join(cells)).rstrip()


def _width(table: dict[int, _Column], indent: str) -> int:
    return len(indent) + sum(column.size for column in table.values()) + len(GAP) * (len(table) - 1)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """The lines of prose, broken at words to fit; paragraphs stay apart."""
    limit = min(columns() or WIDEST, WIDEST) - len(indent)
    for paragraph in text.splitlines():
        yield from (f"{indent}{line}" for line in _filled(paragraph.split(), limit))


def _filled(words: Iterable[str], limit: int) -> Iterator[str]:
    from casefile.model.text import width

    line, used = "", 0
    for word in words:
        size = width(word)
        if line and used + 1 + size > limit:
            yield line
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    yield line


def write_prose(text: str, indent: str = "") -> None:
    """A text in full, broken at words."""
    for line in wrapped(text, indent):
        write(line)


def answer(found: Sequence[Any], as_json: bool, show: Callable[[], None], nothing: str) -> int:
    """What a listing command ends with: the JSON or the text, and exit code 1 with a line where nothing was found."""
    if as_json:
        write_json(list(found))
    elif found:
        show()
    if not found:
        note(nothing)
    return 0 if found else 1
