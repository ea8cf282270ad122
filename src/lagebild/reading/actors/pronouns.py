"""Whom a pronoun stands for. Recency and subjecthood weigh as in Lappin and Leass (1994).

Where two candidates come near each other, none is chosen.
"""

from __future__ import annotations

from bisect import bisect_left

from lagebild.reading.actors.candidates import Antecedent, Candidate, State
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.scene import Scene

# How many sentences back a pronoun reaches, and what each of them costs.
SENTENCES = 3
_PER_SENTENCE = 1.2
_SPEAKER = 1.0
_QUOTED = -2.5
_PARAGRAPH = -0.6
_LEAST = 0.8
_MARGIN = 1.0
SURE, CLEAR, LIKELY = 0.95, 0.9, 0.8
SUBJECT = 3.0


def of_pronoun(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
    """The candidate that fits the pronoun clearly better than every other; none otherwise."""
    wanted = _agreeing(scene, mention)
    sentence = scene.sentence(mention.start)
    skip = _content_before(scene, mention)
    paragraph = scene.text.rfind("\n", 0, mention.start)
    scores: dict[str, tuple[float, Candidate]] = {}
    for candidate in reversed(state.before):
        distance = sentence - candidate.sentence
        if distance > SENTENCES:
            break
        if (distance == 0 and skip) or candidate.end > mention.start:
            continue
        if not _fits(mention, candidate, wanted, state):
            continue
        score = candidate.weight - _PER_SENTENCE * distance + _SPEAKER * candidate.speaker
        score += _QUOTED * scene.quoted(candidate.start) + _PARAGRAPH * (candidate.start < paragraph)
        if candidate.entity not in scores or score > scores[candidate.entity][0]:
            scores[candidate.entity] = (score, candidate)
    ranked = sorted(scores.values(), key=lambda s: (-s[0], -s[1].start))
    if not ranked or ranked[0][0] < _LEAST or ranked[0][1].open or _is_bare(scene, ranked[0][1].mention):
        return None
    margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
    if margin < _MARGIN:
        return None
    confidence = SURE if len(ranked) == 1 and ranked[0][0] >= SUBJECT - _PER_SENTENCE else CLEAR
    return Antecedent(ranked[0][1].mention, confidence if margin >= 2 * _MARGIN else LIKELY)


def _is_bare(scene: Scene, mention: Mention) -> bool:
    """Whether a mention says less than who is meant: a possessive leads it, or it is one word of an unknown person.

    A person's last name is good enough, and so is a body or role that the report never names more fully.
    """
    if mention.person is not None:
        return False
    first = scene.words[scene.word_range(mention.start, mention.end)[0]].lower
    full_enough = mention.type in {"body", "spokes", "role", "unnamed"}
    return first in scene.lexicon.actors.possessives or (mention.short and not full_enough)


def _fits(mention: Mention, candidate: Candidate, wanted: str, state: State) -> bool:
    genders = state.genders.get(candidate.entity, candidate.genders)
    if not set(genders) & set(wanted):
        return False
    kind = candidate.mention.type
    if mention.head in {"he", "she", "him", "her", "his"}:
        return kind in {"person", "role", "unnamed", "spokes", "pronoun"}
    if kind == "other" or (kind in {"container", "document"} and not candidate.speaker):
        return False
    if mention.head == "it":
        return kind in {"body", "document", "container"} and (candidate.speaker or candidate.weight >= SUBJECT)
    return True


def _agreeing(scene: Scene, mention: Mention) -> str:
    """Gender and number that the pronoun asks for; the verb beside it tells "sie" (she) from "sie" (they)."""
    if mention.genders != "fp" or mention.head != "sie":
        return mention.genders
    first, last = scene.word_range(mention.start, mention.end)
    beside = [scene.words[i] for i in (last, first - 1) if 0 <= i < len(scene.words)]
    for word in beside:
        if (
            word.text.islower()
            and word.lower not in scene.lexicon.actors.words.prepositions | scene.lexicon.actors.words.no_verbs
        ):
            return "p" if word.lower.endswith(("n", "sind")) else "f"
    return mention.genders


def _content_before(scene: Scene, mention: Mention) -> bool:
    """Whether what stands before the pronoun in its sentence is what it says: "..., sagte er", "..., he said"."""
    first, last = scene.word_range(mention.start, mention.end)
    if not first or last > first + 1:
        return False
    before = scene.words[first - 1]
    if scene.sentence(before.start) != scene.sentence(mention.start):
        return False
    opening = scene.words[bisect_left(scene.starts, scene.sentences[scene.sentence(mention.start)])]
    if opening.lower in scene.lexicon.actors.words.openers:
        return False
    if scene.lexicon.language != "de":
        return before.text in {",", "”", '"', "“", "’"}
    return before.text.islower() and before.lower not in scene.lexicon.actors.words.no_verbs and before.text.isalpha()
