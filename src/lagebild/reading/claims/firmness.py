"""How firmly a content is said: certainty and polarity (FactBank's axes) and the act its own words perform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from lagebild.model import Act, Certainty, Polarity
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.languages import table
from lagebild.reading.languages.grammar import grammar

_ACTS: tuple[Act, ...] = ("question", "deny", "criticise", "warn", "agree", "confirm", "plan", "demand", "predict")
_CERTAINTIES: tuple[Certainty, ...] = ("unknown", "possible", "probable")
_CLAUSE = re.compile(r"[,;:–—]")
_FIRST_WORD = re.compile(r"\W*(\w+)")


class ActTable(Struct, frozen=True):
    """Phrases of the content by the act they perform, and what tells a German future from a passive."""

    plan: tuple[str, ...]
    predict: tuple[str, ...]
    demand: tuple[str, ...]
    question: tuple[str, ...]
    agree: tuple[str, ...]
    warn: tuple[str, ...]
    criticise: tuple[str, ...]
    deny: tuple[str, ...]
    confirm: tuple[str, ...]
    future_forms: frozenset[str]
    participle: str


class Anaphora(Struct, frozen=True):
    """Words that refer back to what was said before."""

    subjects: tuple[str, ...]
    agent: tuple[str, ...]


class FirmnessTable(Struct, frozen=True):
    """``firmness.toml``: see the comments there."""

    certainty: dict[str, tuple[str, ...]]
    polarity: dict[str, tuple[str, ...]]
    act: ActTable
    cue_certainty: dict[str, Certainty]
    anaphora: Anaphora
    hearsay: dict[str, tuple[str, ...]]
    relay: dict[str, tuple[str, ...]]
    declined: dict[str, tuple[str, ...]]


class Patterns(Struct, frozen=True):
    """The compiled tables of one language."""

    hedges: tuple[tuple[Certainty, re.Pattern[str]], ...]
    no_hedge: re.Pattern[str]
    negation: re.Pattern[str]
    no_negation: re.Pattern[str]
    acts: tuple[tuple[Act, re.Pattern[str]], ...]
    participle: re.Pattern[str]


@cache
def firmness_table(language: str) -> FirmnessTable:
    """The table of ``language``."""
    return table(language, "firmness", FirmnessTable)


@cache
def _patterns(language: str) -> Patterns:
    words = firmness_table(language)
    return Patterns(
        hedges=tuple((level, compile_phrases(words.certainty[level])) for level in _CERTAINTIES),
        no_hedge=compile_phrases(words.certainty["none"]),
        negation=compile_phrases(words.polarity["negative"]),
        no_negation=compile_phrases(words.polarity["none"]),
        acts=tuple((act, compile_phrases(getattr(words.act, act))) for act in _ACTS),
        participle=re.compile(rf"\b{words.act.participle}\b\W*$|\b{words.act.participle} (?=worden|wurde|wird|werden)"),
    )


def main_clause(content: str, language: str) -> str:
    """The content without its subordinate clauses, lower case: a hedge or negation inside them is not the content's.

    A clause is taken to be subordinate where it opens with a subordinating conjunction or a relative pronoun.
    """
    words = grammar(language)
    kept: list[str] = []
    skipping = False
    for part in _CLAUSE.split(content):
        first = _FIRST_WORD.match(part)
        opener = first.group(1).lower() if first else ""
        opens = opener in words.subordinators or (bool(kept) and opener in words.relatives)
        resumes = skipping and opener in words.conjunctions
        skipping = opens or resumes
        if not skipping:
            kept.append(part)
    return ",".join(kept).lower() if kept else content.lower()


def certainty_of(content: str, language: str, cue_lemma: str | None = None) -> Certainty:
    """The certainty that the content's explicit hedges give it, or else its cue; "certain" without any hedge."""
    patterns = _patterns(language)
    clause = patterns.no_hedge.sub(" ", main_clause(content, language))
    for level, pattern in patterns.hedges:
        if pattern.search(clause):
            return level
    if cue_lemma is not None:
        return firmness_table(language).cue_certainty.get(cue_lemma, "certain")
    return "certain"


def polarity_of(content: str, language: str) -> Polarity:
    """Negative where the main clause says that something is not so, does not exist or has not happened."""
    patterns = _patterns(language)
    clause = patterns.no_negation.sub(" ", main_clause(content, language))
    return "negative" if patterns.negation.search(clause) else "positive"


def act_of(content: str, language: str, acts: Sequence[Act] = _ACTS) -> Act:
    """The act that the main clause's own words perform, among ``acts``; "state" where none does."""
    patterns = _patterns(language)
    clause = main_clause(content, language)
    for act, pattern in patterns.acts:
        if act not in acts:
            continue
        match = pattern.search(clause)
        if match is not None and not (act == "predict" and _is_passive(match.group(), clause, language)):
            return act
    return "state"


def _is_passive(auxiliary: str, clause: str, language: str) -> bool:
    """Whether a German "wird" stands with a participle alone: then it is a passive of the present, not a future."""
    if auxiliary not in firmness_table(language).act.future_forms:
        return False
    return _patterns(language).participle.search(clause.strip()) is not None
