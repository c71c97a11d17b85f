"""How long searches take in a large library: `python tests/bench/bench_search.py [CASES] [RECORDS] [FOLDER]`.

A library of 10,000 cases with 200 records each is made, unless its folder is named and there already. Measured are making the
index, bringing it up to date after a change to one case, and searches; each beside what does without an index:
reading every file with `json`, and looking through every text, as one would with plain TinyDB files. That reads
a sample of the cases and is multiplied.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from casefile.analysis.searching import describe, spelling
from casefile.model.records import document_id
from casefile.model.search import parse_query, snippet
from casefile.model.text import fold
from casefile.store.search.database import index_folder, newest
from casefile.store.search.index import Index
from casefile.store.search.refresh import Maker, Progress, refresh

MOMENT = "2026-11-23T09:00:00.000Z"
NAMES = [
    "Nowruzof",
    "Rashidi",
    "Bakhshi",
    "Soleimani",
    "Karimi",
    "Hosseini",
    "Vahidi",
    "Raisi",
    "قاسم",
    "سلیمانی",
    "نوروزف",
    "رشیدی",
    "بخشی",
    "کریمی",
]
RUNS = 15
SAMPLE = 100
"""Cases that are read without the index; the time is multiplied."""


class Words:
    """Words as a language has them: a few very common, most rare."""

    def __init__(self, chance: random.Random, count: int = 60_000) -> None:
        self.chance = chance
        syllables = [
            first + vowel for first in "bcdfghjklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "an", "er")
        ]
        lengths = (1, 2, 2, 3, 3, 4)
        self.all = ["".join(chance.choices(syllables, k=chance.choice(lengths))) for _ in range(count)]
        self.weights = list(itertools.accumulate(1 / (place + 3) for place in range(count)))

    def some(self, count: int) -> str:
        """So many words as a sentence."""
        return " ".join(self.chance.choices(self.all, cum_weights=self.weights, k=count)).capitalize() + "."

    def name(self) -> str:
        """The name of a person or a medium."""
        return f"{self.chance.choice(self.all).title()} {self.chance.choice(NAMES)}"


def case_tables(case_id: str, records: int, words: Words) -> dict[str, list[dict[str, Any]]]:
    """A case in the proportions of the shipped ones: claims most, then reports and sources."""
    chance = words.chance
    share = {
        "sources": 0.16,
        "reports": 0.17,
        "places": 0.02,
        "actors": 0.1,
        "events": 0.08,
        "relations": 0.04,
        "notes": 0.05,
    }
    ids = {
        table: [f"{table[:-1]}-{number}" for number in range(int(records * part))]
        for table, part in share.items()
    }
    ids["claims"] = [f"claim-{number}" for number in range(records - 1 - sum(map(len, ids.values())))]

    def date() -> dict[str, str]:
        return {
            "edtf": f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        }

    def some(table: str, most: int) -> list[str]:
        return chance.sample(ids[table], chance.randint(1, most))

    made: dict[str, Callable[[], dict[str, Any]]] = {
        "sources": lambda: {"name": words.name(), "reliability": chance.choice("ABCDF"), "reliability_reason": words.some(8)},
        "reports": lambda: {"title": words.some(8), "source": chance.choice(ids["sources"]), "published": date(), "description": words.some(12), "url": f"https://example.org/{chance.randrange(10**6)}"},
        "places": lambda: {"name": words.name(), "country": "IR"},
        "actors": lambda: {"name": words.name(), "names": [{"value": words.name()}], "kind": "person", "description": words.some(14)},
        "events": lambda: {"title": words.some(5), "kind": "attack", "when": date(), "description": words.some(16), "participants": [{"actor": chance.choice(ids["actors"]), "role": "named"}], "reports": some("reports", 3)},
        "claims": lambda: {"statement": words.some(12), "subject": chance.choice(ids["events"]), "predicate": chance.choice(("killed", "injured", "says", "motive")), "value": {"number": chance.randrange(100), "qualifier": "exactly"}, "attribution": [chance.choice(ids["actors"]), chance.choice(ids["sources"])], "reports": some("reports", 2), "asserted": date(), "credibility": chance.randint(1, 6), "reason": words.some(6)},
        "relations": lambda: {"subject": chance.choice(ids["actors"]), "object": chance.choice(ids["actors"]), "type": "knows", "reports": some("reports", 2)},
        "notes": lambda: {"title": words.some(4), "body": words.some(50), "about": some("events", 2), "kind": "note"},
    }  # fmt: skip
    own = {
        "id": case_id,
        "format": "casefile",
        "format_version": 1,
        "title": words.some(4),
        "summary": words.some(40),
    }
    return {
        "case": [own],
        **{table: [{"id": one, **made[table]()} for one in found] for table, found in ids.items()},
    }


def write_case(folder: Path, case_id: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    """The case file as casefile writes it."""
    stamps = {"created": MOMENT, "modified": MOMENT, "author": "bench"}
    content = {
        table: {str(document_id(record["id"])): {**stamps, **record} for record in records}
        for table, records in tables.items()
    }
    raw = msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=2)
    (folder / f"{case_id}.json").write_bytes(raw + b"\n")


def make_library(folder: Path, cases: int, records: int) -> None:
    """Writes the cases that are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    words = Words(random.Random(2024))
    for number in range(cases):
        case_id = f"case-{number:05}"
        if not (folder / f"{case_id}.json").exists():
            write_case(folder, case_id, case_tables(case_id, records, words))


