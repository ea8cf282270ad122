"""Which attributions are claims by the annotation guideline, and what their content is.

The network follows its corpora, which also mark quoted words inside indirect speech, relative clauses and what somebody
would not say. Here one attribution is one claim, and what was declined is the report's own statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import structs

from lagebild.model import Attribution, Span, Spans, cover
from lagebild.reading.attribution.clauses import has_subjunctive
from lagebild.reading.attribution.near import Near
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.claims.firmness import declining, firmness_table
from lagebild.reading.document import sentence_at, subtract, trim
from lagebild.reading.languages.cues import cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

# A source less sure is not named (figures by threshold: docs/model-card.md): one wrong attribution costs
# more than ten missed ones.
NAMED_FROM = 0.7
_FEWEST_UNKNOWN = 4
# Code points of a comma with its blank.
_COMMA = 2
# Characters from a content within which it is declined to say it; a sentence that goes on for longer is none.
_FARTHEST_FRAME = 1_000


def claimed(
    text: str, language: str, attributions: Sequence[Attribution], sentences: tuple[Span, ...]
) -> tuple[Attribution, ...]:
    """The attributions of ``text`` that are claims, with their contents, in the order given."""
    kept = [_bare(text, language, attribution) for attribution in attributions]
    kept = [a for a in kept if a.content and _is_claim(text, language, a)]
    kept = [a for a in kept if not _is_declined(text, language, a, sentences)]
    around = Near(kept)
    return tuple(a for a in kept if not any(_is_part(a, other) for other in around.near(a)))


def covers(outer: Spans, inner: Spans) -> bool:
    """Whether every part of ``inner`` lies in one of ``outer``."""
    return all(any(s <= start and end <= e for s, e in outer) for start, end in inner)


def is_named(attribution: Attribution) -> bool:
    """Whether the source is sure enough to be named."""
    return attribution.source is not None and attribution.source_confidence >= NAMED_FROM


def _bare(text: str, language: str, attribution: Attribution) -> Attribution:
    """The content without its own source and cue at its beginning, and without a "das" that only stands for it."""
    attribution = _behind_relative(text, language, attribution)
    content = attribution.content
    if len(content) > 1:
        anaphors = firmness_table(language).anaphora.subjects
        content = tuple(part for part in content if cover(text, (part,)).lower() not in anaphors)
    if attribution.form != "direct":
        content = tuple(_without_anaphor(text, language, part) for part in content)
    source = attribution.source
    if source and content and content[0][0] == source[0][0] and source[-1][1] < content[0][1]:
        content = _behind_cue(text, language, content, source[-1][1], attribution.cue or ())
    return structs.replace(attribution, content=content)


@cache
def _anaphors(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What only refers back, at the beginning of a content before a comma, and at its end as a clause of its own."""
    words = firmness_table(language).anaphora
    either = "|".join(re.escape(word) for word in sorted({*words.subjects, *words.objects}, key=len, reverse=True))
    return re.compile(rf"(?:{either}),\s+", re.IGNORECASE), re.compile(rf"[.!?,;]\s+(?:{either})$", re.IGNORECASE)


def _without_anaphor(text: str, language: str, part: Span) -> Span:
    """The part without a word that only stands for it: "Ein Zug ist entgleist. Das [bestätigte die Bahn]"."""
    (start, end), (first, last) = part, _anaphors(language)
    written = text[start:end]
    if (found := last.search(written)) is not None:
        end = start + found.start()
    if (found := first.match(written)) is not None and start + found.end() < end:
        start += found.end()
    return trim(text, (start, end))


def _behind_cue(text: str, language: str, content: Spans, at: int, cue: Spans) -> Spans:
    """The content behind the verb that follows the source ("X sprach von ..."); as it is where none follows.

    An apposition between commas may stand between them. The verb is one of the table, what was read as the cue, or in
    German any in second place; the rest of the cue at the content's end goes as well ("hat ... angeboten").
    """
    words, verbs, closed = find_words(text, at, content[0][1]), cue_verbs(language), grammar(language)
    verb = 0
    if words and words[0].text == ",":
        verb = next((i + 1 for i in range(1, len(words) - 1) if words[i].text == ","), 0)
    cued = {start for start, _ in cue}
    if verb >= len(words) or not (
        words[verb].lower in verbs or words[verb].start in cued or _is_second(words, verb, closed)
    ):
        return content
    first = verb + 1
    while first < len(words) and words[first].lower in closed.fillers | closed.prepositions:
        first += 1
    if first == len(words):
        return content
    end = content[0][1]
    if cue and cue[-1][1] == end and cue[-1][0] > words[first].start:
        end = cue[-1][0]
    return (trim(text, (words[first].start, end)), *content[1:])


def _is_second(words: Sequence[Word], at: int, closed: Grammar) -> bool:
    """Whether the word right behind a German subject is the verb of saying: in small letters, and of no closed class.

    A Konjunktiv is what is said ("Er halte das für falsch").
    """
    if words[at].lower in closed.subjunctive | closed.subjunctive_past:
        return False
    small = closed.determiners | closed.prepositions | closed.conjunctions | closed.fillers | closed.genitives
    return closed.nouns_capitalised and words[at].text.islower() and words[at].lower not in small | closed.relatives


def _is_claim(text: str, language: str, attribution: Attribution) -> bool:
    """Whether the content is somebody's words, thoughts or plans at all."""
    if attribution.form == "direct":
        return True
    closed = grammar(language)
    words = _words(text, attribution.content)
    shown = attribution.cue is not None or attribution.form in {"free-indirect", "indirect-free-indirect"}
    if not is_named(attribution) and not shown and not has_subjunctive(words, 0, closed):
        return False
    if _is_apposition(text, language, attribution) or _is_only_a_day(words, closed):
        return False
    known = attribution.cue is not None and any(w.lower in cue_verbs(language) for w in _words(text, attribution.cue))
    return known or closed.nouns_capitalised or len(_words(text, attribution.content)) >= _FEWEST_UNKNOWN


