"""From bytes to JSON, strictly: whatever else the bytes are is refused in one clear line."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from casefile.errors import InvalidCaseError
from casefile.model.records import Json
from casefile.store.form import MAX_DEPTH

_MARKS: Final = re.compile(rb"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)
_BIG_ENDIAN, _LITTLE_ENDIAN, _MARK = b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"
_OPEN_END: Final = re.compile(r"( starting)? at$|: $")
"""What Python's reasons end in before it adds the place, which is said before them here."""
_MOST_DIGITS: Final = 4200
"""How many digits an integer may have: what Python reads."""


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


class _Refused:
    """A number that cannot be held."""


def parse(content: bytes, file: str) -> Any:
    """The JSON in some bytes, with a clear line for whatever else they are."""
    text = _decoded(content, file)
    doubled: list[_Doubled] = []

    def pairs(found: list[tuple[str, Any]]) -> Json:
        made = dict(found)
        if len(made) == len(found):
            return made
        names = [name for name, _ in found]
        double = _Doubled(made)
        double.key = next(name for name in names if names.count(name) > 1)
        doubled.append(double)
        return double

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=lambda _: _Refused(), parse_int=_whole_number
        )
    except json.JSONDecodeError as error:
        raise InvalidCaseError(_fault(error, content), file=file) from None
    except RecursionError:
        raise InvalidCaseError(f"at most {MAX_DEPTH} levels of nesting", file=file) from None
    if doubled:
        _name_double(value, file)
    return value


def _whole_number(digits: str) -> int | _Refused:
    return int(digits) if len(digits) < _MOST_DIGITS else _Refused()


def _decoded(content: bytes, file: str) -> str:
    def refuse(expected: str) -> NoReturn:
        raise InvalidCaseError(expected, file=file)

    if not content:
        refuse("the file is empty")
    if not content.strip(b"\0"):
        refuse("the file holds nothing but zero bytes, as a power cut may leave one")
    if content.startswith(_MARK):
        refuse("expected UTF-8 without a byte order mark")
    if content.startswith((_BIG_ENDIAN, _LITTLE_ENDIAN)):
        refuse("expected UTF-8; the file is UTF-16")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        refuse(f"not UTF-8: line {line} holds byte {content[error.start]:#04x}")


def _fault(error: json.JSONDecodeError, content: bytes) -> str:
    if _MARKS.search(content):
        line = content.count(b"\n", 0, _MARKS.search(content).start()) + 1  # type: ignore[union-attr]  # searched above
        return f"line {line} holds the marks of a merge that git left undone"
    if content.lstrip()[:1] != b"{":
        return "the file is not JSON"
    what = _OPEN_END.sub("", error.msg[:1].lower() + error.msg[1:])
    return f"not JSON: line {error.lineno}, column {error.colno}: {what}"


def _name_double(value: Any, file: str) -> None:
    """Refuses the first object with a doubled key, by its place."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(value, ())]
    while waiting:
        here, way = waiting.pop()
        if isinstance(here, _Doubled):
            table, record, *fields = (*way, here.key, "", "")[: max(len(way) + 1, 2)]
            where = f"document {record}" if record else ""
            raise InvalidCaseError(
                f"'{here.key[:80]}' once, not twice",
                file=file,
                table=table,
                record=where,
                field=".".join(fields)[:120],
            )
        items = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        waiting.extend((one, (*way, str(name))) for name, one in items)
