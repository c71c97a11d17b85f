"""The claims view: every fact with its values side by side, and what the analyst decides on each claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from casefile.analysis.factsheets import all_fact_sheets, working_out
from casefile.model import editing
from casefile.model.text import cut, plural
from casefile.tui.bindings import bindings, list_bindings
from casefile.tui.panes.content.claims import LEGEND, ClaimRows, Place, explained, fact_title
from casefile.tui.screens.prompts import AskPrompt
from casefile.tui.screens.view import ViewScreen
from casefile.tui.widgets.document import Document
from casefile.tui.widgets.frame import Frame
from casefile.tui.widgets.virtual_list import SELECTED_SIGN, VirtualList

if TYPE_CHECKING:
    from casefile.analysis.factsheets import FactSheet
    from casefile.model.case import Edit
    from casefile.model.records import Claim
    from casefile.tui.screens.case import CaseScreen
    from casefile.tui.widgets.prompt_line import PromptLine

DECISIONS: Final = {
    "accept": ("accepted", "Accepted"),
    "dispute": ("disputed", "Disputed"),
    "reject": ("rejected", "Rejected"),
    "supersede": ("superseded", "Superseded"),
    "unreview": ("", "No longer decided"),
}
"""What each action makes of a claim's status, and how it says so."""


_TITLE: Final = 40
"""Cells of a claim's title in a message."""


