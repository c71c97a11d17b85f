"""A table's records as they came from the file, each decoded when it is looked at.

A case of 200,000 events is open long before its records are decoded, and a save writes those that nobody
changed with the bytes they came with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

import msgspec

from casefile.errors import InvalidCaseError
from casefile.model.records import Json, document_id
from casefile.store.form import chunk, document_keys

_DECODER = msgspec.json.Decoder()


class Records(MutableMapping[str, Json]):
    """The records of one table by id. A record that was handed out is changed by setting it anew, never in place."""

    __slots__ = ("_chunks", "_crowded", "_keys", "_raw", "_seen")

    def __init__(self, raw: dict[str, msgspec.Raw], keys: dict[str, str] | None = None) -> None:
        """``raw`` is the JSON of each record; where ``keys`` are given, it is in the form of `chunk`.

        ``keys`` are the document keys of the records, as `document_keys` gives them.
        """
        self._raw: dict[str, msgspec.Raw | None] = dict(raw)
        self._chunks: dict[str, msgspec.Raw | bytes] = dict(raw) if keys is not None else {}
        self._keys = keys
        self._seen: dict[str, Json] = {}
        self._crowded = False
        """Whether two ids have one hash: then a key depends on what else there is, and all are made anew."""

    @property
    def is_canonical(self) -> bool:
        """Whether the bytes and the keys that the records came with are those that a save gives them."""
        return self._keys is not None

    @classmethod
    def of(cls, records: Mapping[str, Json]) -> Records:
        """The same for records that are decoded."""
        made = cls({})
        made.update(records)
        return made

    def __getitem__(self, record_id: str) -> Json:
        found = self._seen.get(record_id)
        if found is None:
            raw = self._raw[record_id]
            assert raw is not None
            try:
                found = _DECODER.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise InvalidCaseError(f"JSON that can be read ({error})", record=record_id) from None
            self._seen[record_id] = found
        return found

    def __setitem__(self, record_id: str, record: Json) -> None:
        self._raw[record_id] = None
        self._seen[record_id] = record
        self._chunks.pop(record_id, None)

    def __delitem__(self, record_id: str) -> None:
        del self._raw[record_id]
        self._seen.pop(record_id, None)
        self._chunks.pop(record_id, None)
        if self._keys is not None:
            self._keys.pop(record_id, None)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def copy(self) -> Records:
        """Another mapping of the same records."""
        made = Records({})
        made._raw, made._chunks, made._seen = dict(self._raw), dict(self._chunks), dict(self._seen)
        made._keys = None if self._keys is None else dict(self._keys)
        return made

    def chunk(self, record_id: str) -> msgspec.Raw | bytes:
        """The bytes of a record as `chunk` gives them; made once."""
        found = self._chunks.get(record_id)
        if found is None:
            found = self._chunks[record_id] = chunk(self[record_id])
        return found

    def document_keys(self) -> dict[str, str]:
        """The document key of each record."""
        if self._keys is None or self._crowded:
            self._keys = document_keys(self._raw)
        for record_id in self._raw.keys() - self._keys.keys():
            self._keys[record_id] = str(document_id(record_id))
        if len(set(self._keys.values())) < len(self._keys):
            self._crowded = True
            self._keys = document_keys(self._raw)
        return self._keys

    def same(self, record_id: str, other: Records) -> bool:
        """Whether the other holds the same record under this id; both have one."""
        mine, theirs = self._chunks.get(record_id), other._chunks.get(record_id)
        if mine is not None and theirs is not None:
            return bytes(mine) == bytes(theirs)
        return self[record_id] == other[record_id]
