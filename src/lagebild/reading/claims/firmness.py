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
_WORD = re.compile(r"\w+")
# A clause that "und" ties on follows one of at least so many words; what is shorter is a phrase of a list.
_FEWEST_OF_CLAUSE = 3


class ActTable(Struct, frozen=True):
    """Phrases of the content by the act they perform, and what tells a German future from a passive.

    ``obligation`` holds modal verbs of duty; ``blocked``, by act, words beside which it is not performed.
    """

    plan: tuple[str, ...]
    predict: tuple[str, ...]
    demand: tuple[str, ...]
    obligation: tuple[str, ...]
    question: tuple[str, ...]
    agree: tuple[str, ...]
    warn: tuple[str, ...]
    criticise: tuple[str, ...]
    deny: tuple[str, ...]
    confirm: tuple[str, ...]
    future_forms: frozenset[str]
    participle: str
    future_passive: str
    hearsay: str
    blocked: dict[str, tuple[str, ...]]


class Anaphora(Struct, frozen=True):
    """Words that refer back to what was said before: at the head of a sentence, or as an object.

    Behind them stands nothing that ``adding`` holds; behind a lone pronoun nothing but what ``behind`` holds.
    """

    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    auxiliaries: frozenset[str]
    agent: frozenset[str]
    adding: frozenset[str]
    behind: frozenset[str]


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
    clauses: Clauses
    noun_acts: dict[str, Act]


class Clauses(Struct, frozen=True):
    """Words that open what is no part of the main clause: behind a comma (``openers``), or anywhere (``inside``)."""

    openers: frozenset[str]
    joined: frozenset[str]
    inside: tuple[str, ...]


class Patterns(Struct, frozen=True):
    """The compiled tables of one language."""

    inside: re.Pattern[str]
    declined: re.Pattern[str]
    future_passive: re.Pattern[str]
    hearsay: re.Pattern[str]
    hedges: tuple[tuple[Certainty, re.Pattern[str]], ...]
    no_hedge: re.Pattern[str]
    negation: re.Pattern[str]
    no_negation: re.Pattern[str]
    acts: tuple[tuple[Act, re.Pattern[str]], ...]
    participle: re.Pattern[str]
    obligation: re.Pattern[str]
    blocked: dict[str, re.Pattern[str]]


@cache
def firmness_table(language: str) -> FirmnessTable:
    """The table of ``language``."""
    return table(language, "firmness", FirmnessTable)


@cache
def _patterns(language: str) -> Patterns:
    words = firmness_table(language)
    written = words.act.participle
    return Patterns(
        inside=compile_phrases(words.clauses.inside),
        declined=compile_phrases(words.declined["phrases"]),
        future_passive=re.compile(words.act.future_passive.replace("PARTICIPLE", written)),
        hearsay=re.compile(words.act.hearsay.replace("PARTICIPLE", written)),
        hedges=tuple((level, compile_phrases(words.certainty[level])) for level in _CERTAINTIES),
        no_hedge=compile_phrases(words.certainty["none"]),
        negation=compile_phrases(words.polarity["negative"]),
        no_negation=compile_phrases(words.polarity["none"]),
        acts=tuple((act, compile_phrases(getattr(words.act, act))) for act in _ACTS),
        obligation=compile_phrases(words.act.obligation),
        blocked={act: compile_phrases(phrases) for act, phrases in words.act.blocked.items()},
        participle=re.compile(rf"\b{written}\b\W*$|\b{written} (?=worden|wurde|wird|werden)"),
    )


def main_clause(content: str, language: str) -> str:
    """The first main clause of the content, lower case: a hedge or negation outside it is not the content's.

    A clause is taken to be subordinate where it opens with a subordinating conjunction or a relative pronoun, also
    inside a stretch without commas in a language that sets none before it.
    """
    words, clauses = grammar(language), firmness_table(language).clauses
    kept: list[str] = []
    skipping = False
    for part in _CLAUSE.split(content):
        first = _FIRST_WORD.match(part)
        opener = first.group(1).lower() if first else ""
        opens = opener in words.subordinators or (bool(kept) and opener in words.relatives | clauses.openers)
        resumes = skipping and opener in words.conjunctions
        skipping = opens or resumes
        if kept and opener in clauses.joined and len(_WORD.findall(",".join(kept))) >= _FEWEST_OF_CLAUSE:
            break
        if not skipping:
            kept.append(_without_inner_clause(part, language))
    return ",".join(kept).lower() if kept else content.lower()


def _without_inner_clause(part: str, language: str) -> str:
    """The part up to a subordinating word inside it ("He left because ..."), unless that leaves next to nothing."""
    found = _patterns(language).inside.search(part, 1)
    if found is None or len(_WORD.findall(part[: found.start()])) < 2:
        return part
    return part[: found.start()]


def certainty_of(content: str, language: str, cue_lemma: str | None = None) -> Certainty:
    """The certainty that the content's explicit hedges give it, or else its cue; "certain" without any hedge."""
    patterns = _patterns(language)
    clause = main_clause(content, language)
    if patterns.hearsay.search(clause):
        return "unknown"
    bare = patterns.no_hedge.sub(" ", clause)
    for level, pattern in patterns.hedges:
        if pattern.search(clause if level == "unknown" else bare):
            return level
    if cue_lemma is not None:
        return firmness_table(language).cue_certainty.get(cue_lemma, "certain")
    return "certain"


def polarity_of(content: str, language: str) -> Polarity:
    """Negative where the main clause says that something is not so, does not exist or has not happened."""
    patterns = _patterns(language)
    clause = patterns.no_negation.sub(" ", main_clause(content, language))
    return "negative" if patterns.negation.search(clause) else "positive"


def act_of(content: str, language: str, acts: Sequence[Act] = _ACTS, *, said: bool = True) -> Act:
    """The act that the main clause's own words perform, among ``acts``; "state" where none does.

    ``said``: somebody says it, so that "must" is a demand; where the report itself tells of a duty it is none.
    """
    patterns = _patterns(language)
    clause = patterns.declined.sub(" ", main_clause(content, language))
    for act, pattern in patterns.acts:
        if act not in acts or (act in patterns.blocked and patterns.blocked[act].search(clause)):
            continue
        if any(_performs(match, act, clause, language) for match in pattern.finditer(clause)):
            return act
        if act == "demand" and said and patterns.obligation.search(clause):
            return act
    return "state"


def declines(content: str, language: str) -> bool:
    """Whether the main clause only says that somebody says nothing: "would neither confirm nor deny the price"."""
    return _patterns(language).declined.search(main_clause(content, language)) is not None


def act_of_noun(words: Sequence[str], language: str) -> Act | None:
    """The act that the first noun of the table tells among ``words`` (lower case): "Kritiker", "Zustimmung"."""
    return next((act for word in words if (act := firmness_table(language).noun_acts.get(word)) is not None), None)


def _performs(match: re.Match[str], act: Act, clause: str, language: str) -> bool:
    """Whether the words found are no passive of the present ("wird gesperrt") and no hearsay ("soll getan haben")."""
    patterns = _patterns(language)
    begin, end = clause.rfind(",", 0, match.start()) + 1, clause.find(",", match.end())
    part = clause[begin : end if end >= 0 else len(clause)].strip()
    if act == "plan" and patterns.hearsay.search(part):
        return False
    future = firmness_table(language).act.future_forms
    if act not in {"plan", "predict"} or not any(word in future for word in match.group().split()):
        return True
    return patterns.participle.search(part) is None or patterns.future_passive.search(part) is not None
