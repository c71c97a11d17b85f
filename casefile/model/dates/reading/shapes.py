"""Ways of writing a date that differ by signs alone, brought to one way before it is read."""

from __future__ import annotations

import re
from typing import Final

_SHAPES: Final = (
    # "3 jan 2024 (approx)", "15:00 (UTC+03:30)".
    (r"[()]", " "),
    # "3 jan 2024..5 jan 2024", "3 jan 2024 / 5 jan 2024".
    (r"\s*(?:\.\.+|…)\s*|\s+/\s+", " - "),
    # "pre-2020", "post 2020".
    (r"^pre[- ]", "before "),
    (r"^post[- ]", "after "),
    # "3-Jan-2024", "2024-Jan-03", "Jan-2024", "3jan2024".
    (r"(?<![\w-])(\d{1,2})-([^\W\d_]{3,12})-(\d{2,4})(?![\w-])", r"\1 \2 \3"),
    (r"(?<![\w-])(\d{4})-([^\W\d_]{3,12})-(\d{1,2})(?![\w-])", r"\3 \2 \1"),
    (r"^([^\W\d_]{3,12})-(\d{4})$", r"\1 \2"),
    (r"(?<!\w)(\d{1,2})([^\W\d_]{3,12})(\d{4})(?!\w)", r"\1 \2 \3"),
    # "jan 3-5, 2024".
    (
        r"(?<!\w)([^\W\d_]{3,12}) (\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|and) ?(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\w)",
        r"\2-\3 \1 \4",
    ),
)


def one_shape(text: str) -> str:
    """Folded English text in the way of writing that the readers know."""
    for pattern, replacement in _SHAPES:
        text = re.sub(pattern, replacement, text)
    return " ".join(text.split())
