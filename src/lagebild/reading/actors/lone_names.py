"""Names that no table knows: capitalised words that are a whole source mention or stand apart in one."""

from __future__ import annotations

from itertools import pairwise

from lagebild.model import Span, Spans
from lagebild.reading.actors.bodies import country_of_adjective
from lagebild.reading.actors.heads import LONGEST_SHORT, MARKS, in_marks, trim
from lagebild.reading.actors.names import bare
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import Lexicon
from lagebild.reading.segment import Word

_NOUN_ENDINGS = ("ung", "ungen", "ion", "ionen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tät")
_PLURAL_ENDINGS = ("e", "en", "er", "ner", "ler", "äte", "iker", "ige", "isten", "leute", "schaften")


def lone_name(scene: Scene, spans: Spans) -> Span | None:
    """The span of a name that no table knows, where all of a mention or a part between commas is one.

    "Arni Finnsson, ein Vertreter der Umweltschützer", "die Ministerin, Roswitha Vogt".
    """
    numbers = trim(scene, [i for start, end in spans for i in range(*scene.word_range(start, end))])
    if not numbers or len(spans) > 1:
        return None
    of_words = scene.lexicon.actors.words.of_words
    cuts = [at for at, i in enumerate(numbers) if scene.words[i].text in {",", "("} or scene.words[i].lower in of_words]
    parts = [numbers] if not cuts else [numbers[: cuts[0]], numbers[cuts[-1] + 1 :]]
    if cuts and scene.words[numbers[cuts[-1]]].text != ",":
        parts = parts[:1]
    if cuts and any(i in scene.naming_at for i in numbers):
        return None
    return next((span for part in parts if (span := _lone_part(scene, part, alone=not cuts))), None)


def _lone_part(scene: Scene, numbers: list[int], *, alone: bool) -> Span | None:
    words = [scene.words[i] for i in numbers]
    if not words or any(i in scene.body_at for i in numbers) or _is_named(scene, numbers):
        return None
    if not all(_plain_name(w, scene.lexicon) for w in words) or len(words) > LONGEST_SHORT:
        return None
    single = len(words) == 1
    if not single and scene.lexicon.language == "de" and _inflected(words[0], scene.lexicon):
        return None
    if bare(words[0].text) in scene.lexicon.seats or (single and not (alone and _single_name(words[0], scene))):
        return None
    if in_marks(scene, words[0].start, words[-1].end) or (single and _is_titled_or_quoted(scene, words[0].text)):
        return None
    return words[0].start, words[-1].start + len(bare(words[-1].text))


def _is_named(scene: Scene, numbers: list[int]) -> bool:
    """Whether the words are a person's name already, or the last word begins one."""
    naming = scene.naming_at.get(numbers[-1])
    return naming is not None and naming[0].last == numbers[-1] + 1


def _inflected(word: Word, lexicon: Lexicon) -> bool:
    """Whether a first word looks like an adjective ("Weiße Farmer") and is no first name."""
    return lexicon.first_name(word.text) is None and word.lower.endswith(("e", "en", "er", "es"))


def _is_titled_or_quoted(scene: Scene, name: str) -> bool:
    """Whether the word stands elsewhere with an article or in quotation marks: then it is no person's name."""
    articles = scene.lexicon.actors.articles
    return any(
        word.text == name and (before.lower in articles or before.text in MARKS)
        for before, word in pairwise(scene.words)
    )


def _plain_name(word: Word, lexicon: Lexicon) -> bool:
    """A capitalised word that no table knows as something else."""
    text, lower = word.text, bare(word.lower)
    if not text[:1].isupper() or "." in text or any(c.isdecimal() for c in text) or (len(text) > 1 and text.isupper()):
        return False
    if lower in lexicon.actors.possessives or lower in lexicon.actors.words.reflexives:
        return False
    if lower in lexicon.actors.articles or lower in lexicon.actors.pronouns or lower in lexicon.actors.words.no_actor:
        return False
    if lower in lexicon.actors.words.plural_words or lower in lexicon.actors.words.prepositions:
        return False
    if country_of_adjective(lower, lexicon):
        return False
    return not lexicon.sort_of(lower) or text in lexicon.first_names


def _single_name(word: Word, scene: Scene) -> bool:
    """Whether one capitalised word alone is a person.

    English reports give the full name somewhere, so that what they never do for is more likely a body. German nouns are
    capitalised as well: a plural is more likely a group.
    """
    if bare(word.text) in scene.lexicon.first_names:
        return True
    if scene.lexicon.language != "de":
        return False
    if word.lower.endswith(_NOUN_ENDINGS):
        return False
    return scene.counts.get(word.text, 0) > 1 or not word.lower.endswith(_PLURAL_ENDINGS)
