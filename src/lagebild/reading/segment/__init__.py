"""A text in its parts: sentences, words and quotations, each with exact positions."""

from lagebild.reading.segment.quotations import Quotation, find_quotations
from lagebild.reading.segment.sentences import find_sentences
from lagebild.reading.segment.words import Word, find_words

__all__ = ["Quotation", "Word", "find_quotations", "find_sentences", "find_words"]
