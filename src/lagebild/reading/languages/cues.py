"""Cues as tables: which words introduce somebody's words, and the act they perform."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from lagebild.model import Act
from lagebild.reading.languages import table


class Ambiguous(Struct, frozen=True):
    """Verbs that also mean other things."""

    verbs: frozenset[str]


class Frames(Struct, frozen=True):
    """Words that frame a source without a verb ("laut", "zufolge", "according to"); ``unsure`` frame laws.

    ``relaying`` name whom somebody has it from ("unter Berufung auf"). ``behind_noun`` stand behind a noun with one
    of ``owners`` in front ("ihrer Meinung nach"). ``inverted``: verbs that may precede their subject, where order is
    fixed ("said the source").
    """

    before: frozenset[str]
    after: frozenset[str]
    with_noun: frozenset[str]
    links: frozenset[str]
    unsure: frozenset[str]
    relaying: frozenset[str]
    behind_noun: frozenset[str]
    owners: frozenset[str]
    inverted: frozenset[str]
    continuing: frozenset[str]


class Openers(Struct, frozen=True):
    """Words that open a content clause; ``asking``: verbs of demand that ask where a question or one
    of these words follows; ``comma_before_clause``: the language sets a comma before it. ``telling``: ambiguous verbs
    that plainly tell where such a word follows; ``auxiliaries`` of a perfect in what somebody says; ``nouns``:
    forms of verbs that are nouns as well ("the demands that ..."); ``pointed``: nouns of "that day".
    """

    words: frozenset[str]
    questions: frozenset[str]
    asking: dict[str, str]
    telling: frozenset[str]
    auxiliaries: frozenset[str]
    nouns: frozenset[str]
    pointed: frozenset[str]
    comma_before_clause: bool


class Reported(Struct, frozen=True):
    """``[reported]``: verbs whose object is what somebody says, demands or plans, by their infinitives.

    ``objects`` take it in the accusative or as an infinitive, ``infinitives`` only as an infinitive with "zu" behind a
    comma, ``prepositions`` behind one of these; ``modals`` are
    finite forms that take a bare infinitive, with the verb they stand for; ``perfect`` and ``passive`` auxiliaries.
    ``not_with``: words beside which a verb means something else. ``said_before``: objects that were claims before.
    ``datives``: verbs that also take who hears it, in the dative; ``particles`` make another verb
    of one that has none. ``calling``: verbs that say what something is, with the word that joins the two ("als").
    ``of_people``: verbs that in the passive are done to people, unless this word stands beside them.
    ``agents`` name who does it in the passive, of which ``perfect_passive`` is the last word.

    ``dependent`` open clauses whose verb stands at the end, and that say it none the less ("während Ärzte warnen");
    ``contrasting`` ones are no part of the object before them.
    Where word order is fixed: ``parting`` words part main clauses behind a comma, ``speakers`` are pronouns that may
    speak, ``adverbs`` may stand before the verb, ``no_objects`` open no object, ``also_prepositions`` a
    clause only where a verb follows ("after the vote").
    """

    objects: frozenset[str]
    infinitives: frozenset[str]
    prepositions: dict[str, str]
    modals: dict[str, str]
    perfect: frozenset[str]
    passive: frozenset[str]
    not_with: dict[str, str]
    said_before: frozenset[str]
    datives: frozenset[str]
    particles: frozenset[str]
    calling: dict[str, str]
    agents: frozenset[str]
    perfect_passive: str
    of_people: dict[str, str]
    dependent: frozenset[str] = frozenset()
    contrasting: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    no_objects: frozenset[str] = frozenset()
    also_prepositions: frozenset[str] = frozenset()

    def takes(self, lemma: str) -> bool:
        """Whether an object of the verb may be what somebody says."""
        return any(lemma in verbs for verbs in (self.objects, self.prepositions, self.infinitives, self.calling))


class Cases(Struct, frozen=True):
    """``[cases]``: forms that tell case and number of a phrase; empty in a language without cases."""

    nominatives: frozenset[str]
    no_nominatives: frozenset[str]
    no_accusatives: frozenset[str]
    articles: frozenset[str]
    singulars: frozenset[str]
    plural_endings: tuple[str, ...]
    not_feminine: tuple[str, ...]
    anaphors: frozenset[str]
    calling_articles: frozenset[str]
    adverbial: frozenset[str]
    like_prepositions: frozenset[str]
    no_infinitives: frozenset[str]


class Sources(Struct, frozen=True):
    """``[sources]``: what tells a source from who hears it, and from words that only stand for it.

    ``own`` words say that an account is the subject's; "by its own account" is one of ``own_prepositions``, of
    ``owners``, of ``own`` and of ``own_nouns``.
    Beside ``silent`` words nobody speaks ("nobody", "keine Behörde"), unless ``only`` follows. Before a colon
    ``announcing`` words stand for what follows, and ``topical`` prepositions tell what it is about, not when.
    """

    own: frozenset[str]
    impersonal: tuple[str, ...]
    inside: frozenset[str]
    heard_in: frozenset[str]
    bodies: tuple[str, ...]
    datives: frozenset[str]
    feminine: tuple[str, ...]
    papers: tuple[str, ...]
    staff: tuple[str, ...]
    silent: frozenset[str]
    only: frozenset[str]
    announcing: frozenset[str]
    topical: frozenset[str]
    own_prepositions: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    own_nouns: frozenset[str] = frozenset()


class CueTable(Struct, frozen=True):
    """``cues.toml``: see the comments there."""

    verbs: dict[Act, dict[str, str]]
    ambiguous: Ambiguous
    frames: Frames
    frame_nouns: dict[str, Act]
    openers: Openers
    sources: Sources
    reported: Reported
    cases: Cases
    rules_complete: bool


class CueVerb(Struct, frozen=True):
    """One reading of a verb form: its infinitive, its act, and the particle that has to follow, if any."""

    lemma: str
    act: Act
    particle: str | None
    ambiguous: bool


@cache
def cue_table(language: str) -> CueTable:
    """The cues of ``language``."""
    return table(language, "cues", CueTable)


@cache
def cue_verbs(language: str) -> dict[str, tuple[CueVerb, ...]]:
    """Every form of every cue verb with its readings, those with a particle first."""
    cues = cue_table(language)
    forms: dict[str, list[CueVerb]] = {}
    for act, verbs in cues.verbs.items():
        for lemma, written in verbs.items():
            for form in written.split():
                stem, _, particle = form.partition("|")
                verb = CueVerb(lemma, act, particle or None, lemma in cues.ambiguous.verbs)
                forms.setdefault(stem, []).append(verb)
    return {form: tuple(sorted(found, key=lambda verb: verb.particle is None)) for form, found in forms.items()}
