"""Why a value is held: the rule that decided, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.analysis import values
from casefile.analysis.factsheets import FactSheet, ValueGroup
from casefile.analysis.grades import IMPROBABLE, UNGRADED, claim_grade
from casefile.analysis.origins import attribution_label
from casefile.analysis.weighing import asserted, counts, taken_back
from casefile.model.case import Case
from casefile.model.records import Claim


def why_held(case: Case, sheet: FactSheet) -> str:
    """Why the value is held, in a sentence; empty where there is no claim."""
    claim, held = sheet.deciding, sheet.held
    if claim is None or held is None:
        if any(group.counts for group in sheet.groups):
            return "No single value is held: several can be true, and none is accepted."
        return "Nothing is held: no claim counts." if sheet.groups else ""
    retracted = taken_back(case, sheet.claims)
    rivals = [one for one in sheet.claims if counts(one) and one.id not in retracted]
    said = ", ".join(
        part
        for part in (
            attribution_label(case, claim),
            values.label(case, claim.asserted) if claim.asserted else "undated",
        )
        if part
    )
    reason, note = _reason(case, claim, held, rivals), ""
    if claim.credibility == IMPROBABLE:
        note = " Nothing better than improbable is said."
    elif claim.status == "disputed":
        note = " All that counts is disputed."
    return f"{held.label} is held: {reason} ({said}).{note}"


def _reason(case: Case, claim: Claim, held: ValueGroup, rivals: Sequence[Claim]) -> str:
    if claim.status == "accepted":
        return "accepted by the analyst"
    if len(rivals) == 1:
        return "the only claim that counts"
    if held.denies:
        return "nothing but denials counts"
    code = claim_grade(case, claim)
    alike = [one for one in rivals if claim_grade(case, one) == code and one.stance != "denies"]
    graded = f"the {len(alike)} best graded, {code}"
    if code == UNGRADED * 2:
        graded = "the claims, none of them graded"
    elif len(alike) == 1:
        return f"the best graded, {code}"
    others = [one for one in alike if one not in held.claims]
    if not others:
        return f"all of {graded}, say so"
    if any(asserted(case, one)[0] == asserted(case, claim)[0] for one in others):
        return f"among the newest of {graded}, where neither grade nor day decides"
    return f"the newest of {graded}"
