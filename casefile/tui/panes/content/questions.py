"""What the questions view shows: what a case leaves open, under the kinds of question, and the evidence of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casefile.analysis.review import KINDS, Question
from casefile.model.records import Claim
from casefile.tui.panes.content.reading import Reading
from casefile.tui.panes.content.record.facts import speakers
from casefile.tui.panes.content.record.parts import ASIDE_CELLS, labelled
from casefile.tui.widgets.line import Line
from casefile.tui.widgets.wrapping import DocumentLine, Piece

_MOST_EVIDENCE = 40
"""How many pieces of evidence are listed."""


class QuestionRows:
    """The questions by kind; the key of a row is its place among all questions and its record."""

    def __init__(self, reading: Reading, found: Mapping[str, Sequence[Question]]) -> None:
        self._reading = reading
        self._rows: list[tuple[str, Question | int]] = []
        for kind, questions in found.items():
            self._rows.append((kind, len(questions)))
            self._rows += [(kind, question) for question in questions]
        self.headers = [index for index, (_, row) in enumerate(self._rows) if not isinstance(row, Question)]
        self._index = {
            key_of(row): index for index, (_, row) in enumerate(self._rows) if isinstance(row, Question)
        }

    def __len__(self) -> int:
        return len(self._rows)

    def question(self, index: int) -> Question | None:
        """The question of a row; none for the header of a kind."""
        row = self._rows[index][1] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, Question) else None

    def key(self, index: int) -> str | None:
        """What the row is known by."""
        row = self._rows[index][1]
        return key_of(row) if isinstance(row, Question) else None

    def index(self, key: str) -> int | None:
        """Where the question stands."""
        return self._index.get(key)

    def line(self, index: int, width: int) -> Line:
        """`── Events without a date 3 ─────`, or `? A rumour spreads`."""
        kind, row = self._rows[index]
        if isinstance(row, Question):
            return (("  ", ""), (self._said(row), ""))
        words = KINDS[kind]
        number = f" {row:,} "
        return (
            ("── ", "muted"),
            (words, "header"),
            (number, "muted"),
            ("─" * max(width - len(words) - len(number) - 3, 0), "muted"),
        )

    def text(self, index: int) -> str:
        """The question's words are found."""
        row = self._rows[index][1]
        return self._said(row) if isinstance(row, Question) else ""

    def _said(self, question: Question) -> str:
        if self._reading.is_hidden(question.record):
            return self._reading.title(question.record)
        return question.message


def key_of(question: Question) -> str:
    """What a question is known by, also after the case was looked through anew."""
    return f"{question.kind}\n{question.record}\n{question.message}"


def evidence_lines(reading: Reading, question: Question) -> Iterator[DocumentLine]:
    """The question in full and the records that show it, each a link."""
    if reading.is_hidden(question.record):
        yield DocumentLine((Piece(reading.title(question.record), "muted"),))
        return
    yield DocumentLine((Piece(question.message, "strong"),))
    yield DocumentLine(())
    about = Piece(reading.title(question.record), "link", question.record)
    yield labelled("about", about, cells=ASIDE_CELLS)
    label = "shown by"
    for record_id in question.evidence[:_MOST_EVIDENCE]:
        if record_id == question.record or record_id not in reading.case:
            continue
        claim = reading.case.get(record_id, Claim)
        said = (
            f"  {speakers(reading, claim)}" if claim is not None and not reading.is_hidden(record_id) else ""
        )
        title = Piece(reading.title(record_id), "link", record_id)
        yield labelled(label, title, Piece(said, "muted"), cells=ASIDE_CELLS)
        label = ""
    more = len(question.evidence) - _MOST_EVIDENCE
    if more > 0:
        yield DocumentLine((Piece(f"and {more:,} more", "muted"),), hang=ASIDE_CELLS, indent=ASIDE_CELLS)
