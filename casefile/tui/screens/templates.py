"""Templates of notes: headings that a kind of note is written under."""

from __future__ import annotations

from typing import Final, NamedTuple


class Template(NamedTuple):
    """A template: its key in the question, what it is called, the kind that a plain note becomes, its headings."""

    id: str
    key: str
    label: str
    kind: str
    headings: tuple[str, ...]

    @property
    def text(self) -> str:
        """The headings as Markdown, with room to write under each."""
        return "\n\n".join(f"## {heading}\n" for heading in self.headings)


TEMPLATES: Final = (
    Template(
        "observation",
        "o",
        "observation",
        "note",
        ("What was seen", "Where and when", "How it is known", "What it may mean"),
    ),
    Template(
        "source",
        "s",
        "source assessment",
        "assessment",
        (
            "Who speaks",
            "Access and interest",
            "Record so far",
            "Borne out or contradicted by",
            "Grade and why",
        ),
    ),
    Template(
        "question",
        "q",
        "question",
        "question",
        ("What is asked", "Why it matters", "What is known", "What would answer it"),
    ),
    Template(
        "hand-over",
        "h",
        "hand-over",
        "note",
        ("Where it stands", "Done since the last hand-over", "Still open", "Next steps", "Handle with care"),
    ),
)
"""The templates, in the order in which they are offered."""