def texts(value: Any) -> Iterator[str]:
    """Every text in some JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def scan(files: list[Path], sought: str) -> int:
    """What one does without an index: reads every file, folds every text, looks for the words in each record."""
    wanted = fold(sought).split()
    count = 0
    for file in files:
        for records in json.loads(file.read_bytes()).values():
            for record in records.values():
                whole = fold(" ".join(texts(record)))
                count += all(word in whole for word in wanted)
    return count


def milliseconds(work: Callable[[], object]) -> float:
    """The wall time of some work."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def both_times(work: Callable[[], object]) -> tuple[float, float]:
    """The wall time of some work, and that of the processor, which other programs lengthen less; in milliseconds."""
    spent = processor_seconds()
    wall = milliseconds(work)
    return wall, (processor_seconds() - spent) * 1000


def processor_seconds() -> float:
    """What this process and those that it started have used of the processors so far."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def searches(words: Words) -> dict[str, str]:
    """Searches of every kind."""
    common, middling, rare = words.all[0], words.all[300], words.all[20_000]
    return {
        "a common word": common,
        "an unfinished word": words.all[40][:3],
        "a middling word": middling,
        "a rare word": rare,
        "two words": f"{middling} {words.all[100]}",
        "a phrase": f'"{words.all[3]} {words.all[8]}"',
        "a name in another script": "Norouzof",
        "a word in Persian": "سليماني",
        "kind and word": f"kind:claim {middling}",
        "an actor's claims": "kind:claim actor:bakhshi",
        "a source and a month": "source:rashidi after:2024-01-01 before:2024-02-01",
        "a day, whatever": "after:2024-01-03 before:2024-01-04",
        "a grade, not a kind": "grade:B2 -kind:report",
        "contested, one case": "contested:yes case:case-00042",
        "either": f"{rare} OR {words.all[21_000]}",
        "what is left out alone": "-kind:claim",
    }


def report_searches(folder: Path, library: Path, words: Words, cases: int) -> None:
    """Prints the median of each search, and beside it that of a scan."""
    sample = [library / f"case-{number:05}.json" for number in range(min(SAMPLE, cases))]
    taken: list[float] = []
    with Index.open(folder, spelling) as index:
        for name, text in searches(words).items():
            query = parse_query(text, now=datetime(2026, 11, 23, tzinfo=UTC))
            found = index.search(query, 50)

            def ask(query: Any = query) -> None:
                for hit in index.search(query, 50).hits:
                    snippet(hit.text, query.sought)

            runs = [milliseconds(ask) for _ in range(RUNS)]
            taken += runs
            count = f"{found.total:,}{'' if found.complete else '+'}"
            print(f"  {name:<28}{median(runs):8.1f} ms, worst {max(runs):8.1f}{count:>10} hits")
    plain = median(milliseconds(lambda: scan(sample, words.all[300])) for _ in range(3)) * cases / len(sample)
    print(f"  {'all of them':<28}{median(taken):8.1f} ms, worst {max(taken):8.1f}")
    print(f"  {'without an index':<28}{plain:8.0f} ms{plain / median(taken):10.0f} ×")


def main() -> None:
    """Measures and prints."""
    cases, records = (
        (int(sys.argv[1]) if len(sys.argv) > 1 else 10_000),
        (int(sys.argv[2]) if len(sys.argv) > 2 else 200),
    )
    with tempfile.TemporaryDirectory() as temporary:
        library = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        make_library(library, cases, records)
        maker = Maker(library, describe, spelling)
        folder = index_folder(library, None)
        assert folder is not None
        print(
            f"{cases:,} cases × {records} records, {sum(file.stat().st_size for file in library.glob('*.json')) / 1e6:,.0f} MB"
        )
        steps: list[Progress] = []
        spent = processor_seconds()
        took = milliseconds(lambda: refresh(maker, folder, tell=steps.append)) / 1000
        spent = processor_seconds() - spent
        if steps:
            file = newest(folder)
            assert file is not None
            made = steps[-1].records
            print(f"  index made                  {made / took:8,.0f} records/s, {took:.1f} s")
            print(
                f"  … of one processor's time   {made / spent:8,.0f} records/s; {file.stat().st_size / 1e6:,.0f} MB"
            )
            time.sleep(2.1)  # files that were just written are read once more
            refresh(maker, folder)
        words = Words(random.Random(2024))
        changed, unchanged = [], []
        for _ in range(RUNS):
            write_case(library, "case-00007", case_tables("case-00007", records, words))
            changed.append(both_times(lambda: refresh(maker, folder)))
            unchanged.append(both_times(lambda: refresh(maker, folder)))
        for name, taken in (
            ("all of one case's records changed", changed),
            ("written just now, the same", unchanged),
        ):
            wall, spent = zip(*taken, strict=True)
            print(
                f"  {name:<34}{median(wall):8.1f} ms, worst {max(wall):8.1f};"
                f" of the processor {median(spent):6.1f}, worst {max(spent):6.1f}"
            )
        report_searches(folder, library, Words(random.Random(2024)), cases)


if __name__ == "__main__":
    main()
