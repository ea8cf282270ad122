"""Reported speech acts in the passive whose agent is named: "Der Abzug wurde von zwei Beamten bestätigt" (German)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from lagebild.reading.attribution.phrases import end_of_words, phrase_at
from lagebild.reading.attribution.subjects import speaks
from lagebild.reading.languages.cues import CueTable, CueVerb
from lagebild.reading.languages.grammar import Grammar
from lagebild.reading.segment import Word

# Right behind the auxiliary and its preposition, where something else stands in front of it.
_BEHIND = 2


class Passive(Struct, frozen=True):
    """A passive clause by its words: what is said, who says it, the auxiliary and the participle."""

    content: tuple[tuple[int, int], ...]
    agent: tuple[int, int]
    cue: tuple[int, int]


def find_passive(
    words: Sequence[Word], verbs: Mapping[str, Sequence[CueVerb]], cues: CueTable, closed: Grammar
) -> Passive | None:
    """The passive of a reporting verb that is the whole sentence; ``None`` where nobody is named who speaks."""
    end = end_of_words(words)
    closing = end - 1
    if closing < 1 or any(word.text in {",", ":", ";"} for word in words[:end]):
        return None  # of several clauses the agent may belong to any
    if any(word.lower in cues.sources.silent for word in words[:end]):
        return None
    if words[closing].lower == cues.reported.perfect_passive:
        closing -= 1
    lemmas = {verb.lemma for verb in verbs.get(words[closing].lower, ()) if not verb.particle}
    met = lemmas & cues.reported.of_people.keys()
    if any(cues.reported.of_people[lemma] not in {word.lower for word in words} for lemma in met):
        return None  # guests are expected and welcomed, culprits sentenced: nobody says so
    objects = lemmas & cues.reported.objects
    auxiliary = next((i for i in range(1, closing) if words[i].lower in cues.reported.passive), None)
    if auxiliary is None or not objects:
        return None
    agent = _agent(words, auxiliary, closing, cues, closed)
    if agent is None or not speaks(words, *agent):
        return None
    if agent[0] == 1:
        content = ((auxiliary + 1, closing),)
        return Passive(content, agent, (auxiliary, closing)) if closing > auxiliary + 1 else None
    if words[0].lower in closed.prepositions and agent[0] == auxiliary + _BEHIND and agent[1] < closing:
        return Passive(((agent[1], closing),), agent, (auxiliary, closing))
    if phrase_at(words, 0, closed, auxiliary) != auxiliary or words[0].lower in cues.cases.anaphors:
        return None  # nothing before the verb but its subject; a "das" is what was said before
    behind = ((agent[1], closing),) if any(word.text[:1].isupper() for word in words[agent[1] : closing]) else ()
    return Passive(((0, auxiliary), *behind), agent, (auxiliary, closing))


def _agent(
    words: Sequence[Word], auxiliary: int, closing: int, cues: CueTable, closed: Grammar
) -> tuple[int, int] | None:
    """The phrase behind "von", at the sentence's head or behind the auxiliary."""
    if words[0].lower in cues.reported.agents:
        return (1, auxiliary) if phrase_at(words, 1, closed, auxiliary) == auxiliary else None
    at = next((i for i in range(auxiliary + 1, closing) if words[i].lower in cues.reported.agents), None)
    if at is None:
        return None
    end = phrase_at(words, at + 1, closed, closing)
    return (at + 1, end) if end > at + 1 else None
