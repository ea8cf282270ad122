"""Noun phrases that can name a source, by closed word classes and capital letters (no parser, no model)."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.reading.languages.grammar import Grammar
from lagebild.reading.segment import Word

_JOINING = frozenset({"-", "–", "&", "/", "."})
_LONGEST = 18


POSSESSIVES = ("'s", "’s", "s'", "s’")
"""Endings of English words that are no noun phrase by themselves."""
NEGATED = ("n't", "n’t")
"""Endings of English verbs that hold a "not"."""


def end_of_words(words: Sequence[Word], stop: int | None = None) -> int:
    """The index behind the last word before ``stop`` that is one; marks at the end are none."""
    last = len(words) if stop is None else stop
    while last and not words[last - 1].text[-1].isalnum():
        last -= 1
    return last


def phrase_at(words: Sequence[Word], start: int, rules: Grammar, stop: int | None = None) -> int:
    """Where the noun phrase that begins at word ``start`` ends (exclusive); ``start`` itself if there is none.

    The phrase takes determiners, adjectives, nouns and names, what prepositions and genitives tie to them, a name in
    apposition between commas, and phrases joined by "und"/"and".
    """
    last = min(len(words) if stop is None else stop, start + _LONGEST)
    if start < last and words[start].lower in rules.pronouns and not _heads_noun(words, start, last, rules):
        return start + 1
    end = _core(words, start, rules, last)
    while start < end < last:
        longer = _attached(words, end, rules, last)
        if longer == end:
            break
        end = longer
    return end


def _heads_noun(words: Sequence[Word], at: int, last: int, rules: Grammar) -> bool:
    """Whether the pronoun is a determiner here ("diese Stoffe"); a personal one never is."""
    if words[at].lower not in rules.determiners:
        return False
    return any(words[i].text[:1].isupper() for i in range(at + 1, min(last, at + 4)) if words[i].text.isalpha())


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() or word.text[:1].isdigit()


def _core(words: Sequence[Word], start: int, rules: Grammar, last: int) -> int:
    """Determiners, adjectives and the nouns behind them; ends after the last capitalised word of the run."""
    end, at, adjectives = start, start, 0
    if start < last and (_closed(words[start], rules) or words[start].lower in rules.subordinators):
        return start
    while at < last:
        word = words[at]
        if word.lower in rules.determiners and end == start:
            if adjectives and rules.nouns_capitalised:
                return start  # a verb before the phrase ("hat dem Ergebnis"), no adjective
            if at + 1 < last and word.lower in rules.relatives and words[at + 1].lower in rules.determiners:
                return start  # a relative pronoun before its clause's subject ("den die Polizei ...")
            at += 1
        elif word.lower in rules.weekdays:
            break
        elif _is_name(word):
            at += 1
            end = at
        elif word.text in _JOINING and at > start and at + 1 < last and _is_name(words[at + 1]):
            at += 1
        elif (
            rules.nouns_capitalised
            and word.text.isalpha()
            and adjectives < 3
            and end == start
            and not _closed(word, rules)
        ):
            at += 1
            adjectives += 1
        elif not rules.nouns_capitalised and word.text.isalpha() and not _closed(word, rules):
            at += 1
            end = at
        elif "-" in word.text and end == start:
            at += 1
        else:
            break
    return end


def _closed(word: Word, rules: Grammar) -> bool:
    lower = word.lower
    return lower in rules.prepositions or lower in rules.fillers or lower in rules.conjunctions or lower in rules.verbs


def _attached(words: Sequence[Word], end: int, rules: Grammar, last: int) -> int:
    word = words[end]
    if word.lower in rules.attaching or word.lower in rules.genitives or word.lower in rules.conjunctions:
        longer = _core(words, end + 1, rules, last)
        return longer if longer > end + 1 else end
    if word.text == "(":
        for at in range(end + 1, min(last, end + 8)):
            if words[at].text == ")":
                return at + 1
        return end
    if word.text == ",":
        longer = _core(words, end + 1, rules, last)
        while end + 1 < longer < last and words[longer].text not in {",", ":"}:
            further = _attached(words, longer, rules, last) if words[longer].text != "," else longer
            if further == longer:
                return end
            longer = further
        return longer if end + 1 < longer < last and words[longer].text in {",", ":"} else end
    return end
