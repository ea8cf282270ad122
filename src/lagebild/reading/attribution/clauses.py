"""What kind of clause a run of words may be, told by closed classes and endings."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.languages.grammar import Grammar
from lagebild.reading.segment import Word

_SHORTEST_VERB = 4


def resumes(words: Sequence[Word], at: int, closed: Grammar, openers: frozenset[str]) -> bool:
    """Whether the content goes on behind a frame: after a comma with a conjunction or a verb in the Konjunktiv."""
    if at + 1 >= len(words) or words[at].text != ",":
        return False
    following = words[at + 1].lower
    joins = following in closed.conjunctions or following in closed.fillers or following in openers
    return joins or following in closed.subjunctive or following in closed.subjunctive_past


def has_verb(words: Sequence[Word], start: int, closed: Grammar) -> bool:
    """Whether a word from ``start`` on may be a finite verb, by its ending; appositions have none."""
    return any(
        word.text.islower() and len(word.text) > 2 and word.lower.endswith(("e", "t", "en"))
        and not (word.lower in closed.determiners or word.lower in closed.prepositions or word.lower in closed.fillers)
        for word in words[start + 1 :]
    )  # fmt: skip


def has_infinitive(words: Sequence[Word], start: int) -> bool:
    """Whether a clause is a German infinitive with "zu" ("die Regierung aufzufordern", "das Amt zu schließen")."""
    for i in range(start, len(words)):
        if words[i].lower == "zu" and i + 1 < len(words) and words[i + 1].lower.endswith(("en", "n")):
            return words[i + 1].text.islower()
        if "zu" in words[i].lower[2:-4] and words[i].text.islower() and words[i].lower.endswith("n"):
            return True
    return False


def has_subjunctive(words: Sequence[Word], start: int, closed: Grammar) -> bool:
    """Whether a word from ``start`` on is a German Konjunktiv (I, or II of an auxiliary)."""
    forms = closed.subjunctive
    return any(word.lower in forms or word.lower in closed.subjunctive_past for word in words[start:])


def opens_subjunctive(words: Sequence[Word], closed: Grammar) -> bool:
    """Whether the finite verb in second place is a Konjunktiv I by its ending: "Nordland übertreibe die Gefahr".

    The third person of no indicative ends in "e" but the weak past ("-te") and "wurde".
    """
    if not closed.subjunctive or not words:
        return False
    begin = 1 if words[0].lower in closed.prepositions else 0
    end = phrase_at(words, begin, closed)
    if end == begin or end >= len(words) or any(word.lower in closed.wishing for word in words[:end]):
        return False
    verb = words[end]
    small = closed.determiners | closed.prepositions | closed.fillers | closed.conjunctions | closed.pronouns
    ending = verb.lower.endswith("e") and not verb.lower.endswith("te")
    if not (verb.text.islower() and len(verb.text) >= _SHORTEST_VERB and ending):
        return False
    following = words[end + 1] if end + 1 < len(words) else None
    goes_on = following is None or not following.text[0].isalnum() or following.lower in small | closed.reflexives
    return goes_on and verb.lower not in small | closed.indicative
