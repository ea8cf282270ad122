"""The time grammar of a language: its table compiled to one pattern per rule, found by its first letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from lagebild.reading.languages import table
from lagebild.reading.times.openings import opening, openings

# So many openings are remembered, more than the words of a language have.
_KEPT = 20_000
Value = str | int | float


class RuleData(Struct, frozen=True):
    """One rule of ``times.toml``."""

    name: str
    pattern: str
    resolve: str


class TimesTable(Struct, frozen=True):
    """``times.toml``: see the comments there."""

    classes: dict[str, dict[str, Value]]
    rules: tuple[RuleData, ...]
    context: dict[str, tuple[str, ...]]


class Rule(Struct, frozen=True):
    """A compiled rule."""

    name: str
    pattern: re.Pattern[str]
    resolve: str


class Grammar(Struct, frozen=True):
    """All that the finder needs of a language.

    ``starting`` gives the rules that may match at a place, in their order, from the :data:`LENGTH` letters there.
    """

    rules: tuple[Rule, ...]
    starting: Callable[[str], tuple[Rule, ...]]
    classes: dict[str, tuple[tuple[re.Pattern[str], Value], ...]]
    future: re.Pattern[str]
    past: re.Pattern[str]
    present: re.Pattern[str]
    daily: re.Pattern[str]
    planned: re.Pattern[str]
    since: re.Pattern[str]
    between: re.Pattern[str]
    opens_range: re.Pattern[str]
    joins_range: re.Pattern[str]
    deadline: re.Pattern[str]
    begins: re.Pattern[str]
    each: re.Pattern[str]
    ages: re.Pattern[str]

    def value(self, name: str, word: str) -> Value:
        """The value that class ``name`` gives to ``word``; raises ``KeyError`` for a word that is not in it."""
        for pattern, value in self.classes[name]:
            if pattern.fullmatch(word):
                return value
        raise KeyError(word)


@cache
def times_grammar(language: str) -> Grammar:
    """The compiled time grammar of ``language``."""
    data = table(language, "times", TimesTable)
    classes = {
        name: "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")" for name, words in data.classes.items()
    }
    expand = re.compile(r"\{([a-z_]+)\}")

    # Not inside a word or behind a hyphen; a figure may follow a dash: "15-18 Uhr".
    front = r"(?:(?<![\w-])|(?<=\d[-–])(?=\d))(?=\S)(?:"

    def written(pattern: str) -> str:
        return expand.sub(lambda match: classes[match[1]], pattern)

    patterns = [written(rule.pattern) for rule in data.rules]
    rules = tuple(
        Rule(rule.name, re.compile(front + pattern + ")", re.IGNORECASE), rule.resolve)
        for rule, pattern in zip(data.rules, patterns, strict=True)
    )
    return Grammar(
        rules=rules,
        starting=_by_opening(rules, patterns),
        classes={
            name: tuple((re.compile(word, re.IGNORECASE), value) for word, value in words.items())
            for name, words in data.classes.items()
        },
        future=_any_word(data.context["future"]),
        past=_any_word(data.context["past"]),
        present=_any_word(data.context["present"]),
        daily=_any_word(data.context["daily"]),
        planned=_any_word(data.context["planned"]),
        since=_just_before(data.context["since"]),
        between=_just_before(data.context["between"]),
        opens_range=_just_before(data.context["opens_range"]),
        joins_range=_any_word(data.context["joins_range"]),
        deadline=_just_before(data.context["deadline_before"]),
        begins=_any_word(data.context["begins"]),
        each=_shortly_before(data.context["each"]),
        ages=_any_word(data.context["ages"]),
    )


def _by_opening(rules: tuple[Rule, ...], patterns: list[str]) -> Callable[[str], tuple[Rule, ...]]:
    known: dict[str, list[int]] = {}
    for at, pattern in enumerate(patterns):
        for head in openings(pattern):
            known.setdefault(head, []).append(at)

    @lru_cache(maxsize=_KEPT)
    def starting(letters: str) -> tuple[Rule, ...]:
        head = opening(letters, 0)
        found = {at for length in range(len(head) + 1) for at in known.get(head[:length], ())}
        return tuple(rules[at] for at in sorted(found))

    return starting


def _just_before(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of ``words`` at the end of a stretch of text, with at most one word behind it."""
    return re.compile(r"(?:^|\W)(?:" + "|".join(map(re.escape, words)) + r")\s+(?:\w+\s+)?$", re.IGNORECASE)


def _shortly_before(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of ``words`` near the end of a stretch of text, with at most three words or numbers behind it."""
    return re.compile(r"(?:^|\W)(?:" + "|".join(map(re.escape, words)) + r")\W+(?:\w+\W+){0,3}$", re.IGNORECASE)


def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)
