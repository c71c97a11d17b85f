"""Kinds of damage that a case file meets, each as bytes; none may be overwritten, none may crash anything."""

from __future__ import annotations

import gzip
import json

from tests.store.cases import case_record, file_bytes, file_content, note, tables

CONTENT = tables(
    *(note(f"n-{number}", f"note {number} کرمان") for number in range(6)), actors={"irna": {"id": "irna"}}
)
GOOD = file_bytes(CONTENT)
_TEXT = GOOD.decode()


def _with(old: str, new: str) -> bytes:
    assert old in _TEXT
    return _TEXT.replace(old, new, 1).encode("utf-8", "surrogatepass")


def _renamed(key: str) -> bytes:
    raw = file_content(CONTENT)
    first = sorted(raw["notes"])[0]
    raw["notes"][key] = raw["notes"].pop(first)
    return json.dumps(raw, indent=2, sort_keys=True).encode()


def _twin() -> bytes:
    raw = file_content(CONTENT)
    raw["notes"]["1"] = note("n-0", "a twin")
    return json.dumps(raw, indent=2, sort_keys=True).encode()


DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "zero bytes": bytes(len(GOOD)),
    "cut in half": GOOD[: len(GOOD) // 2],
    "cut at the end": GOOD[:-4],
    "torn: the new beginning of an old file": GOOD[: len(GOOD) // 2] + GOOD[len(GOOD) // 2 - 40 :],
    "a block of zero bytes inside": GOOD[:400] + bytes(64) + GOOD[464:],
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "UTF-16": _TEXT.encode("utf-16"),
    "not UTF-8": GOOD.replace(b"note 1", b"note \xff", 1),
    "NaN": _with('"note 1 کرمان"', "NaN"),
    "a number too large": _with('"note 1 کرمان"', "1e999"),
    "a number of 5,000 digits": _with('"note 1 کرمان"', "9" * 5000),
    "a key twice": _with('"id": "n-1"', '"id": "n-1",\n      "id": "n-1"'),
    "ids 1 and 01": _renamed("01"),
    "two records of one id": _twin(),
    "half a surrogate pair": _with("note 1", "note \\ud800"),
    "nested 100,000 deep": _with('"note 1 کرمان"', "[" * 100_000 + "]" * 100_000),
    "a list": b"[1, 2, 3]\n",
    "a table that is a list": b'{"case": [], "notes": {}}',
    "a record that is text": _with('"id": "irna"\n    }', '"id": "irna"\n    },\n    "5": "text"'),
    "a record without an id": _with('"id": "irna"', '"name": "IRNA"'),
    "a record whose id is a number": _with('"id": "irna"', '"id": 7'),
    "the marks of a merge": _with('  "notes"', '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n  "notes"'),
    "something after the end": GOOD + b"{}",
    "another program's JSON": b'{"name": "package", "version": "1.0.0"}\n',
    "no record of the case itself": _with('"format": "casefile"', '"format": "notes"'),
    "two records of the case itself": json.dumps(
        {"case": {"1": case_record(), "2": case_record("other")}}
    ).encode(),
    "a version that is no number": _with('"format_version": 1', '"format_version": "1"'),
    "compressed": gzip.compress(GOOD),
    "not JSON": b"#!/bin/sh\nrm -rf /\n",
}
