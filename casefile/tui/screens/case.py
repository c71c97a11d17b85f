"""The case screen: linked panes, notes, and what is done with the record under the cursor."""

from __future__ import annotations

from casefile.tui.screens.keeping import Keeping
from casefile.tui.screens.unfinished import Unfinished


class CaseScreen(Keeping, Unfinished):
    """An open case."""

    # How it is read

    def action_clock(self) -> None:
        """Turns the clock."""
        if self.reading is not None:
            words = self.reading.turn_clock()
            self.refill(self.timeline, self.sources)
            self.notify(f"Times are in {words}.", markup=False)

    def action_calendar(self) -> None:
        """Turns the calendar."""
        if self.reading is not None:
            words = self.reading.turn_calendar()
            self.refill(self.timeline, self.sources)
            self.draw_chips()
            self.notify(f"Calendar: {words}.", markup=False)
            self.draw_title()

    def action_reveal(self) -> None:
        """Shows or hides what is sensitive."""
        if self.reading is not None:
            self.reading.revealed = not self.reading.revealed
            for pane in self.panes:
                pane.forget_strips()
            self.look_again()
            words = "shown" if self.reading.revealed else "hidden"
            self.notify(f"Records marked as sensitive are {words}.", markup=False)

    def action_sort(self) -> None:
        """Sorts the pane otherwise."""
        if self.active.view is not None:
            words = self.active.turn_order()
            self.refill(self.active)
            self.notify(f"{self.active.label} sorted by {words}.", markup=False)

    # What is taken out of it

    def action_copy(self) -> None:
        """Asks what to copy of the record, or of all marked ones."""
        from casefile.tui.panes.content.record.citation import citation, link
        from casefile.tui.panes.content.record.excerpt import excerpt
        from casefile.tui.screens.chooser import Choice, Chooser

        chosen_ids = self.chosen_ids()
        if self.reading is None or not chosen_ids:
            return
        reading, case_id = self.reading, self.case_id
        if any(reading.is_hidden(record_id) for record_id in chosen_ids):
            self.notify(
                "This record is hidden: v shows it, then it can be copied.", severity="warning", markup=False
            )
            return
        texts = {
            "citation": "\n".join(citation(reading, one) for one in chosen_ids),
            "id": "\n".join(chosen_ids),
            "link": "\n".join(link(case_id, one) for one in chosen_ids),
            "row": "\n".join(self._row_text(one) for one in chosen_ids),
        }

        def chosen(choice: str | None) -> None:
            if choice == "Markdown":
                there = [one for one in chosen_ids if one in reading.case]
                self.casefile_app.copy(excerpt(reading, there), choice)
            elif choice is not None:
                self.casefile_app.copy(texts[choice], choice)

        rows = [
            ("citation", "c", "the citation (ICD 206)"),
            ("id", "i", "the id"),
            ("link", "l", "a link for a note"),
            ("row", "r", "the row"),
        ]
        title = reading.title(chosen_ids[0]) if len(chosen_ids) == 1 else f"{len(chosen_ids)} records"
        choices = [Choice(value, key, label, texts[value].partition("\n")[0]) for value, key, label in rows]
        choices.append(Choice("Markdown", "m", "Markdown with citations", "claims, notes, endnotes"))
        self.app.push_screen(Chooser(f"Copy · {title}", choices), chosen)

    def _row_text(self, record_id: str) -> str:
        assert self.reading is not None
        pane = self.pane_of(record_id)
        if pane is None or pane.view is None:
            return self.reading.title(record_id)
        return " ".join("".join(text for text, _ in pane.view.line(record_id, 200)).split())

    def action_open_url(self) -> None:
        """Opens the report's web page."""
        from casefile.model.records import Report

        record_id = self.current_id
        if self.reading is None or record_id is None:
            return
        report = self.reading.case.get(record_id, Report)
        if report is None or not report.url:
            self.notify("Only a report with an address can be opened.", markup=False)
        elif self.reading.is_hidden(record_id):
            self.notify("This record is hidden: v shows it.", severity="warning", markup=False)
        else:
            self.casefile_app.open_url(report.url)

    # Further views

    def action_claims_view(self) -> None:
        """Opens the claims by fact."""
        if self.reading is not None:
            from casefile.tui.screens.claims import ClaimsScreen

            self.app.push_screen(ClaimsScreen(self), self._go_from_view)

    def action_figures_view(self) -> None:
        """Opens the figures."""
        if self.reading is not None:
            from casefile.tui.screens.figures import FiguresScreen

            self.app.push_screen(FiguresScreen(self), self._go_from_view)

    def action_questions_view(self) -> None:
        """Opens what is left open."""
        if self.reading is not None:
            from casefile.tui.screens.questions import QuestionsScreen

            self.app.push_screen(QuestionsScreen(self), self._go_from_view)

    def action_versions(self) -> None:
        """Opens the versions of the record under the cursor."""
        record_id = self.current_id
        if self.reading is None or self.session is None or record_id is None:
            return
        if self.reading.is_hidden(record_id):
            self.notify("This record is hidden: v shows it.", severity="warning", markup=False)
            return
        from casefile.tui.screens.versions import VersionsScreen

        self.app.push_screen(VersionsScreen(self, record_id), self._go_from_view)

    def action_history_view(self) -> None:
        """Opens the case's history."""
        if self.reading is not None and self.session is not None:
            from casefile.tui.screens.history import HistoryScreen

            self.app.push_screen(HistoryScreen(self), self._go_from_view)

    def action_links_view(self) -> None:
        """Opens the ties of the record under the cursor; of the actor with most ties where it can have none."""
        if self.reading is None:
            return
        from casefile.analysis.ties import actors_by_ties, ties
        from casefile.tui.screens.links import LinksScreen

        case, root = self.reading.case, self.current_id
        if root is None or root not in case or not ties(case, root):
            root = next(iter(actors_by_ties(case)), None)
        if root is None:
            self.notify("There are no actors to tie: a in the actors adds one.", markup=False)
        else:
            self.app.push_screen(LinksScreen(self, root), self._go_from_view)

    def action_identities_view(self) -> None:
        """Opens the actors of all cases, on the one under the cursor."""
        self.casefile_app.show_identities(f"{self.case_id}:{self.current_id or ''}")

    def action_relays(self) -> None:
        """Shows who relays whom behind the record."""
        record_id = self.current_id
        if self.reading is not None and record_id is not None and record_id in self.reading.case:
            from casefile.analysis.relaying import relay_tree
            from casefile.tui.screens.relays import RelaysScreen

            tree = relay_tree(self.reading.case, record_id)
            title = self.reading.title(record_id)
            screen = RelaysScreen(self.reading, title, tree, self.key_bar.keys)
            self.app.push_screen(screen, self._go_from_view)

    def _go_from_view(self, record_id: str | None) -> None:
        if record_id is not None:
            self.go_to(record_id)
