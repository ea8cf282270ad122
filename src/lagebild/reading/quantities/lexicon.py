"""What a language says with numbers: its table, and the patterns and sets made from it once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from msgspec import Struct

from lagebild.model import Modifier
from lagebild.reading.languages import table

_NEVER = re.compile(r"(?!)")


class Words(Struct, frozen=True, kw_only=True):
    """A plain list of words under a heading of its own."""

    words: list[str]


class Before(Struct, frozen=True, kw_only=True):
    """Phrases in front of a number; ``prepositions`` are modifiers only from ``preposition_from`` on or with a unit."""

    approx: list[str]
    more_than: list[str]
    less_than: list[str]
    at_least: list[str]
    at_most: list[str]
    vague: list[str]
    prepositions: list[str]
    preposition_from: float


class After(Struct, frozen=True, kw_only=True):
    """Phrases behind a number."""

    approx: list[str] = []
    at_least: list[str] = []
    at_most: list[str] = []


class Joints(Struct, frozen=True, kw_only=True, rename={"and_": "and"}):
    """What joins two numbers to a range; ``ranging`` words in front of "from ... to" say that it is no change."""

    between: list[str]
    ranging: list[str] = []
    and_: list[str]
    to: list[str]


class Noun(Struct, frozen=True, kw_only=True):
    """Words that end the noun phrase counted, that continue it (genitive), and that name a measured number.

    ``of_these``: what stands behind a number for the noun told before ("19 davon").
    """

    stop: list[str]
    genitive: list[str]
    measured: list[str]
    plural: list[str] = []
    of_these: list[str] = []


class QuantityTable(Struct, frozen=True, kw_only=True):
    """The table ``quantities.toml`` of a language: all words lower-case."""

    decimal: str
    grouping: str
    linker: str
    articles: list[str]
    capitals_mark_nouns: bool
    every_words: list[str]
    not_after_ratio: list[str]
    words: dict[str, float]
    inner_scales: dict[str, float]
    magnitudes: dict[str, float]
    vague: dict[str, float]
    fractions: dict[str, float]
    every: dict[str, float]
    ratios: dict[str, float]
    times_as: dict[str, float]
    units: dict[str, str]
    prefix_units: dict[str, str]
    durations: Words
    before: Before
    after: After
    joints: Joints
    noun: Noun
    labels: Words
    streets: list[str] = []
    street_ends: list[str] = []
    ages_behind: list[str] = []


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Lexicon:
    """The table of a language with its compiled patterns; made once a language by :func:`lexicon`."""

    def __init__(self, rules: QuantityTable) -> None:
        self.rules = rules
        self.durations = frozenset(rules.durations.words)
        self.labels = frozenset(rules.labels.words)
        self.street_ends = tuple(rules.street_ends)
        self.of_these = frozenset(rules.noun.of_these)
        self.stop = frozenset(rules.noun.stop)
        self.articles = frozenset(rules.articles)
        # words met that are no numbers: most of a text, so that each is looked into once
        self.idle: set[str] = set()
        self.candidates = frozenset((*rules.vague, *rules.fractions, *rules.ratios, *rules.magnitudes))

    @cached_property
    def modifiers(self) -> dict[str, Modifier | None]:
        """Phrase in front of a number to its modifier; ``None`` for vague words before a magnitude."""
        before = self.rules.before
        found: dict[str, Modifier | None] = dict.fromkeys(before.vague)
        for modifier in ("approx", "more_than", "less_than", "at_least", "at_most"):
            found.update(dict.fromkeys(getattr(before, modifier), modifier))
        return found

    @cached_property
    def before(self) -> re.Pattern[str]:
        """A modifier that ends where the number begins."""
        return re.compile(rf"(?<![\w-])({_choice(self.modifiers)})\s+$", re.IGNORECASE)

    @cached_property
    def modifier_ends(self) -> frozenset[str]:
        """The last words of the modifiers: most numbers have another word in front, so the pattern need not run."""
        return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in self.modifiers)

    def modifier_in(self, near: str) -> re.Match[str] | None:
        """The modifier that ends ``near``."""
        word = near[-24:].rstrip().rsplit(None, 1)[-1:]
        return self.before.search(near) if word and word[0].lower().lstrip("(„“»'") in self.modifier_ends else None

    @cached_property
    def after(self) -> re.Pattern[str]:
        """A modifier that follows the number."""
        after = self.rules.after
        return re.compile(rf"\s({_choice((*after.approx, *after.at_least, *after.at_most))})(?!\w)", re.IGNORECASE)

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """A unit behind a number, with at most one space or hyphen between."""
        return re.compile(rf"[ \u00a0\u202f-]?({_choice(self.rules.units)})(?![\w²³])", re.IGNORECASE)

    @cached_property
    def magnitude(self) -> re.Pattern[str]:
        """A magnitude behind a number."""
        return re.compile(rf"[ \u00a0\u202f-]?({_choice(self.rules.magnitudes)})(?!\w)", re.IGNORECASE)

    @cached_property
    def prefix_unit(self) -> re.Pattern[str]:
        """A currency in front of a number."""
        return re.compile(rf"(?<!\w)({_choice(self.rules.prefix_units)})[ \u00a0]?$", re.IGNORECASE)

    @cached_property
    def to(self) -> re.Pattern[str]:
        """What lies between the two numbers of a range: a word, a dash or a hyphen."""
        return re.compile(rf"\s?[-–]\s?|\s(?:{_choice(self.rules.joints.to)})\s", re.IGNORECASE)

    @cached_property
    def between(self) -> re.Pattern[str]:
        """The word that opens a range of two numbers joined by "and"."""
        return re.compile(rf"(?<!\w)(?:{_choice(self.rules.joints.between)})\s[$€£]?$", re.IGNORECASE)

    @cached_property
    def change(self) -> re.Pattern[str]:
        """What opens a change from one number to another, and not a range ("ranging from")."""
        ranging = "".join(rf"(?<!{re.escape(word)} )" for word in self.rules.joints.ranging)
        return re.compile(rf"(?<!\w){ranging}from\s[$€£]?$", re.IGNORECASE)

    @cached_property
    def house(self) -> re.Pattern[str]:
        """What follows a house number: "West 23rd Street"."""
        part = r"(?:[A-Z][\w.'’]*|\d{1,3}(?:st|nd|rd|th))"
        return (
            re.compile(rf"\s(?:{part}\s){{1,3}}(?:{_choice(self.rules.streets)})(?!\w)")
            if self.rules.streets
            else _NEVER
        )

    @cached_property
    def ages(self) -> re.Pattern[str]:
        """What follows the first numbers of a list of ages: ", 13 und neun Jahre alten"."""
        joints = _choice((*self.rules.joints.and_, *self.rules.joints.to))
        return re.compile(
            rf"(?:,? (?:(?:{joints}) )?[^\W_]+){{1,4}} ?(?:{_choice(self.rules.ages_behind)})", re.IGNORECASE
        )

    @cached_property
    def conjunction(self) -> re.Pattern[str]:
        """The conjunction between two numbers."""
        return re.compile(rf"\s(?:{_choice(self.rules.joints.and_)})\s", re.IGNORECASE)

    @cached_property
    def every(self) -> re.Pattern[str]:
        """A part of a whole: "jeder zweite", "one in five"."""
        rules = self.rules
        return re.compile(rf"\b({_choice(rules.every_words)})\s({_choice(rules.every)})(?!\w)", re.IGNORECASE)

    @cached_property
    def times_as(self) -> re.Pattern[str]:
        """A factor: "doppelt so", "twice as"."""
        return re.compile(rf"\b({_choice(self.rules.times_as)})\s(?:so|as)\b", re.IGNORECASE)

    @cached_property
    def measured(self) -> re.Pattern[str]:
        """What opens "Zahl der ..."; the noun phrase is left to the caller."""
        return re.compile(rf"\b({_choice(self.rules.noun.measured)})\s", re.IGNORECASE)

    @cached_property
    def genitive(self) -> re.Pattern[str]:
        """What leads from a noun or a part to the noun it belongs to."""
        return re.compile(rf"\s({_choice(self.rules.noun.genitive)})\s", re.IGNORECASE)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of ``language``, read once."""
    return Lexicon(table(language, "quantities", QuantityTable))
