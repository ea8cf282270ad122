"""How firmly a content is said: certainty and polarity (FactBank's axes) and the act its own words perform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from lagebild.model import Act, Certainty, Polarity
from lagebild.reading.claims.main_clause import main_clause, opens_conditional
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.languages import table
from lagebild.reading.languages.grammar import grammar

ACTS: tuple[Act, ...] = ("question", "deny", "criticise", "warn", "agree", "confirm", "plan", "demand", "predict")
_FIRST_WORD = re.compile(r"\w+")
_CERTAINTIES: tuple[Certainty, ...] = ("unknown", "possible", "probable")


class ActTable(Struct, frozen=True):
    """Phrases of the content by the act they perform, and what tells a German future from a passive.

    ``obligation`` holds modal verbs of duty, ``ought`` those that may also plan; ``blocked``, by act, words beside
    which it is not performed; ``none`` phrases that hold such words and perform nothing, as ``unreal`` does ("would
    have gone"); ``conditional`` forms tell no future beside a condition. ``imperative``: how a command begins. With
    ``modals`` "werden" is an infinitive. Who says a ``performative`` does it. ``passives``: where a participle stands.
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
    passives: tuple[str, ...]
    future_passive: str
    hearsay: str
    gone: str
    blocked: dict[str, tuple[str, ...]]
    none: tuple[str, ...]
    ought: tuple[str, ...]
    modals: frozenset[str]
    performative: dict[Act, tuple[str, ...]]
    imperative: str
    unreal: str
    conditional: frozenset[str]
    conditions: tuple[str, ...]


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


class Denied(Struct, frozen=True):
    """Cues that a "not" beside them turns round: into a statement so certain, or into one denied."""

    reversed: dict[str, Certainty]
    carried: frozenset[str]


class WithInfinitive(Struct, frozen=True):
    """Cues that perform another act before an infinitive, and the words that mark one at the content's head."""

    told_by_form: bool
    markers: tuple[str, ...]
    acts: dict[str, Act]


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
    noun_acts: dict[str, Act]
    cue_acts: dict[Act, tuple[str, ...]]
    denied: Denied
    with_infinitive: WithInfinitive
    asked: dict[str, frozenset[str]]


class Patterns(Struct, frozen=True):
    """The compiled tables of one language."""

    future_passive: re.Pattern[str]
    hearsay: re.Pattern[str]
    hedges: tuple[tuple[Certainty, re.Pattern[str]], ...]
    any_hedge: re.Pattern[str]
    no_hedge: re.Pattern[str]
    negation: re.Pattern[str]
    no_negation: tuple[re.Pattern[str], ...]
    acts: tuple[tuple[Act, re.Pattern[str]], ...]
    participle: re.Pattern[str]
    any_act: re.Pattern[str]
    obligation: re.Pattern[str]
    ought: re.Pattern[str]
    blocked: dict[str, re.Pattern[str]]
    no_act: re.Pattern[str]
    unreal: re.Pattern[str]
    imperative: re.Pattern[str]
    performative: tuple[tuple[Act, re.Pattern[str]], ...]
    conditions: re.Pattern[str]


@cache
def firmness_table(language: str) -> FirmnessTable:
    """The table of ``language``."""
    return table(language, "firmness", FirmnessTable)


@cache
def _patterns(language: str) -> Patterns:
    words = firmness_table(language)
    written = words.act.participle
    return Patterns(
        future_passive=re.compile(words.act.future_passive.replace("PARTICIPLE", written)),
        hearsay=re.compile(words.act.hearsay.replace("PARTICIPLE", written).replace("GONE", words.act.gone), re.DOTALL),
        hedges=tuple((level, compile_phrases(words.certainty[level])) for level in _CERTAINTIES),
        any_hedge=compile_phrases([phrase for level in _CERTAINTIES for phrase in words.certainty[level]]),
        no_hedge=compile_phrases(words.certainty["none"]),
        negation=compile_phrases(words.polarity["negative"]),
        no_negation=(compile_phrases(words.polarity["none"]), re.compile("|".join(words.polarity["none_written"]))),
        acts=tuple((act, compile_phrases(getattr(words.act, act))) for act in ACTS),
        any_act=compile_phrases(_performing(words.act)),
        obligation=compile_phrases(words.act.obligation),
        ought=compile_phrases(words.act.ought),
        no_act=compile_phrases((*words.act.none, *(p for p in words.declined["phrases"] if p not in words.act.deny))),
        unreal=re.compile(words.act.unreal),
        performative=tuple((act, compile_phrases(phrases)) for act, phrases in words.act.performative.items()),
        imperative=re.compile(words.act.imperative, re.IGNORECASE),
        conditions=compile_phrases(words.act.conditions),
        blocked={act: compile_phrases(phrases) for act, phrases in words.act.blocked.items()},
        participle=re.compile("|".join(form.replace("PARTICIPLE", written) for form in words.act.passives)),
    )


def _performing(acts: ActTable) -> list[str]:
    """Every phrase without one of which a content performs nothing but, perhaps, a command."""
    tables = (*(getattr(acts, act) for act in ACTS), *acts.performative.values(), acts.obligation, acts.ought)
    return [phrase for table in tables for phrase in table]


def certainty_of(content: str, language: str, cue_lemma: str | None = None) -> Certainty:
    """The certainty that the content's explicit hedges give it, or else its cue; "certain" without any hedge."""
    patterns = _patterns(language)
    clause = main_clause(content, language)
    if is_hearsay(clause, language):
        return "unknown"
    if patterns.any_hedge.search(clause) is not None:
        bare = patterns.no_hedge.sub(" ", clause)
        for level, pattern in patterns.hedges:
            if pattern.search(clause if level == "unknown" else bare):
                return level
    if cue_lemma is not None:
        return firmness_table(language).cue_certainty.get(cue_lemma, "certain")
    return "certain"


def polarity_of(content: str, language: str) -> Polarity:
    """Negative where the main clause says that something is not so, does not exist or has not happened."""
    return "negative" if denies(main_clause(content, language), language) else "positive"


def denies(words: str, language: str) -> bool:
    """Whether a negation that denies something is among ``words``."""
    patterns = _patterns(language)
    if patterns.negation.search(words) is None:
        return False
    bare = words
    for pattern in patterns.no_negation:
        bare = pattern.sub(" ", bare)
    return patterns.negation.search(bare) is not None


def _is_conditional(content: str, language: str) -> bool:
    return _patterns(language).conditions.search(content) is not None or opens_conditional(content, language)


def is_hearsay(clause: str, language: str) -> bool:
    """Whether a main clause only passes on what is said ("soll getan haben")."""
    return _patterns(language).hearsay.search(clause) is not None


def act_of(content: str, language: str, acts: Sequence[Act] = ACTS, *, said: bool = True) -> Act:
    """The act that the main clause's own words perform, among ``acts``; "state" where none does.

    ``said``: somebody says it, so that "must" is a demand; where the report itself tells of a duty it is none.
    """
    patterns = _patterns(language)
    clause = main_clause(content, language)
    if patterns.any_act.search(clause) is None and patterns.imperative.search(content) is None:
        return "state"
    clause = patterns.unreal.sub(" ", patterns.no_act.sub(" ", clause))
    done = (act for act, pattern in patterns.performative if said and pattern.search(clause))
    if (act := next(done, None)) is not None:
        return act
    if said and "demand" in acts and patterns.ought.search(clause) and not is_hearsay(clause, language):
        return "demand"
    for act, pattern in patterns.acts:
        if act not in acts or (act in patterns.blocked and patterns.blocked[act].search(clause)):
            continue
        if any(_performs(match, act, clause, content, language) for match in pattern.finditer(clause)):
            return act
        if act == "demand" and said and (patterns.obligation.search(clause) or patterns.imperative.search(content)):
            return act
    return "state"


@cache
def declining(language: str) -> re.Pattern[str]:
    """Words of somebody who says nothing: "declined to say", "would neither confirm nor deny"."""
    return compile_phrases(firmness_table(language).declined["phrases"])


def declines(content: str, language: str) -> bool:
    """Whether the main clause only says that somebody says nothing: "would neither confirm nor deny the price"."""
    return declining(language).search(main_clause(content, language)) is not None


def act_of_noun(words: Sequence[str], language: str) -> Act | None:
    """The act that the first noun of the table tells among ``words`` (lower case): "Kritiker", "Zustimmung"."""
    return next((act for word in words if (act := firmness_table(language).noun_acts.get(word)) is not None), None)


def _performs(match: re.Match[str], act: Act, clause: str, content: str, language: str) -> bool:
    """Whether the words found are no passive of the present ("wird gesperrt") and no hearsay ("soll getan haben").

    Nor what would only be under a condition that the content names.
    """
    patterns, table = _patterns(language), firmness_table(language).act
    begin, end = clause.rfind(",", 0, match.start()) + 1, clause.find(",", match.end())
    part = clause[begin : end if end >= 0 else len(clause)].strip()
    if act == "plan" and patterns.hearsay.search(part):
        return False
    if act == "predict" and match.group() in table.conditional and _is_conditional(content, language):
        return False
    if act not in {"plan", "predict"} or not any(word in table.future_forms for word in match.group().split()):
        return True
    if match.group() == "werden" and not table.modals.isdisjoint(part.split()):
        return False
    if patterns.future_passive.search(part) is not None or patterns.participle.search(match.group()) is not None:
        return True  # also "wird vermutet", a phrase of its own
    if _is_passive(part, content, language):
        return False
    # "Es werden Anna, Ben und Carla genannt": the participle follows behind a list.
    ands = grammar(language).conjunctions
    listed = (piece for piece in clause[begin:].split(",")[1:] if not ands.isdisjoint(piece.split()))
    return not any(_is_passive(piece, content, language) for piece in listed)


def _is_passive(part: str, content: str, language: str) -> bool:
    """Whether a participle stands where one does in a passive, and is no noun: "gesprächen", "agenturen"."""
    found = (_FIRST_WORD.search(match.group()) for match in _patterns(language).participle.finditer(part))
    return any(word is not None and as_written(word.group(), content) for word in found)


def as_written(word: str, content: str) -> bool:
    """Whether a word of its main clause stands small in the content, or at its head: "betrug", not "Betrug"."""
    return word in content or content.lower().startswith(word)