class ClaimList(VirtualList, inherit_bindings=False):
    """The facts, their values, and the claims of those that are open."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("claims")


class ClaimsScreen(ViewScreen, inherit_bindings=False):
    """All claims by what they are about, contested facts first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("claims")
    DEFAULT_CSS = """
    ClaimsScreen {
        #facts { height: 1fr; }
        #about { height: 7; }
        Document { overflow: hidden hidden; }
    }
    """
    place = "claims"
    label = "Claims"

    def __init__(self, home: CaseScreen) -> None:
        super().__init__(home)
        key = home.key_bar.key_of("claim")
        self.list = ClaimList(
            empty=f"No claims yet.\n{key} adds one about the record that the cursor of the case is on."
        )
        self.about = Document()
        self.about.can_focus = False
        self.frame = Frame(self.list, title="Facts", id="facts")
        self.why = Frame(self.about, count=LEGEND, id="about")
        self.reason = AskPrompt("reason")
        self._opened: set[str] = set()
        self._sheets: Sequence[FactSheet] = ()
        self._deciding: tuple[str, tuple[str, ...]] | None = None

    def body(self) -> Iterator[Widget]:
        """The facts, what is to be known of the one under the cursor, the line to type into."""
        yield self.frame
        yield self.why
        yield self.reason

    def worked_out(self) -> Iterator[None]:
        """The fact sheets, a few at a time."""
        yield from working_out(self.case)
        self._sheets = all_fact_sheets(self.case)

    def show(self) -> None:
        """Shows the sheets; the cursor stays on its row."""
        rows = self._rows()
        self.list.show(rows)
        self.list.selected = [key for key in self.list.selected if rows.place_of(key) is not None]
        self._count()
        if self.focused is None:
            self.list.focus()
        self._explain()
        self.draw_keys()

    def _count(self) -> None:
        contested = sum(sheet.contested for sheet in self._sheets)
        marked = f"{SELECTED_SIGN} {len(self.list.selected):,} · " if self.list.selected else ""
        self.frame.set_frame(count=f"{marked}{contested:,} contested of {len(self._sheets):,}")

    def on_virtual_list_selection_changed(self, event: VirtualList.SelectionChanged) -> None:
        """How many are marked stands in the frame."""
        event.stop()
        self._count()

    def _rows(self) -> ClaimRows:
        return ClaimRows(self.reading, self._sheets, self._opened)

    @property
    def here(self) -> Place | None:
        """The row under the cursor."""
        rows = self.list.rows
        return rows.place(self.list.cursor_index) if isinstance(rows, ClaimRows) else None

    def _explain(self) -> None:
        here = self.here
        self.why.set_frame(title=fact_title(self.reading, here.sheet) if here is not None else "Why")
        self.about.set_document(explained(self.reading, here) if here is not None else ())

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """What is known of the row stands below."""
        event.stop()
        self._explain()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens."""
        event.stop()
        self.action_open_claims()

    def action_open_claims(self) -> None:
        """Shows or hides the claims of a value; from a claim, goes to the record in full."""
        here = self.here
        if here is None:
            return
        if here.claim is not None:
            self.dismiss(here.claim.id)
            return
        self._opened ^= {here.key}
        self.list.show(self._rows())

    def action_claim(self) -> None:
        """Adds a claim on the fact under the cursor; without any, about the record that the case's cursor is on."""
        here = self.here
        if self.may_write():
            self.home.add_claim(self.home.current_id if here is None else here.sheet.subject)

    def action_mark(self) -> None:
        """Marks the row, or takes the mark away."""
        self.list.toggle_selected()

    def level_left(self) -> bool:
        """One level out: the marks."""
        if not self.list.selected:
            return False
        self.list.selected = frozenset()
        return True

    # What the analyst decides

    def chosen(self) -> list[Claim]:
        """The claims of the marked rows, or of the row under the cursor."""
        rows = self.list.rows
        assert isinstance(rows, ClaimRows)
        marked = [rows.place_of(key) for key in sorted(self.list.selected)]
        places = [place for place in marked if place is not None] or ([self.here] if self.here else [])
        return list({claim.id: claim for place in places for claim in place.claims}.values())

    def action_accept(self) -> None:
        """Accepts the claims."""
        self._ask_reason("accept")

    def action_dispute(self) -> None:
        """Disputes the claims."""
        self._ask_reason("dispute")

    def action_reject(self) -> None:
        """Rejects the claims."""
        self._ask_reason("reject")

    def action_supersede(self) -> None:
        """Marks the claims as superseded."""
        self._ask_reason("supersede")

    def action_unreview(self) -> None:
        """Takes the decision on the claims back."""
        self._ask_reason("unreview")

    def _ask_reason(self, decision: str) -> None:
        claims = self.chosen()
        if not claims or not self.may_write():
            return
        self._deciding = (decision, tuple(claim.id for claim in claims))
        words = (
            DECISIONS[decision][1] if len(claims) == 1 else f"{DECISIONS[decision][1]}, {len(claims)} claims"
        )
        self.reason.open(claims[0].reason if len(claims) == 1 else "", label=f"{words}, because")

    async def _decide(self, decision: str, claim_ids: Sequence[str], reason: str) -> None:
        status, words = DECISIONS[decision]
        now, known = self.casefile_app.now(), [one for one in claim_ids if one in self.case]
        what = "claim" if len(known) == 1 else f"{len(known)} claims"

        def made() -> Edit:
            fields = {"status": status, **({"reason": reason} if reason or len(claim_ids) == 1 else {})}
            edits = [editing.update(self.case, claim_id, fields, now=now) for claim_id in known]
            return editing.combine(f"{what} {status or 'no longer decided'}", edits)

        one = self.case.title(claim_ids[0]).rstrip(".")
        await self.commit(made, f"{words}: {one if len(known) == 1 else what}.")

    async def action_supports(self) -> None:
        """Sets the marked claims to support the one under the cursor, or takes that back."""
        await self._tie("supports")

    async def action_contradicts(self) -> None:
        """Sets the marked claims to contradict the one under the cursor, or takes that back."""
        await self._tie("contradicts")

    async def _tie(self, field: str) -> None:
        here = self.here
        rows = self.list.rows
        assert isinstance(rows, ClaimRows)
        marked = [place for key in sorted(self.list.selected) if (place := rows.place_of(key)) is not None]
        target = here.claim if here is not None else None
        ones = [place.claim for place in marked if place.claim is not None and place.claim is not target]
        if target is None or not ones:
            self.notify("Mark a claim with space, then go to the other one and press this key.", markup=False)
        elif self.may_write():
            await self._tie_to(field, ones, target)

    async def _tie_to(self, field: str, ones: Sequence[Claim], target: Claim) -> None:
        now, tied = self.casefile_app.now(), all(target.id in getattr(one, field) for one in ones)

        def tie(one: Claim) -> Edit:
            others = [other for other in getattr(one, field) if other != target.id]
            tied_to = others if tied else [*others, target.id]
            return editing.update(self.case, one.id, {field: tied_to}, now=now)

        verb = {"supports": "support", "contradicts": "contradict"}[field]
        who = f"claim {self._quoted(ones[0])}" if len(ones) == 1 else plural(len(ones), "claim")
        words = f"{who} {'no longer said' if tied else 'said'} to {verb} {self._quoted(target)}"
        await self.commit(lambda: editing.combine(words, map(tie, ones)), f"{words[:1].upper()}{words[1:]}.")

    def _quoted(self, claim: Claim) -> str:
        return f"“{cut(self.reading.title(claim.id).rstrip('.'), _TITLE)}”"

    # Other views

    def action_matrix(self) -> None:
        """Shows who stands where."""
        from casefile.tui.screens.matrix import MatrixScreen

        def left(record_id: str | None) -> None:
            if record_id is not None:
                self.dismiss(record_id)

        self.app.push_screen(MatrixScreen(self.home), left)

    def action_relays(self) -> None:
        """Shows who relays whom behind the claims of the row."""
        from casefile.analysis.relaying import claims_tree
        from casefile.tui.screens.relays import RelaysScreen

        here = self.here
        if here is None:
            return
        group = here.sheet.groups[here.group]
        title = self.reading.title(here.claim.id) if here.claim else group.label
        screen = RelaysScreen(self.reading, title, claims_tree(self.case, here.claims), self.key_bar.keys)
        self.app.push_screen(screen, self._go_to)

    def _go_to(self, record_id: str | None) -> None:
        if record_id is not None:
            self.dismiss(record_id)

    # The line to type into

    async def on_prompt_line_submitted(self, event: PromptLine.Submitted) -> None:
        """The reason is given."""
        if event.prompt is self.reason:
            event.stop()
            deciding = self._deciding
            self._close_reason()
            if deciding is not None:
                await self._decide(*deciding, " ".join(event.value.split()))

    def on_prompt_line_cancelled(self, event: PromptLine.Cancelled) -> None:
        """Nothing is decided."""
        if event.prompt is self.reason:
            event.stop()
            self._close_reason()

    def _close_reason(self) -> None:
        self._deciding = None
        self.reason.close()
        self.list.focus()

    def without(self) -> frozenset[str]:
        """Nothing is decided in a read-only case."""
        left_out = super().without()
        if not self.writable:
            return left_out | {*DECISIONS, "claim", "supports", "contradicts"}
        return left_out if self._sheets else left_out | {*DECISIONS, "open_claims", "matrix", "relays"}
