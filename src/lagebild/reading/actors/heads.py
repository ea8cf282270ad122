"""The noun of a source mention: where its phrase ends, its head, how many it counts, gender and number."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.reading.actors.bodies import country_of_adjective
from lagebild.reading.actors.names import bare
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort
from lagebild.reading.segment import Word

MARKS = frozenset("\"'„“”‚‘’»«›‹")
STOPS = frozenset({",", "(", ":", "–", "--"})
CLAUSE_STARTS = frozenset({"who", "which", "that", "whose", "familiar", "briefed", "close", "speaking"})
_LONGEST_NUMBER = 5
LONGEST_SHORT = 3


def core_of(scene: Scene, numbers: list[int]) -> list[int]:
    """The phrase up to its first complement, apposition or clause."""
    vocabulary = scene.lexicon.actors.words
    for at, i in enumerate(numbers):
        word = scene.words[i]
        if not at or i in scene.naming_at or (i in scene.body_at and scene.body_at[i].first < i):
            continue
        stops = word.text in STOPS or word.lower in vocabulary.of_words or word.lower in vocabulary.similes
        if stops or (scene.lexicon.language != "de" and word.lower in CLAUSE_STARTS):
            return numbers[:at]
    return numbers


def head_of(scene: Scene, numbers: list[int]) -> Word:
    """The noun: in German the first capitalised word behind articles and adjectives, in English the last word."""
    words = [scene.words[i] for i in numbers if scene.words[i].text[0].isalnum()]
    if not words:
        return scene.words[numbers[0]]
    if scene.lexicon.language != "de":
        return words[-1]
    nouns = [w for w in words if w.text[:1].isupper()]
    nouns = [w for w in nouns if w.lower not in scene.lexicon.actors.articles or len(words) == 1]
    nouns = [w for w in nouns if w.lower not in scene.lexicon.actors.words.plural_words] or nouns
    nouns = [w for w in nouns if not _adjective(w, words, scene)] or nouns
    owners = {scene.words[i].start for i in numbers if i in scene.naming_at and i != numbers[-1]}
    nouns = [w for w in nouns if w.start not in owners] or nouns
    return nouns[0] if nouns else words[-1]


def _adjective(word: Word, words: Sequence[Word], scene: Scene) -> bool:
    """A capitalised adjective in front of a noun: at the head of a sentence, or "Deutsche"."""
    lower = word.lower
    inflected = lower.endswith(("e", "en", "er", "es", "em"))
    if country_of_adjective(lower, scene.lexicon) and word is not words[-1]:
        return True
    return word is words[0] and len(words) > 1 and inflected and not scene.lexicon.sort_of(lower)


def sort_of_head(head: Word, lexicon: Lexicon) -> int:
    """What the head is, a possessive ending left out."""
    return lexicon.sort_of(bare(head.lower))


def modifiers_of(scene: Scene, chunk: list[int], head: Word) -> tuple[str, ...]:
    """The words of a phrase beside its head and articles, in lower case."""
    articles = scene.lexicon.actors.articles
    found = [bare(scene.words[i].lower) for i in chunk if scene.words[i] is not head]
    return tuple(w for w in found if w[0].isalnum() and w not in articles)


def number_of(word: Word, lexicon: Lexicon) -> int | None:
    """The number that a word is, articles left out."""
    if word.text.isdecimal() and len(word.text) < _LONGEST_NUMBER:
        return int(word.text)
    found = lexicon.actors.numbers.get(word.lower)
    if not found or word.lower in lexicon.actors.articles:
        return None
    return found


def count_of(scene: Scene, chunk: list[int]) -> int | None:
    """The first number in a phrase."""
    return next((n for i in chunk if (n := number_of(scene.words[i], scene.lexicon)) is not None), None)


def genders_of(scene: Scene, chunk: list[int], head: Word) -> str:
    """Gender and number of a phrase, from its article, numerals and noun, as far as they tell."""
    lexicon = scene.lexicon
    lower, first = bare(head.lower), scene.words[chunk[0]].lower
    words = [scene.words[i].lower for i in chunk]
    if (
        any((number_of(scene.words[i], lexicon) or 0) > 1 for i in chunk)
        or words[0] in lexicon.actors.words.plural_words
    ):
        return "p"
    by_noun = _genders_of_noun(lower, lexicon)
    by_article = lexicon.actors.articles.get(first)
    if lexicon.language == "de":
        if by_article is None:
            return "p" if by_noun == "mp" else by_noun
        if first == "der" and len(chunk) > 1 and not by_noun.startswith("m"):
            return "p" if by_noun == "p" else "f"
        if first in {"der", "dieser"} and len(words) > 2 and words[1].endswith("en") and words[1] != lower:
            return "p" if "m" in by_noun else "fp"
    both = "".join(g for g in by_noun if by_article is None or g in by_article)
    return both or by_noun


def _genders_of_noun(lower: str, lexicon: Lexicon) -> str:
    bodies, vocabulary = lexicon.actors.bodies, lexicon.actors.words
    for gender, listed in (("p", bodies.p), ("f", bodies.f), ("n", bodies.n), ("m", bodies.m)):
        if lexicon.ending(lower, listed):
            return gender if lexicon.language == "de" else gender.replace("n", "np")
    sort = lexicon.sort_of(lower)
    if lexicon.language != "de":
        if lower in vocabulary.feminine:
            return "f"
        if lower in vocabulary.masculine:
            return "m"
        if (lower.endswith("s") and sort & Sort.UNNAMED) or lower in {"people", "police", "women", "men", "media"}:
            return "p"
        return "mf" if sort & PEOPLE else "n"
    if lower in vocabulary.feminine or (lower.endswith("in") and sort & PEOPLE):
        return "f"
    if sort & PEOPLE:
        return "p" if lower.endswith(("leute", "leuten", "kreise", "kreisen", "quellen")) else "mp"
    if lower.endswith(("ung", "heit", "keit", "schaft", "tion", "tät", "ei")):
        return "f"
    return "mfnp"


def starts_clause(scene: Scene, number: int) -> bool:
    """Whether a clause about the noun begins with the word ("people familiar with the matter")."""
    return scene.lexicon.language != "de" and scene.words[number].lower in CLAUSE_STARTS


def trim(scene: Scene, numbers: list[int]) -> list[int]:
    """Without marks around it, nor a preposition in front."""
    words = scene.words
    while numbers and not words[numbers[-1]].text[0].isalnum() and words[numbers[-1]].text != ")":
        numbers = numbers[:-1]
    while numbers and (
        not words[numbers[0]].text[0].isalnum()
        or (len(numbers) > 1 and words[numbers[0]].lower in scene.lexicon.actors.words.prepositions)
    ):
        numbers = numbers[1:]
    return numbers


def in_marks(scene: Scene, start: int, end: int) -> bool:
    """Whether quotation marks stand right around ``text[start:end]``."""
    return start > 0 and scene.text[start - 1] in MARKS and scene.text[end : end + 1] in MARKS
