"""`casefile facts`: the claims on each fact side by side, contested facts first."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from casefile.analysis.factsheets import HELD, PAST, FactSheet, ValueGroup, all_fact_sheets, fact_sheets
from casefile.analysis.grades import claim_grade
from casefile.analysis.origins import attribution_label, counted
from casefile.analysis.reasons import why_held
from casefile.analysis.values import claim_label
from casefile.cli import labels
from casefile.cli.known import case_at
from casefile.cli.libraries import opened, require_record
from casefile.cli.output import GAP, answer, columns, write, write_groups, write_prose
from casefile.model.text import cut
from casefile.model.vocabulary import predicate

if TYPE_CHECKING:
    from casefile.model.case import Case


def facts(options: Namespace) -> int:
    """The fact sheets of a case, or of one record of it.

    JSON: an array of `subject`, `title`, `predicate`, `label`, `contested`, `versions`, `spread`, `held` (or null), `why` (a
    sentence), `against` (claims on other facts that contradict it) and `values`: an array of `value`, `denies`, `grade`,
    `counts`, `agrees`, `first` and `last` (fuzzy dates or null), `reports`, `origins`, `circles` and `claims` (`id`, `value`,
    `statement`, `stance`, `status`, `grade`, `attribution`, `chain`, `reports`). With `--at` as they were known then, with
    `--recorded` too as they had been recorded.
    """
    with opened(options) as found:
        then = case_at(found, options.at, options.recorded)
        case = then.case
        if options.subject is not None:
            then.require(options.subject)
            if not fact_sheets(case, options.subject):
                require_record(case, options.subject)
            sheets = fact_sheets(case, options.subject)
        else:
            sheets = all_fact_sheets(case)
        about = f"about '{options.subject}'" if options.subject else "in it"
        return answer(
            [_json(case, sheet) for sheet in sheets] if options.json else sheets,
            options.json,
            then.headed(lambda: _write(case, sheets)),
            f"{case.id}: there are no claims {about}{' then' if options.at else ''}",
        )


def _json(case: Case, sheet: FactSheet) -> dict[str, object]:
    from casefile.cli.records import sheet_json

    return {"subject": sheet.subject, "title": case.title(sheet.subject), **sheet_json(case, sheet)}


def _write(case: Case, sheets: list[FactSheet]) -> None:
    for number, sheet in enumerate(sheets):
        if number:
            write()
        write_groups(
            [(_heading(case, sheet), [_row(case, sheet, group) for group in sheet.groups])], flexible=5
        )
        if len(sheet.groups) > 1 or sheet.contested:
            write_prose(why_held(case, sheet), GAP)
        for other in sheet.against:
            write_prose(f"contradicted by {labels.named(case, other)}", GAP)


def _heading(case: Case, sheet: FactSheet) -> str:
    parts = [
        f"{labels.named(case, sheet.subject) if sheet.subject else 'about nothing'}: {predicate(sheet.predicate).label}",
        sheet.state,
        sheet.spread if sheet.contested else "",
    ]
    return " · ".join(part for part in parts if part)


def _row(case: Case, sheet: FactSheet, group: ValueGroup) -> tuple[str, ...]:
    sign = HELD if group is sheet.held else "" if group.counts else PAST
    others = dict.fromkeys(
        f"{claim_label(case, claim)} {claim_grade(case, claim)}".strip()
        for claim in group.claims
        if claim_label(case, claim) != group.label
    )
    more = [f"also {one}" for one in others] + [f"agrees with {one}" for one in group.agrees]
    value = f"{group.label} ({', '.join(more)})" if more else group.label
    if (room := columns()) is not None:
        value = cut(value, max(room // 3, 24))
    said = list(dict.fromkeys(labels.date(case, when) for when in (group.first, group.last) if when))
    speakers = "; ".join(dict.fromkeys(attribution_label(case, claim) for claim in group.counting))
    counts = counted(len(group.reports), len(group.origins))
    return sign, value, group.best_grade, counts, " … ".join(said), speakers
