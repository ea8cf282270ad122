"""What the frame of an attribution says of its content: the act, and whether the frame denies it."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from lagebild.model import Act, Attribution, Certainty, Spans, cover
from lagebild.reading.claims.chains import CueReading, read_cue
from lagebild.reading.claims.firmness import denies, firmness_table
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.document import subtract
from lagebild.reading.languages.cues import cue_table, cue_verbs
from lagebild.reading.segment import find_words

# Code points that hold the word behind a cue, or the first of a content.
_FARTHEST_WORD = 16
# Words before and behind a cue that may deny it: "[did not] believe", "decided [not to]".
_AROUND = 2
_FARTHEST_AROUND = 24
# Code points between a source and its content that may be a cue the network did not mark.
_FARTHEST_BETWEEN = 40
_BREAK = re.compile(r"[,;:.!?–—„“”\"»«]")


class Framing(Struct, frozen=True):
    """How a content is introduced; ``negated``: its frame says that it is not so ("did not believe that ...").

    ``certainty`` is set where the frame alone tells it ("did not rule out that ...") or the content asks.
    """

    lemma: str | None
    act: Act
    negated: bool = False
    certainty: Certainty | None = None


def framing_of(text: str, attribution: Attribution, language: str, *, asked: bool) -> Framing:
    """The framing of ``attribution``; ``asked``: its content is a question.

    Phrases come before single words: "called on" demands, "called" does not.
    """
    table = firmness_table(language)
    first = _first_word(text, attribution)
    asked = asked or first in table.asked["words"]
    cue = attribution.cue or _between(text, attribution, language)
    read = read_cue(text, cue, language)
    act = read.act if cue is None else _act_of_cue(_with_following(text, cue, attribution.content), read, language)
    if cue is not None and read.lemma is not None and _asks(text, cue, read.lemma, language, asked=asked):
        act = "question"
    if read.lemma in table.with_infinitive.acts and first in table.with_infinitive.markers:
        act = table.with_infinitive.acts[read.lemma]
    if act == "state" and asked:
        act = "question"
    framing = Framing(read.lemma, act, certainty="unknown" if asked and act == "question" else None)
    return framing if cue is None else _denied(framing, text, cue, attribution.content, language)


def _with_following(text: str, cue: Spans, content: Spans) -> str:
    """The cue with the words behind it that are not the content's: "called [on the] city to act"."""
    return " ".join((cover(text, cue), *_behind(text, cue, content)))


def _behind(text: str, cue: Spans, content: Spans) -> list[str]:
    end = cue[-1][1]
    last = min([end + _FARTHEST_AROUND, *(s for s, _ in content if s >= end)])
    return _BREAK.split(text[end:last])[0].split()[:_AROUND]


@cache
def _phrases(language: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    return tuple((act, compile_phrases(phrases)) for act, phrases in firmness_table(language).cue_acts.items())


def _act_of_cue(cue: str, read: CueReading, language: str) -> Act:
    """The act of the phrase that comes first in ``cue``, unless a verb before it does something ("decided to seek")."""
    found = ((match.start(), act) for act, pattern in _phrases(language) if (match := pattern.search(cue)))
    at, act = min(found, default=(len(cue), read.act))
    if read.lemma is None and act == "state":
        return next((by for word in find_words(cue) if (by := _infinitives(language).get(word.lower))), act)
    if read.act == "state":
        return act
    verb = next((word.start for word in find_words(cue) if word.lower in cue_verbs(language)), len(cue))
    return act if at <= verb else read.act


@cache
def _infinitives(language: str) -> dict[str, Act]:
    """The act of each verb by its infinitive, for "konnten sich darauf einigen" (alone "einigen" is no verb)."""
    known = firmness_table(language).with_infinitive.told_by_form
    return {lemma: act for act, verbs in cue_table(language).verbs.items() for lemma in verbs if known}


def _asks(text: str, cue: Spans, lemma: str, language: str, *, asked: bool) -> bool:
    """Whether a question follows a verb that also demands ("asked whether", "asked about all four")."""
    openers = cue_table(language).openers
    if lemma not in openers.asking:
        return False
    following = find_words(text, cue[-1][1], cue[-1][1] + _FARTHEST_WORD)[:1]
    words = openers.questions | set(openers.asking[lemma].split())
    return asked or any(word.lower in words for word in following)


def _between(text: str, attribution: Attribution, language: str) -> Spans | None:
    """The words between source and content where no cue was found and a verb of the tables is one of them."""
    source, start = attribution.source, attribution.content[0][0]
    if source is None or not 0 < start - source[-1][1] <= _FARTHEST_BETWEEN:
        return None
    gap = ((source[-1][1], start),)
    known = not _BREAK.search(text, *gap[0]) and read_cue(text, gap, language).lemma is not None
    return gap if known else None


def _first_word(text: str, attribution: Attribution) -> str | None:
    start, end = attribution.content[0]
    words = find_words(text, start, min(end, start + _FARTHEST_WORD))[:1]
    return words[0].lower if words else None


def _denied(framing: Framing, text: str, cue: Spans, content: Spans, language: str) -> Framing:
    """The framing with a negation of its cue: of a denial or doubt it makes a statement, of a thought one denied."""
    table = firmness_table(language).denied
    known = framing.lemma in table.reversed or framing.lemma in table.carried
    if not known or not denies(_around(text, cue, content), language):
        return framing
    if framing.lemma in table.reversed:
        certainty = table.reversed[framing.lemma]
        return Framing(framing.lemma, "state", certainty=None if certainty == "certain" else certainty)
    return Framing(framing.lemma, framing.act, negated=True)


def _around(text: str, cue: Spans, content: Spans) -> str:
    """The cue with the words beside it that are not the content's, as far as no mark comes between."""
    start, end = cue[0][0], cue[-1][1]
    first = max([start - _FARTHEST_AROUND, 0, *(e for _, e in content if e <= start)])
    before = _BREAK.split(text[first:start])[-1].split()[-_AROUND:]
    middle = (text[s:e] for s, e in subtract((start, end), content))
    return " ".join((*before, *middle, *_behind(text, cue, content)))
