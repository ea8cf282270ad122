"""Noun phrases of a text around persons, people and bodies: where they begin, and how much a subject they are."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lagebild.reading.actors.names import Naming, bare
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE, Sort

_SUBJECT, _OTHER, _OBLIQUE = 3.0, 2.0, 0.5
_MOST_MODIFIERS = 4
_MOST_BETWEEN = 8
_MOST_ADJECTIVES = 3
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


class Phrase(Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) with the noun ``head`` in lower case."""

    first: int
    last: int
    head: str


def naming_phrase(scene: Scene, naming: Naming) -> tuple[int, int]:
    """Start and end of the phrase around a name: article, adjectives, titles and roles before it."""
    first = _leftwards(scene, naming.first)
    return scene.words[first].start, naming.end


def _leftwards(scene: Scene, number: int) -> int:
    """The first word of the phrase that ends in a name at ``number``; the name itself if no role leads it."""
    words, lexicon = scene.words, scene.lexicon
    role = number
    while role and _joined(scene, role) and _leads_name(scene, role - 1):
        role -= 1
    courtesies = lexicon.actors.words.courtesies
    if all(words[i].lower in courtesies or words[i].text == "." for i in range(role, number)):
        return role
    first = role
    for _ in range(_MOST_MODIFIERS):
        if not first or not _joined(scene, first):
            break
        before = words[first - 1]
        if lexicon.language != "de" and before.lower in lexicon.actors.words.relatives:
            break
        if before.lower in lexicon.actors.articles:
            return first - 1
        if not _is_modifier(scene, first - 1):
            break
        first -= 1
    return role if lexicon.language == "de" else first


def _joined(scene: Scene, number: int) -> bool:
    """Whether only a blank stands between the word and the one before it."""
    before, word = scene.words[number - 1], scene.words[number]
    return before.end <= word.start <= before.end + 1 and scene.text[before.end : word.start] != "\n"


def _leads_name(scene: Scene, number: int) -> bool:
    word = scene.words[number]
    if word.text == ".":
        return number > 0 and bool(scene.lexicon.sort_of(scene.words[number - 1].lower) & Sort.TITLE)
    return bool(scene.lexicon.sort_of(word.lower) & (Sort.TITLE | PEOPLE))


def _is_modifier(scene: Scene, number: int) -> bool:
    word = scene.words[number]
    if scene.lexicon.language == "de":
        return word.text[:1].islower() and word.lower.endswith(_ADJECTIVE_ENDINGS)
    vocabulary = scene.lexicon.actors.words
    if scene.lexicon.sort_of(word.lower) & Sort.NO_NAME or word.lower in vocabulary.prepositions | vocabulary.similes:
        return False
    if word.text[:1].isupper():
        return word.text.isalpha() and scene.sentence(word.start) == scene.sentence(scene.words[number + 1].start)
    return word.lower.endswith(("al", "er", "or", "an", "ic", "time", "top", "vice", "ing"))


def people_phrases(scene: Scene) -> Iterator[Phrase]:
    """Phrases whose noun is a role, people or a body, and that name no person: "der Minister", "two officials"."""
    wanted = PEOPLE | Sort.BODY | Sort.DOCUMENT | Sort.CONTAINER
    german = scene.lexicon.language == "de"
    for number, word in enumerate(scene.words):
        if german and not word.text[:1].isupper():
            continue
        if not scene.lexicon.sort_of(word.lower) & wanted or number in scene.naming_at:
            continue
        if number + 1 in scene.naming_at and _joined(scene, number + 1):
            continue
        if not german and _goes_on(scene, number, wanted):
            continue
        if _in_apposition(scene, number):
            continue
        first = _phrase_start(scene, number)
        yield Phrase(first, number + 1, bare(word.lower))


