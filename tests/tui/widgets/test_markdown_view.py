"""A note as it is read: CommonMark, references to records, web addresses that are always seen."""

from __future__ import annotations

import pytest

from casefile.tui.widgets.document import Document
from casefile.tui.widgets.markdown_view import PARSED_PARAGRAPH, MarkdownView, markdown_lines
from casefile.tui.widgets.wrapping import Piece, targets, wrap
from tests.tui.widgets.stage import HOSTILE, Stage, segments_are_safe, shown


def drawn(text: str, cells: int = 60) -> str:
    rows = (row for line in markdown_lines(text) for row in wrap(line, cells))
    return "\n".join("".join(fragment.text for fragment in row).rstrip() for row in rows)


def references(text: str) -> list[str]:
    return [target for line in markdown_lines(text) for target in targets(line)]


def pieces(text: str) -> list[Piece]:
    return [piece for line in markdown_lines(text) for piece in line.pieces]


def test_blocks_stand_apart_and_lists_hang() -> None:
    text = """# Toll
Fell from 103
to 84.

- first point that goes on for a while
  - inner
- second

3. three
4. four

> said so

```
x = [[e-1]]
```

---
end
"""
    assert drawn(text, 24) == (
        "Toll\n\nFell from 103 to 84.\n\n• first point that goes\n  on for a while\n  • inner\n• second\n\n"
        "3. three\n4. four\n\n  said so\n\n  x = [[e-1]]\n\n────────\n\nend"
    )


def test_references_to_records_are_followed_and_show_their_text() -> None:
    text = "See [[e-1]], [[e-2|the second *blast*]] and [[kerman:a-7|Bakhshi]]."
    assert references(text) == ["e-1", "e-2", "kerman:a-7"]
    assert drawn(text) == "See e-1, the second *blast* and Bakhshi."


@pytest.mark.parametrize("text", ["`[[e-1]]`", "    [[e-1]]", "[[]]", "[[e-1", "[[url:x]]", "[[\nx]]"])
def test_what_is_no_reference_stays_text(text: str) -> None:
    assert references(text) == []


def test_a_definition_does_not_take_a_reference_over() -> None:
    assert references("[[a-1]]\n\n[a-1]: https://example.org") == ["a-1"]


def test_an_address_is_seen_beside_its_text_and_can_be_followed() -> None:
    text = "[IRNA](https://irna.ir/1) <https://isna.ir> https://bbc.co.uk/a_b_c."
    assert drawn(text) == "IRNA <https://irna.ir/1> https://isna.ir\nhttps://bbc.co.uk/a_b_c."
    assert references(text) == ["url:https://irna.ir/1", "url:https://isna.ir", "url:https://bbc.co.uk/a_b_c"]


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert)",
        "[x](file:///etc/passwd)",
        "[x](ftp://host/a)",
        "[x](mailto:a@b.c)",
        "<mailto:a@b.c>",
        "[x](https:evil)",
        "![x](data:text/html;base64,AAAA)",
    ],
)
def test_only_the_web_can_be_followed(text: str) -> None:
    assert references(text) == []


def test_raw_html_is_text() -> None:
    text = "<script>x</script> a <b>bold</b> <!-- no -->"
    assert drawn(text) == text


def test_styles_are_told_by_name_and_add_up() -> None:
    assert pieces("a **b *c* d** `e` ~~f~~") == [
        Piece("a "),
        Piece("b ", "strong"),
        Piece("c", "strong emphasis"),
        Piece(" d", "strong"),
        Piece(" "),
        Piece("e", "code"),
        Piece(" "),
        Piece("f", "muted"),
    ]


@pytest.mark.parametrize("unit", ["[", "*a", "> ", "- ", "`", "[a](", "![[", "<a ", "http://a", "a\n"])
def test_a_text_made_to_be_slow_is_shown_as_it_was_typed(unit: str) -> None:
    text = unit * (4 * PARSED_PARAGRAPH)
    assert markdown_lines(text) is not None


async def test_no_text_acts() -> None:
    page = MarkdownView()
    app = Stage(page)
    async with app.run_test(size=(60, 20)) as pilot:
        page.focus()
        for name, text in HOSTILE.items():
            page.show_markdown(text)
            await pilot.pause()
            page.next_link()
            page.action_choose()
            await pilot.pause()
            assert segments_are_safe(app), name
        assert all(message.target.startswith("url:http") for message in app.of(Document.LinkChosen))


async def test_a_preview_keeps_its_place() -> None:
    page = MarkdownView()
    async with Stage(page).run_test(size=(60, 20)) as pilot:
        page.show_markdown("\n\n".join(f"[[e-{number}]]" for number in range(50)))
        page.move_to("e-40")
        page.show_markdown(
            "more\n\n" + "\n\n".join(f"[[e-{number}]]" for number in range(50)), keep_position=True
        )
        await pilot.pause()
        assert page.cursor_target == "e-40"
        assert "e-40" in shown(page.app)
