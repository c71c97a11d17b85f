"""A note's Markdown as a document to read: formatted, with references to follow, and nothing in it can act.

CommonMark with `[[id]]`, `[[id|text]]` and `[[case:id]]` as references. Raw HTML is text; a web address is
always shown, and only http and https can be followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from casefile.tui.widgets.document import Document
from casefile.tui.widgets.wrapping import DocumentLine, Piece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

URL: Final = "url:"
"""What the target of a web address begins with."""

PARSED_CHARACTERS: Final = 64 * 1024
PARSED_PARAGRAPH: Final = 8 * 1024
"""A longer text, or paragraph of one, is shown as it was typed, for formatting it would hold up the keys."""

_RECORD: Final = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,500}))?\]\]")
_WEB: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?'*_)\]]", re.IGNORECASE)
_QUOTE_INDENT: Final = 2
_STYLES: Final = {"strong": "strong", "em": "emphasis", "s": "muted"}


class MarkdownView(Document):
    """A document that is given Markdown."""

    def show_markdown(self, text: str, keep_position: bool = False) -> None:
        """Shows that note."""
        self.set_document(markdown_lines(text), keep_position=keep_position)


@lru_cache(maxsize=8)
def markdown_lines(text: str) -> Sequence[DocumentLine]:
    """The lines of a note; targets are "id" or "case:id" for references, "url:…" for web addresses."""
    if len(text) > PARSED_CHARACTERS:
        return [DocumentLine((Piece(line),)) for line in text.splitlines()]
    writer = _Writer()
    for token in _parser().parse(text):
        writer.block(token)
    while writer.lines and not writer.lines[-1].pieces:
        writer.lines.pop()
    return writer.lines


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.inline.ruler.before("link", "record", _record)
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """The parser's rule for what is inside of blocks; an endless block of brackets is not worth its time."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) <= PARSED_PARAGRAPH:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _record(state: StateInline, silent: bool) -> bool:
    """The parser's rule for `[[id]]` and `[[id|text]]`."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = _RECORD.match(state.src, state.pos)
    if match is None or match[1].strip().startswith((URL, "\0")):
        return False
    if not silent:
        token = state.push("record", "", 0)
        token.content = (match[2] or match[1]).strip()
        token.meta = {"target": match[1].strip()}
    state.pos = match.end()
    return True


class _Writer:
    """Turns the parser's tokens into lines; an empty line stands between blocks."""

    def __init__(self) -> None:
        self.lines: list[DocumentLine] = []
        self._indent = 0
        self._numbers: list[int | None] = []
        self._bullets: list[str] = []
        self._bullet = ""
        self._style = ""
        self._quotes = 0

    def block(self, token: Token) -> None:
        """Takes the next token."""
        handle = getattr(self, f"_{token.type}", None)
        if handle is not None:
            handle(token)

    def _add(self, pieces: Sequence[Piece], hang: int = 0) -> None:
        bullet, self._bullet = self._bullet, ""
        indent = self._indent - cell_len(bullet)
        first = (Piece(bullet, "muted"),) if bullet else ()
        self.lines.append(DocumentLine((*first, *pieces), indent=indent, hang=self._indent + hang))

    def _gap(self) -> None:
        if self.lines and self.lines[-1].pieces and not self._numbers:
            self.lines.append(DocumentLine())

    def _heading_open(self, token: Token) -> None:
        self._gap()
        self._style = "heading"

    def _heading_close(self, token: Token) -> None:
        self._style = ""
        self._gap()

    def _paragraph_close(self, token: Token) -> None:
        self._gap()

    def _blockquote_open(self, token: Token) -> None:
        self._quotes += 1
        self._indent += _QUOTE_INDENT

    def _blockquote_close(self, token: Token) -> None:
        self._quotes -= 1
        self._indent -= _QUOTE_INDENT

    def _bullet_list_open(self, token: Token) -> None:
        self._numbers.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._numbers.append(int(token.attrs.get("start", 1)))

    def _list_close(self, token: Token) -> None:
        self._numbers.pop()
        self._gap()

    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, token: Token) -> None:
        number = self._numbers[-1]
        self._bullet = "• " if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1
        self._bullets.append(self._bullet)
        self._indent += cell_len(self._bullet)

    def _list_item_close(self, token: Token) -> None:
        if self._bullet:
            self._add(())
        self._indent -= cell_len(self._bullets.pop())

    def _inline(self, token: Token) -> None:
        base = self._style or ("quote" if self._quotes else "")
        self._add(list(_pieces(token.children, base)) if token.children else [Piece(token.content, base)])

    def _code_block(self, token: Token) -> None:
        for line in token.content.splitlines():
            self._add((Piece(f"  {line}", "code"),), hang=4)
        self._gap()

    _fence = _code_block

    def _hr(self, token: Token) -> None:
        self._add((Piece("─" * 8, "muted"),))
        self._gap()


def _pieces(tokens: Sequence[Token], base: str) -> Iterator[Piece]:
    """The pieces of a paragraph: styles add up, addresses follow their text."""
    styles = [base] if base else []
    address, shown = "", False
    for token in tokens:
        style = " ".join(styles)
        if token.type in ("text", "text_special"):
            if address and shown:
                yield _address(address, token.content)
            else:
                yield from _with_addresses(token.content, style, linked=bool(address))
        elif token.type == "record":
            yield Piece(token.content, f"{style} link".strip(), token.meta["target"])
        elif token.type == "code_inline":
            yield Piece(token.content, f"{style} code".strip())
        elif token.type in ("softbreak", "hardbreak"):
            yield Piece(" " if token.type == "softbreak" else "\n")
        elif token.type == "image":
            yield Piece(f"[image: {token.content}] ", style)
            yield _address(str(token.attrs.get("src", "")))
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            shown = token.info == "auto"
        elif token.type == "link_close":
            if address and not shown:
                yield Piece(" <", style)
                yield _address(address)
                yield Piece(">", style)
            address = ""
        elif token.nesting:
            _nest(styles, token)


def _with_addresses(text: str, style: str, linked: bool) -> Iterator[Piece]:
    """The text with the web addresses in it made references, unless it is a link's text already."""
    start = 0
    for match in () if linked else _ADDRESS.finditer(text):
        yield Piece(text[start : match.start()], style)
        yield _address(match[0])
        start = match.end()
    yield Piece(text[start:], style)


def _nest(styles: list[str], token: Token) -> None:
    name = _STYLES.get(token.type.rpartition("_")[0])
    if name is not None and token.nesting > 0:
        styles.append(name)
    elif name is not None and name in styles:
        styles.remove(name)


def _address(address: str, text: str = "") -> Piece:
    """The address as it was written, to be followed if it is of the web."""
    if _WEB.match(address):
        return Piece(text or address, "link", URL + address)
    return Piece(text or address, "muted")
