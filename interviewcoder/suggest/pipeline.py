"""The spaCy pipeline: a tokeniser for speech and a component that finds cues; imported only when it is needed.

spaCy's own tokeniser for Dutch knows thousands of abbreviations, so that "dat." at the end of a sentence is one
token, and cuts the typographic "zo’n" in two; ours goes by word characters and knows the contractions.

``doc._.cues`` holds what the component ``interviewcoder_cues`` found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
import spacy
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import get_lang_class, load_language_data, registry

from interviewcoder.codes.cue import CueWord
from interviewcoder.model import Span
from interviewcoder.suggest.forms import Forms, plain
from interviewcoder.suggest.matching import CueIndex, Ids
from interviewcoder.suggest.speech import speech_of

_WORD = r"\w\u0300-\u036f"
_APOSTROPHE = "'’‘ʼ"
_CLIPPED = rf"[{_APOSTROPHE}](?:t|k|s|n|m|r|ns)(?![{_WORD}])"
_WHOLE = re.compile(rf"(?:{_CLIPPED}|[{_WORD}]+(?:[{_APOSTROPHE}-][{_WORD}]+)*)", re.IGNORECASE)
_PREFIX = re.compile(rf"(?!{_CLIPPED})[^{_WORD}]", re.IGNORECASE)
_SUFFIX = re.compile(rf"[^{_WORD}]$")
_INFIX = re.compile(rf"[^{_WORD}{_APOSTROPHE}-]+|[{_APOSTROPHE}-]+(?![{_WORD}])|(?<![{_WORD}])[{_APOSTROPHE}-]+")

_LEMMA_PARTS_OF_SPEECH = ("verb", "noun", "adj")
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a document: its place in the list of cues, and tokens ``first`` up to and including ``last``."""

    cue: int
    first: int
    last: int


def load_pipeline(language: str, cues: Iterable[Sequence[CueWord]]) -> Language:
    """A pipeline without a trained model that finds these cues, a sentence at a time.

    ``language`` is the code of the language spoken ("nl"); one that spaCy does not know gets no lemmas.
    """
    tokenizer = {"@tokenizers": "interviewcoder.speech.v1"}
    nlp = spacy.blank(_known(language), config={"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = sys.maxsize  # the limit is for pipelines with a parser
    finder = cast(CueFinder, nlp.add_pipe("interviewcoder_cues"))
    finder.find(cues)
    return nlp


def read_sentences(nlp: Language, text: str, sentences: Sequence[Span]) -> Doc:
    """The document of a piece of text with the cues in these sentences, which follow each other.

    The document begins at the first sentence: token positions (``idx``) count from there, in code points.
    """
    offset = sentences[0].start
    doc = nlp.make_doc(text[offset : sentences[-1].end])
    firsts = np.searchsorted(doc.to_array(IDX), [sentence.start - offset for sentence in sentences])
    starts: Any = np.zeros((len(doc), 1), dtype=np.uint64)
    starts[firsts[firsts < len(doc)]] = 1
    doc.from_array([SENT_START], starts)
    return nlp(doc)


def common_words(language: str) -> frozenset[str]:
    """The words that are everywhere in a language, denials among them; none for one that spaCy does not know."""
    return frozenset(get_lang_class(_known(language)).Defaults.stop_words) | {*speech_of(language).denials}


def _known(language: str) -> str:
    """The language itself when spaCy knows it, else spaCy's name for any language."""
    try:
        get_lang_class(language)
    except ImportError:
        return "xx"
    return language


@cache
def forms_of(language: str) -> Forms:
    """The forms of the words of a language, from spaCy's look-up tables; those there are.

    The tables are read as plain mappings: spaCy's own ``Lookups`` takes twice as long to build as they take to read.
    """
    speech = speech_of(language)
    files = registry.lookups.get(language) if language in registry.lookups else {}
    lemmas: list[Mapping[str, str | Sequence[str]]] = []
    for name in speech.lemma_tables:
        table: Any = load_language_data(files[name]) if name in files else {}
        by_part_of_speech = [table[part] for part in _LEMMA_PARTS_OF_SPEECH if isinstance(table.get(part), dict)]
        lemmas.extend(by_part_of_speech or [table])
    return Forms(speech.contractions, speech.particles, lemmas)


@registry.tokenizers("interviewcoder.speech.v1")  # type: ignore[untyped-decorator]
def _speech_tokenizer() -> Callable[[Language], Tokenizer]:
    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab,
            prefix_search=_PREFIX.match,
            suffix_search=_SUFFIX.search,
            infix_finditer=_INFIX.finditer,
            token_match=_WHOLE.fullmatch,
        )

    return make


@Language.factory("interviewcoder_cues", assigns=["doc._.cues"])
def _make_cue_finder(nlp: Language, name: str) -> CueFinder:
    return CueFinder(nlp)


class CueFinder:
    """Writes the cues it finds in each sentence of a document to ``doc._.cues``; none until told what to find."""

    def __init__(self, nlp: Language) -> None:
        language = nlp.lang or ""
        self._forms = forms_of(language)
        self._fillers = speech_of(language).fillers
        self._tokenizer = nlp.tokenizer
        self._strings = nlp.vocab.strings
        if not Doc.has_extension("cues"):
            Doc.set_extension("cues", default=())
        self.find(())

    def find(self, cues: Iterable[Sequence[CueWord]]) -> None:
        """Find these cues from now on; in ``CueHit`` each goes by its place among them."""
        self._index = CueIndex(map(self._as_tokens, cues))
        self._of_token = lru_cache(_REMEMBERED)(self._identify)

    def _as_tokens(self, cue: Sequence[CueWord]) -> list[CueWord]:
        """The words of a cue as the tokeniser cuts them, plain and in full."""
        words = []
        for word in cue:
            tokens = self._cut(word.text)
            for place, token in enumerate(tokens):
                open_start = word.open_start and place == 0
                open_end = word.open_end and place == len(tokens) - 1
                text = plain(token) if open_start or open_end else self._forms.in_full(token)
                words.append(CueWord(text, open_start, open_end, 0 if place else word.gap))
        return words

    def _cut(self, word: str) -> list[str]:
        if _WHOLE.fullmatch(word):
            return [word]
        return [token.text for token in self._tokenizer(word) if _is_word(token.text)]

    def _identify(self, orth: int) -> Ids | None:
        """Which cue words a token is; None when it is no word of the sentence at all."""
        text = self._strings[orth]
        if not _is_word(text) or plain(text) in self._fillers:
            return None
        return self._index.identify(self._forms(text))

    def __call__(self, doc: Doc) -> Doc:
        doc._.cues = self.found_in(doc)
        return doc

    def found_in(self, doc: Doc) -> tuple[CueHit, ...]:
        """The cues in each sentence of a document, in order."""
        found: list[CueHit] = []
        tokens: list[int] = []
        words: list[Ids] = []
        for place, (orth, start) in enumerate(doc.to_array([ORTH, SENT_START]).tolist()):
            if start == 1 and words:
                found.extend(self._in_sentence(tokens, words))
                tokens, words = [], []
            if (ids := self._of_token(orth)) is not None:
                tokens.append(place)
                words.append(ids)
        found.extend(self._in_sentence(tokens, words))
        return tuple(found)

    def _in_sentence(self, tokens: Sequence[int], words: Sequence[Ids]) -> Iterator[CueHit]:
        if any(words):
            for cue, first, last in self._index.find(words):
                yield CueHit(cue, tokens[first], tokens[last])


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))
