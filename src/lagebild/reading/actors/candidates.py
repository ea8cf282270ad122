"""What a later pronoun or short form may mean: the persons, people and bodies that a report mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import ActorRef, Span, Spans
from lagebild.reading.actors.bodies import is_actor
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.mentions import read_mention
from lagebild.reading.actors.names import Naming
from lagebild.reading.actors.phrases import complement_end, naming_phrase, people_phrases, salience
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE

_RIVAL = 2.0
_SINGULAR_PERSON = frozenset({"er", "he", "she"})


class Candidate(Struct, frozen=True):
    """Something that a later pronoun or short form may mean. ``entity`` is the same for all mentions of one actor."""

    start: int
    end: int
    sentence: int
    entity: str
    genders: str
    weight: float
    spans: Spans
    mention: Mention
    head: str
    speaker: bool = False
    open: bool = False


class Antecedent(Struct, frozen=True):
    """The full mention that a source mention goes back to, and how sure that is."""

    mention: Mention
    confidence: float


class State(Struct):
    """What was decided so far: candidates before the current position, and genders learnt from pronouns."""

    before: list[Candidate]
    genders: dict[str, str]
    phrases: list[list[tuple[Naming, Span, bool]]]


def entity_of(mention: Mention) -> str:
    """What all mentions of one actor share: the number of a person, a body's id, else the words."""
    if mention.person is not None:
        return f"person {mention.person}"
    if mention.ref is not None and mention.type == "body":
        return mention.ref.id
    return mention.text.lower()


def full_phrases(scene: Scene, mentions: Sequence[Mention]) -> list[list[tuple[Naming, Span, bool]]]:
    """For each person the namings with the phrases around them, and whether they say more than a last name.

    Where a naming is the head of a source mention, that is its phrase.
    """
    whole: dict[int, Span] = {}
    for mention in mentions:
        for span in mention.spans if mention.person is not None else ():
            for number in range(*scene.word_range(*span)):
                naming, person = scene.naming_at.get(number, (None, None))
                if naming is not None and person == mention.person:
                    whole[naming.start] = span
    found: list[list[tuple[Naming, Span, bool]]] = []
    for one in scene.persons:
        pairs = [(naming, whole.get(naming.start) or naming_phrase(scene, naming)) for naming in one.namings]
        strong = [naming.full or _tells_role(scene, span, naming) for naming, span in pairs]
        found.append(
            [
                (naming, span, told if any(strong) else span[0] < naming.start)
                for (naming, span), told in zip(pairs, strong, strict=True)
            ]
        )
    return found


def _tells_role(scene: Scene, span: Span, naming: Naming) -> bool:
    """Whether more than "Mr." or "Frau" leads the name."""
    before = scene.words[scene.word_range(*span)[0] : naming.first]
    return any(w.text[0].isalpha() and w.lower not in scene.lexicon.actors.words.courtesies for w in before)


def candidates_of(
    scene: Scene, covered: list[tuple[int, int]], phrases: list[list[tuple[Naming, Span, bool]]]
) -> list[Candidate]:
    """Persons, people and bodies that the text mentions outside the source mentions."""
    found: list[Candidate] = []
    for at, person in enumerate(scene.persons):
        best: Spans | None = None
        for naming, span, full in phrases[at]:
            best = (span,) if full or best is None else best
            if _is_covered(naming.start, covered):
                continue
            ref = ActorRef(person.key, person.name, "person")
            mention = Mention(best, _cover(scene, best), "person", person.gender, ref=ref, person=at)
            found.append(_candidate(scene, *span, mention, f"person {at}"))
    for phrase in people_phrases(scene):
        people = scene.lexicon.sort_of(phrase.head) & PEOPLE
        last = complement_end(scene, phrase.last) if people else phrase.last
        start, end = scene.words[phrase.first].start, scene.words[last - 1].end
        if not _is_covered(start, covered) and not _is_covered(end - 1, covered):
            mention = read_mention(scene, ((start, end),))
            found.append(_candidate(scene, start, end, mention, entity_of(mention)))
    for body in scene.bodies:
        if not _is_covered(body.start, covered) and is_actor(scene.words, body, scene.lexicon):
            mention = read_mention(scene, ((body.start, body.end),))
            found.append(_candidate(scene, body.start, body.end, mention, entity_of(mention)))
    begun = {candidate.start for candidate in found}
    return found + [c for c in _rivals(scene) if c.start not in begun and not _is_covered(c.start, covered)]


def _rivals(scene: Scene) -> list[Candidate]:
    """Sentences that open with a phrase of which the tables know nothing: a later pronoun may mean that."""
    found: list[Candidate] = []
    articles = scene.lexicon.actors.articles
    for number, start in enumerate(scene.sentences):
        first = bisect_left(scene.starts, start)
        if first + 1 >= len(scene.words) or first in scene.naming_at or first in scene.body_at:
            continue
        word, following = scene.words[first], scene.words[first + 1]
        name = scene.lexicon.language != "de" and following.text[:1].isupper() and word.text[:1].isupper()
        if word.lower not in articles and not name:
            continue
        genders = articles.get(word.lower, "mf")
        mention = Mention(((word.start, following.end),), "", "unnamed", genders)
        found.append(
            Candidate(
                word.start,
                following.end,
                number,
                f"open:{start}",
                genders,
                _RIVAL,
                mention.spans,
                mention,
                "",
                open=True,
            )
        )
    return found


def _cover(scene: Scene, spans: Spans) -> str:
    return scene.text[spans[0][0] : spans[0][1]]


def _candidate(scene: Scene, start: int, end: int, mention: Mention, entity: str) -> Candidate:
    weight = salience(scene, scene.word_range(start, end)[0])
    return Candidate(
        start, end, scene.sentence(start), entity, mention.genders, weight, mention.spans, mention, mention.head
    )


def _is_covered(at: int, covered: list[tuple[int, int]]) -> bool:
    found = bisect_left(covered, (at + 1, -1)) - 1
    return found >= 0 and covered[found][0] <= at < covered[found][1]


def other_pronouns(scene: Scene, covered: list[tuple[int, int]]) -> list[Mention]:
    """Pronouns for one person that are no source: they carry a person on from sentence to sentence."""
    return [
        read_mention(scene, ((word.start, word.end),))
        for word in scene.words
        if word.lower in _SINGULAR_PERSON and not _is_covered(word.start, covered) and not scene.quoted(word.start)
    ]