def complement_end(scene: Scene, last: int) -> int:
    """Where the phrase ends (exclusive) with what ties its noun before ``last`` to a body: "ein Sprecher der Bahn".

    Without such a complement it is ``last`` itself.
    """
    words, lexicon = scene.words, scene.lexicon
    if last + 1 >= len(words) or not _joined(scene, last) or words[last].lower not in lexicon.actors.words.tying:
        return last
    at, end = last + 1, last
    if words[at].lower in lexicon.actors.articles:
        at += 1
    modifiers = 0
    while at < len(words) and _joined(scene, at) and words[at].text[0].isalnum():
        lower = bare(words[at].lower)
        if _is_noun(scene, at):
            end, modifiers = at + 1, 0
        elif lower in lexicon.actors.words.prepositions or lower in lexicon.actors.articles or end > last:
            break
        else:
            modifiers += 1
        at += 1
        if modifiers > _MOST_ADJECTIVES or bare(words[at - 1].text) != words[at - 1].text:
            break
    return end


def _is_noun(scene: Scene, number: int) -> bool:
    """Whether the word is a noun of a body or person: capitalised, or in English one that the tables know."""
    word = scene.words[number]
    if word.text[:1].isupper():
        return True
    known = PEOPLE | Sort.BODY
    return scene.lexicon.language != "de" and bool(scene.lexicon.sort_of(bare(word.lower)) & known)


def _in_apposition(scene: Scene, number: int) -> bool:
    """Whether a name stands beside the noun: "die Sprecherin der Fraktion, Anna Roth", "Anna Roth, Sprecherin"."""
    vocabulary = scene.lexicon.actors.words
    for at in range(number + 1, min(number + _MOST_BETWEEN, len(scene.words) - 1)):
        word = scene.words[at]
        if word.text == ",":
            behind = at + 1
            while behind + 1 < len(scene.words) and _leads_name(scene, behind):
                behind += 1
            return behind in scene.naming_at
        if word.text[:1].islower() and word.lower not in vocabulary.of_words | vocabulary.definite:
            break
    for at in range(number - 1, max(0, number - _MOST_MODIFIERS), -1):
        word = scene.words[at]
        if word.text == ",":
            return at - 1 in scene.naming_at
        modifies = _may_modify(scene, word.text, word.lower) or word.lower in scene.lexicon.actors.articles
        if word.text[:1].islower() and not modifies:
            return False
    return False


def _goes_on(scene: Scene, number: int, wanted: int) -> bool:
    """Whether the noun only modifies the next one ("police officers")."""
    if number + 1 >= len(scene.words) or not _joined(scene, number + 1):
        return False
    return bool(scene.lexicon.sort_of(scene.words[number + 1].lower) & wanted)


def _phrase_start(scene: Scene, number: int) -> int:
    first = number
    for _ in range(_MOST_MODIFIERS):
        if not first or not _joined(scene, first):
            break
        before = scene.words[first - 1]
        lower = before.lower
        words = scene.lexicon.actors.words
        if (
            lower in scene.lexicon.actors.articles
            or lower in scene.lexicon.actors.numbers
            or lower in words.plural_words
        ):
            return first - 1
        if not _may_modify(scene, before.text, lower):
            break
        first -= 1
    return first


def _may_modify(scene: Scene, text: str, lower: str) -> bool:
    if not text[0].isalpha() or lower in scene.lexicon.actors.words.prepositions:
        return False
    if scene.lexicon.sort_of(lower) & Sort.NO_NAME:
        return False
    if scene.lexicon.language == "de":
        return text[:1].islower() and lower.endswith(_ADJECTIVE_ENDINGS)
    return lower not in scene.lexicon.actors.words.conjunctions and not lower.endswith("ly")


def salience(scene: Scene, number: int) -> float:
    """How likely the phrase that begins with word ``number`` is the subject of its sentence."""
    words, vocabulary = scene.words, scene.lexicon.actors.words
    if number >= len(words):
        return _OBLIQUE
    word = words[number]
    before = words[number - 1] if number else None
    oblique = word.lower in vocabulary.oblique_articles
    if before is None or scene.sentence(before.start) != scene.sentence(word.start):
        return _OTHER / 2 if oblique or word.lower in scene.lexicon.actors.possessives else _SUBJECT
    if word.lower in scene.lexicon.actors.possessives:
        return _OTHER / 2
    if oblique or before.lower in vocabulary.prepositions or before.text == "(":
        return _OBLIQUE
    genitive = scene.lexicon.language == "de" and word.lower in {"der", "einer", "dieser"}
    if genitive and before.text[:1].isupper():
        return _OBLIQUE
    if before.text != bare(before.text):
        return _OBLIQUE
    return _OTHER
