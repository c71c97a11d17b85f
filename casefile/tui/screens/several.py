"""Tags, ties and grades, of one record or of all marked ones, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casefile.tui.screens.desk import CaseDesk
from casefile.tui.screens.records import RecordWriting

if TYPE_CHECKING:
    from casefile.tui.forms.grade_screen import Graded


class SeveralWriting(RecordWriting):
    """Tags, ties and grades."""

    def action_tag(self) -> None:
        """Tags the record, or all marked ones."""
        from casefile.tui.forms.bulk_forms import TagForm

        record_ids = self._written()
        if record_ids:
            desk = CaseDesk(self)
            self._go_on(TagForm(self._case, record_ids, desk.now, desk.hidden))

    def action_relate(self) -> None:
        """Ties the actor, event or place, or all marked ones, to another record."""
        from casefile.tui.forms import bulk_edits
        from casefile.tui.forms.bulk_forms import RelateForm

        record_ids = self._written()
        tied = bulk_edits.tied(self._case, record_ids)
        if tied:
            desk = CaseDesk(self)
            self._go_on(RelateForm(self._case, tied, desk.now, desk.hidden))
        elif record_ids:
            self.notify("A tie joins an actor with another actor, an event or a place.", markup=False)

    def action_grade(self) -> None:
        """Grades the record, or all marked ones, by one key."""
        from casefile.tui.forms import bulk_edits
        from casefile.tui.forms.grade_screen import GradeScreen

        record_ids = self._written()
        letters = bulk_edits.gradable(self._case, record_ids, bulk_edits.BY_LETTER)
        digits = bulk_edits.gradable(self._case, record_ids, bulk_edits.BY_DIGIT)
        if not letters and not digits:
            if record_ids:
                self.notify(
                    "Sources and reports have a letter; claims, events and ties a digit.", markup=False
                )
            return

        async def graded(answer: Graded | None) -> None:
            if answer is not None:
                await self._grade([*letters, *digits], answer)

        screen = GradeScreen(
            self._grade_title([*letters, *digits]),
            letters=f"Reliability: {bulk_edits.counted(self._case, letters)}" if letters else "",
            digits=f"Credibility: {bulk_edits.counted(self._case, digits)}" if digits else "",
            held=self._grades_held([*letters, *digits]),
            why=self._reason_kept([*letters, *digits]),
            footer=self.footer_for("dialog"),
        )
        self.app.push_screen(screen, graded)

    def _grade_title(self, record_ids: Sequence[str]) -> str:
        assert self.reading is not None
        what = self.reading.title(record_ids[0]) if len(record_ids) == 1 else f"{len(record_ids):,} records"
        return f"Grade · {what}"

    def _grades_held(self, record_ids: Sequence[str]) -> frozenset[str]:
        records = [self._case.raw(record_id)[1] for record_id in record_ids]
        return frozenset(str(one.get("reliability") or one.get("credibility") or "") for one in records)

    def _reason_kept(self, record_ids: Sequence[str]) -> str:
        from casefile.tui.forms import bulk_edits

        kept = bulk_edits.gradable(self._case, record_ids, bulk_edits.WITH_REASON)
        if not kept:
            return "why; it is kept in the history"
        others = "" if len(kept) == len(record_ids) else ", of events and ties in the history"
        return f"why; it is kept with the grade{others}"

    async def _grade(self, record_ids: Sequence[str], answer: Graded) -> None:
        from casefile.errors import CasefileError
        from casefile.tui.forms import bulk_edits

        desk = CaseDesk(self)
        try:
            edit = bulk_edits.grade(
                self._case, record_ids, answer.code, answer.reason, author=desk.author, now=desk.now()
            )
        except CasefileError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if not edit.changes:
            unkept = ", and a reason is kept with a change alone" if answer.reason else ""
            self.notify(f"The grade is that already{unkept}.", markup=False)
        elif await desk.commit(edit):
            self.look_again()