def _is_only_a_day(words: Sequence[Word], closed: Grammar) -> bool:
    """Whether the words are only when somebody said what was said before: "confirmed that [on Monday]"."""
    return any(w.lower in closed.weekdays for w in words) and all(
        w.lower in closed.prepositions | closed.weekdays | closed.determiners for w in words
    )


def _words(text: str, spans: Spans) -> list[Word]:
    return [word for start, end in spans for word in find_words(text, start, end)]


def _is_apposition(text: str, language: str, attribution: Attribution) -> bool:
    """Whether the content only says something of the source: "Vogt, die ihn seit Jahren vertritt, nannte ..."."""
    start, end = attribution.content[0]
    source = attribution.source
    if source is None or not source[-1][1] < start <= source[-1][1] + 2 or "," not in text[source[-1][1] : start]:
        return False
    closed = grammar(language)
    words = find_words(text, start, end)
    relative = bool(words) and words[0].lower in closed.relatives
    inverted = attribution.cue is not None and attribution.cue[0][0] < source[0][0]
    return relative and not (inverted and _is_verb_second(words, closed))  # "meldet X, die Wahl werde verschoben"


def _is_verb_second(words: Sequence[Word], closed: Grammar) -> bool:
    """Whether the words are a German main clause: a phrase and a verb that does not end it."""
    verb = phrase_at(words, 0, closed)
    ends = verb + 1 >= len(words) or not words[verb + 1].text[0].isalnum()
    small = closed.prepositions | closed.fillers | closed.conjunctions | closed.genitives
    return verb > 0 and not ends and words[verb].text.islower() and words[verb].lower not in small


def _behind_relative(text: str, language: str, attribution: Attribution) -> Attribution:
    """The content without a relative clause on a source in a frame: "Laut Elbblatt, [das sich auf X beruft,] ..."."""
    source, content = attribution.source, attribution.content
    if source is None or not _is_prepositional(text, language, attribution):
        return attribution
    part = next((part for part in content if 0 < part[0] - source[-1][1] <= _COMMA), None)
    words = find_words(text, *part) if part is not None else []
    if part is None or not words:
        return attribution
    if words[0].lower in _tied(language) and "," not in cover(text, (part,)):
        return structs.replace(attribution, content=tuple(p for p in content if p != part) or content)
    opens = words[0].lower in grammar(language).relatives and "," in text[source[-1][1] : part[0]]
    close = next((i for i, word in enumerate(words[:-1]) if word.text == ","), None)
    if part != content[0] or not opens:
        return attribution
    if close is None:
        whole = len(content) > 1 and 0 < content[1][0] - part[1] <= _COMMA
        return structs.replace(attribution, content=content[1:]) if whole else attribution
    return structs.replace(attribution, content=((words[close + 1].start, part[1]), *content[1:]))


def _is_prepositional(text: str, language: str, attribution: Attribution) -> bool:
    """Whether the source stands in a frame without a verb ("laut X", "according to X")."""
    frames = cue_table(language).frames
    cue = find_words(text, *attribution.cue[0])[:1] if attribution.cue else []
    return any(word.lower in frames.before | frames.with_noun for word in cue)


def _tied(language: str) -> frozenset[str]:
    """What opens a relative clause without a comma ("a report that cited files"); nothing in German."""
    openers = cue_table(language).openers
    return frozenset() if openers.comma_before_clause else openers.words


def _is_declined(text: str, language: str, attribution: Attribution, sentences: tuple[Span, ...]) -> bool:
    """Whether the source says that it does not say it ("declined to say whether ..."): then the report says that."""
    if attribution.form == "direct":
        return False
    if _is_nobody(text, language, attribution):
        return True
    at = sentence_at(sentences, attribution.content[0][0])
    if at is None or any(sentence_at(sentences, start) != at for start, _ in attribution.content):
        return False
    (first, _), (_, last) = attribution.content[0], attribution.content[-1]
    around = max(sentences[at][0], first - _FARTHEST_FRAME), min(sentences[at][1], last + _FARTHEST_FRAME)
    for start, end in subtract(around, attribution.content):
        found = declining(language).search(text[start:end])
        if found is not None and _holds_cue((start + found.start(), start + found.end()), attribution):
            return True
    return False


def _is_nobody(text: str, language: str, attribution: Attribution) -> bool:
    """Whether the source says that there is none: "Nobody said that ...", "Keine Behörde bestätigte ..."."""
    words = _words(text, attribution.source or ())[:2]
    sources = cue_table(language).sources
    if not words or words[0].lower not in sources.silent:
        return False
    # "No. 10 said", "Not only Ford said".
    return len(words) == 1 or (words[1].text[0].isalpha() and words[1].lower not in sources.only)


def _holds_cue(span: Span, attribution: Attribution) -> bool:
    """Whether the cue lies in ``span``; an attribution without a cue has none elsewhere."""
    return attribution.cue is None or any(s < span[1] and span[0] < e for s, e in attribution.cue)


def _is_part(attribution: Attribution, other: Attribution) -> bool:
    """Whether the words are quoted inside what the same source says: one attribution, one claim."""
    if other is attribution or attribution.form != "direct":
        return False
    if not covers(other.content, attribution.content) or attribution.content == other.content:
        return False
    return not is_named(attribution) or not is_named(other) or attribution.source == other.source
