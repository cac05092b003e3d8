"""What was said stays what was said when Markdown is rendered."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from interviewcoder.publish.markdown import block_quote, escaped
from interviewcoder.safe import visible

SPOKEN = st.text(
    st.one_of(st.sampled_from("\\`*_{}[]<>#+-=:|~$^&@!.()12ai \n"), st.characters(codec="utf-8")), max_size=60
)


def rendered(markdown: str) -> tuple[set[str], str]:
    """The kinds of blocks and of inline markup, and the text with its line breaks as \\n."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    kinds = {token.type for token in tokens}
    paragraphs = []
    for token in tokens:
        if token.type == "inline":
            assert token.children is not None
            kinds |= {child.type for child in token.children}
            paragraphs.append("".join(map(_text, token.children)))
    return kinds, "\n\n".join(paragraphs)


def _text(token: Token) -> str:
    return "\n" if token.type in {"hardbreak", "softbreak"} else token.content


PLAIN = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close"}


@given(SPOKEN)
def test_a_quote_renders_as_the_words_and_line_breaks_that_were_said(text: str) -> None:
    kinds, shown = rendered("\n".join(block_quote(text)))
    assert kinds <= PLAIN | {"inline", "text", "text_special", "hardbreak"}
    said = "\n".join(visible(line).strip() for line in text.strip().split("\n")).strip()
    assert shown == re.sub(r"\n{2,}", "\n\n", said)


@given(SPOKEN.map(lambda text: text.replace("\n", " ")))
def test_no_markup_of_the_text_gets_through_unescaped(text: str) -> None:
    line = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_<>#|\[\]]", line)
    assert not re.match(r"[#>\-+*=:]", line)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("# geen kop", r"\# geen kop"),
        ("- nou ja", r"\- nou ja"),
        ("1. eerst", r"1\. eerst"),
        ("a) eerst", r"a\) eerst"),
        ("Nou. Dat was het.", "Nou. Dat was het."),
        ("3 < 4 & *sterk*", r"3 \< 4 \& \*sterk\*"),
        ("mail jan@bedrijf", r"mail jan\@bedrijf"),
        ("a\x1b[31mb", "a\u241b\\[31mb"),
        ("    ver ingesprongen", "ver ingesprongen"),
    ],
)
def test_lines_as_they_are_written(said: str, written: str) -> None:
    assert escaped(said) == written


def test_line_breaks_are_kept_and_blank_lines_part_paragraphs() -> None:
    assert block_quote("  een\ntwee\n\ndrie \n") == ["> een\\", "> twee", ">", "> drie"]
