"""What a claim says otherwise than another of the same matter: another number, another date, or that it is not so."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from lagebild.reading.claims.firmness import declines
from lagebild.reading.languages import LANGUAGES
from lagebild.story.deadlines import ahead
from lagebild.story.entries import Entry
from lagebild.story.items import Count, comparable_units, magnitude
from lagebild.story.likeness import same_days, same_number
from lagebild.story.words import says

# Other words for what is counted, and what is so against what is to come, are taken for the same only from here on.
_SURE, _SURE_BESIDE = 0.8, 0.5
_ROUGH = 0.05
FUTURE = frozenset({"plan", "predict", "demand", "warn"})
"""Acts whose content is still to come."""
_DENIALS = frozenset({"deny", "question"})

Words = tuple[str, ...]


class Difference(Struct, frozen=True):
    """What two claims of one matter differ in, with the words of both."""

    by: Literal["number", "date", "polarity"]
    words: Words


def difference(a: Entry, b: Entry, likeness: float, *, next_to: bool = False) -> Difference | None:
    """What the later claim ``b`` says otherwise than ``a``, of which it is this much alike; ``None``: nothing.

    ``next_to``: it follows ``a`` in the same report.
    """
    sure = likeness >= _SURE
    other_words = sure if a.report.id != b.report.id else next_to and likeness >= _SURE_BESIDE and a.source != b.source
    if words := _numbers(a, b, other_words=other_words, other_mode=sure):
        return Difference("number", words)
    if words := _dates(a, b):
        return Difference("date", words)
    if words := _polarity(a, b):
        return Difference("polarity", words)
    return None


def _numbers(a: Entry, b: Entry, *, other_words: bool, other_mode: bool) -> Words | None:
    """The words of two numbers of the same thing that cannot both be right.

    ``other_words``: other words of one language may stand for the same thing counted. ``other_mode``: what is so and
    what is to come may be the same thing ("2,500 soldiers are there", "800 soldiers will go").
    """
    other_mode = other_mode or _to_come(a) == _to_come(b)
    if any(_agree(x, y) for x in a.item.counts for y in b.item.counts):
        return None
    for x, one in zip(a.item.counts, a.claim.quantities, strict=True):
        for y, other in zip(b.item.counts, b.claim.quantities, strict=True):
            named = bool(x.of and y.of) and x.unit is None
            otherwise = not x.of & y.of and a.item.language == b.item.language
            if named and ((otherwise and not other_words) or not other_mode):
                continue
            if _comparable(a, b, x, y) and (_apart(x, y) or _narrower(x, y)):
                return one.text, other.text
    return None


def _agree(x: Count, y: Count) -> bool:
    """Whether two numbers are one, or one is the bound that the other names ("up to 1,800", "about 1,800")."""
    if same_number(x, y):
        return True
    ends = [[end for end in (count.low, count.high) if end is not None] for count in (x, y)]
    return x.unit == y.unit and (len(ends[0]) == 1 or len(ends[1]) == 1) and bool(set(ends[0]) & set(ends[1]))


def _comparable(a: Entry, b: Entry, x: Count, y: Count) -> bool:
    if not comparable_units(x, y):
        return False
    if x.of & y.of:
        return True
    alone = len(a.item.counts) == len(b.item.counts) == 1
    unsaid = not x.of or not y.of or a.item.language != b.item.language
    large = x.large and y.large and magnitude(x, y)
    return (alone and (unsaid or large)) or (not (x.of and y.of) and large)


def _apart(x: Count, y: Count) -> bool:
    slack = _ROUGH if x.about != y.about else 0.0

    def below(high: float | None, low: float | None) -> bool:
        return high is not None and low is not None and high * (1 + slack) < low

    return below(x.high, y.low) or below(y.high, x.low)


def _narrower(x: Count, y: Count) -> bool:
    """Whether the later number says more than the earlier: an open end is closed."""
    return (x.low is None or x.high is None) and y.low is not None and y.high is not None


def _dates(a: Entry, b: Entry) -> Words | None:
    """The words of two dates ahead, one of each claim, that differ; "not in May but in June" names June."""
    ones, others = ahead(a), ahead(b)
    if len(ones) != 1:
        return None
    another = [other for other in others if not same_days(ones[0].days, other.days)]
    replaced = bool(another) and says(b.claim.text, b.report.language, "instead") is not None
    if not another or (len(another) < len(others) and not replaced):
        return None
    return ones[0].time.text, another[-1].time.text


def _to_come(entry: Entry) -> bool:
    return entry.claim.act in FUTURE or entry.claim.orientation == "future" or bool(ahead(entry))


def _polarity(a: Entry, b: Entry) -> Words | None:
    if denies(a) == denies(b) or _tells_nothing(a) or _tells_nothing(b):
        return None
    return a.claim.text, b.claim.text


def _tells_nothing(entry: Entry) -> bool:
    """Whether the claim says only that somebody will not say, or that it is open."""
    language = entry.report.language
    if language not in LANGUAGES:
        return False
    return entry.claim.certainty == "unknown" or declines(entry.claim.text, language)


def denies(entry: Entry) -> bool:
    """Whether the claim says that something is not so, or its source says so of it; "not before May" is a date."""
    negative = entry.claim.polarity == "negative"
    if negative and says(entry.claim.text, entry.report.language, "moved") and ahead(entry):
        negative = False
    # What is denied in a sentence of its own is still what the report says; doubt is told with its content.
    doubted = bool(entry.claim.sources) and entry.claim.sources[0].act == "question"
    denied = doubted or entry.claim.act in _DENIALS
    return negative != denied


def holds(a: Entry, other: Entry) -> bool:
    """Whether a claim says the same number or date as ``a``."""
    numbers = any(same_number(x, y) for x in a.item.counts for y in other.item.counts)
    dates = any(same_days(x.days, y.days) for x in ahead(a) for y in ahead(other))
    return numbers or dates
