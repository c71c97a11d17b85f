"""How long the fact sheets of a large case take: `python tests/bench/bench_analysis.py [CLAIMS]`.

Processor time, each measure against reading the same claims into their types once, in the same run: all fact sheets of
a made-up case from nothing; the origins of all their values; all sheets again after one claim was edited; one fact with
thousands of claims; and the same fact compared pair by pair, as the plain way would.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import msgspec

from casefile.analysis.factsheets import all_fact_sheets, fact_sheets
from casefile.analysis.values import compatible
from casefile.model.case import Case, Change, Edit, Json
from casefile.model.records import Claim, claim_value

RUNS = 7
CROWD = 3000
"""Claims on the one crowded fact."""


def large_case(claims: int) -> Case:
    """A case with ten claims a fact, numbers, dates, names and denials among them, from 300 sources in 4,000 reports."""
    sources = {
        f"s-{n}": {"id": f"s-{n}", "name": f"Source {n}", "reliability": "ABCDEF"[n % 6]} for n in range(300)
    }
    reports = {
        f"r-{n}": {
            "id": f"r-{n}",
            "source": f"s-{n % 300}",
            **({"derived_from": [f"r-{n // 3}"]} if n % 4 == 0 and n else {}),
        }
        for n in range(4000)
    }
    events = {f"e-{n}": {"id": f"e-{n}", "title": f"Event {n}"} for n in range(claims // 40 + 1)}
    made = {f"c-{n}": _claim(n) for n in range(claims)}
    return Case("large", {"sources": sources, "reports": reports, "events": events, "claims": made})


def _claim(n: int) -> Json:
    kind = n // 10 % 4
    value: Any = (
        {"number": 80 + n % 7, "qualifier": ("exactly", "at-least", "about")[n % 3]},
        {"edtf": f"2024-01-{n % 9 + 1:02d}T{n % 24:02d}:00:00+03:30"},
        f"text {n % 4}",
        {"number": 700 + n % 3 * 100, "unit": "m"},
    )[kind]
    return {
        "id": f"c-{n}",
        "statement": f"Statement {n}",
        "subject": f"e-{n // 40}",
        "predicate": ("killed", "occurred-at", "weapon", "distance-from")[kind],
        "value": value,
        "attribution": [f"s-{n % 97}", f"s-{n % 300}"] if n % 3 else [],
        "reports": [f"r-{n * 7 % 4000}"],
        "asserted": {"edtf": f"2024-01-{n % 28 + 1:02d}"},
        "credibility": n % 6 + 1,
        "stance": "denies" if n % 50 == 0 else "asserts",
        "status": "superseded" if n % 11 == 0 else "unreviewed",
    }


def crowded_case() -> Case:
    """A case with thousands of claims on one fact, each with a number of its own."""
    claims = {
        f"c-{n}": {
            "id": f"c-{n}",
            "statement": "s",
            "subject": "e",
            "predicate": "killed",
            "value": {"number": n, "qualifier": ("exactly", "at-least", "about")[n % 3]},
            "attribution": [f"s-{n}"],
        }
        for n in range(CROWD)
    }
    return Case("crowded", {"events": {"e": {"id": "e", "title": "E"}}, "claims": claims})


def milliseconds(work: Callable[[], object]) -> float:
    """How long something takes the processor, whatever else the machine does."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def measure(claims: int) -> dict[str, float]:
    """One run of every measure, in milliseconds."""
    case = large_case(claims)
    plain = list(case.table("claims").values())
    found = {
        "claims read into their types": milliseconds(lambda: [msgspec.convert(one, Claim) for one in plain])
    }
    found[f"all fact sheets of {claims:,} claims"] = milliseconds(lambda: all_fact_sheets(case))
    sheets = all_fact_sheets(case)
    groups = [group for sheet in sheets for group in sheet.groups]
    found[f"the origins of their {len(groups):,} values"] = milliseconds(
        lambda: [one.origins for one in groups]
    )
    case.backlinks("c-5")
    before = case.raw("c-5")[1]
    case.apply(Edit("claim changed", (Change("claims", "c-5", before, {**before, "status": "rejected"}),)))
    found["again after one claim was edited"] = milliseconds(lambda: all_fact_sheets(case))
    crowded = crowded_case()
    found[f"one fact with {CROWD:,} claims"] = milliseconds(lambda: fact_sheets(crowded, "e"))
    values = [claim_value(claim.value) for claim in crowded.all(Claim)][: CROWD // 10]
    pairs = milliseconds(lambda: sum(compatible(crowded, one, other) for one in values for other in values))
    found[f"the same in pairs, {CROWD // 10:,} claims × 100"] = pairs * 100
    return found


def main() -> None:
    """Measures and prints medians, each with its ratio to the first."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    runs = [measure(claims) for _ in range(RUNS)]
    medians = {name: median(run[name] for run in runs) for name in runs[0]}
    least = next(iter(medians.values()))
    print(f"fact sheets, medians of {RUNS} runs")
    for name, value in medians.items():
        print(f"  {name:<44}{value:10.1f} ms{value / least:8.1f} ×")


if __name__ == "__main__":
    main()
