"""The source of an attribution, mended by grammar: its extent, who it really is, and who only hears it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, structs

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.actors.tables import PEOPLE, lexicon
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.attribution.subjects import is_feminine, noun_of
from lagebild.reading.document import sentence_at
from lagebild.reading.languages.cues import CueTable, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

# How sure a source is that grammar names.
_BY_GRAMMAR = 0.85
_LONGEST_LIST = 24
_OPENING, _CLOSING = frozenset('„“»"'), frozenset('“”«»"')


class _Place(Struct, frozen=True):
    """The sentence that an attribution stands in, by its words."""

    text: str
    language: str
    span: Span
    words: list[Word]
    closed: Grammar
    cues: CueTable


def mend_sources(
    text: str, language: str, attributions: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Attribution]:
    """The attributions with their sources mended, one after the other; contents stay as they are."""
    closed, cues = grammar(language), cue_table(language)
    places: dict[Span, _Place] = {}  # a text without full stops is one sentence with all attributions
    speaking = frozenset(_number(sentences, start) for a in attributions for start, _ in a.content)
    mended: list[Attribution] = []
    for attribution in attributions:
        sentence = _sentence_of(attribution, sentences)
        found = _not_from_later(_in_one_sentence(text, attribution, sentences), sentence)
        found = _not_from_silent(text, language, found, sentences, speaking)
        found = bare_source(text, language, found)
        if sentence is not None:
            if sentence not in places:
                places[sentence] = _Place(text, language, sentence, find_words(text, *sentence), closed, cues)
            place = places[sentence]
            found = _heard_in(place, found)
            found = _speaker_behind(place, found)
            found = _whole_list(place, found)
            found = _without_hearer(place, found)
        mended.append(found)
    return mended


def _number(sentences: Sequence[Span], position: int) -> int:
    """The number of the last sentence that begins at ``position`` or before; -1 before the first."""
    return bisect_right(sentences, position, key=lambda span: span[0]) - 1


def _sentence_of(attribution: Attribution, sentences: Sequence[Span]) -> Span | None:
    """The sentence of the cue, else that in which the content ends."""
    at = attribution.cue[0][0] if attribution.cue else attribution.content[-1][1] - 1
    number = sentence_at(sentences, at)
    return None if number is None else sentences[number]


def _in_one_sentence(text: str, attribution: Attribution, sentences: Sequence[Span]) -> Attribution:
    """Without what the network takes on from the next sentence: "..., sagte Anna Vogt. Karl Weber schwieg"."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source[0]
    at = _number(sentences, start)
    if at < 0 or not start < sentences[at][1] < end:
        return attribution
    words = [word for word in find_words(text, start, sentences[at][1]) if word.text[-1].isalnum()]
    return structs.replace(attribution, source=((start, words[-1].end),) if words else None)


def _not_from_later(attribution: Attribution, sentence: Span | None) -> Attribution:
    """Without a source that only a later sentence names: behind words in marks it may be signed, else nobody is."""
    if attribution.source is None or sentence is None or attribution.form == "direct":
        return attribution
    later = attribution.source[0][0] >= max(sentence[1], attribution.content[-1][1])
    return structs.replace(attribution, source=None) if later else attribution


def _not_from_silent(
    text: str, language: str, attribution: Attribution, sentences: Sequence[Span], speaking: frozenset[int]
) -> Attribution:
    """Without a source of an earlier sentence in which nobody says anything: "Die Polizei ermittelt. Er soll ...".

    ``speaking``: the numbers of sentences that hold what somebody says.
    """
    if attribution.source is None or attribution.cue is not None:
        return attribution
    at = _number(sentences, attribution.source[0][0])
    if at < 0 or at in speaking or sentences[at][1] > attribution.content[0][0]:
        return attribution
    telling = cue_verbs(language).keys() | cue_table(language).frame_nouns.keys()
    said = any(word.lower in telling for word in find_words(text, *sentences[at]))
    return attribution if said else structs.replace(attribution, source=None)


def bare_source(text: str, language: str, attribution: Attribution) -> Attribution:
    """The source alone: without a noun of saying in front ("Angaben der Polizei") or a time behind ("am Montag")."""
    if attribution.source is None:
        return attribution
    closed, cues = grammar(language), cue_table(language)
    start, end = attribution.source[0]
    words = find_words(text, start, end)
    noun = next((i for i, w in enumerate(words[:2]) if w.lower in cues.frame_nouns), None)
    if noun is not None and noun + 2 < len(words) and words[noun + 1].lower in cues.frames.links:
        words = words[noun + 1 :] if words[noun + 1].lower in closed.genitives else words[noun + 2 :]
    for at in range(1, len(words)):
        if _ends_source(words, at, closed):
            words = words[:at]
            break
    opened = next((i for i, w in enumerate(words) if i and w.text in _OPENING), None)
    if opened is not None and not any(w.text in _CLOSING for w in words[opened + 1 :]):
        words = words[:opened]  # a quotation begins inside it
        while words and words[-1].lower in closed.determiners:
            words = words[:-1]
    while words and (words[-1].text in {",", "–", "-", ":"} or words[-1].lower in closed.fillers):
        words = words[:-1]
    first = words[0].lower if words else ""
    if not words or (len(words) == 1 and first in closed.impersonal):
        return structs.replace(attribution, source=None)
    rest = attribution.source[1:] if words[-1].end == end else ()
    return structs.replace(attribution, source=((words[0].start, words[-1].end), *rest))


def _ends_source(words: Sequence[Word], at: int, closed: Grammar) -> bool:
    """Whether the preposition at ``at`` opens what is no part of the source; in English only a time is none."""
    if words[at].lower not in closed.prepositions or words[at].lower in closed.attaching:
        return False
    if words[at - 1].lower in closed.determiners:
        return False  # inside an attribute: "der Nachfolger des am Montag zurückgetretenen Chefs"
    if closed.nouns_capitalised:
        return True
    following = words[at + 1].lower if at + 1 < len(words) else ""
    return following in closed.weekdays or words[at].lower in {"after", "before", "during", "since", "until", "as"}


def _heard_in(place: _Place, attribution: Attribution) -> Attribution:
    """The body in which something was heard, as its source: "Im Ministerium hieß es, ..."."""
    if attribution.cue is None or attribution.source is not None:
        return attribution
    said = " ".join(place.text[s:e] for s, e in attribution.cue).lower()
    if not any(phrase in said for phrase in place.cues.sources.impersonal):
        return attribution
    for at, word in enumerate(place.words[:-1]):
        if word.lower not in place.cues.sources.heard_in or _is_inside(word.start, attribution.content):
            continue
        end = phrase_at(place.words, at + 1, place.closed)
        head = place.words[end - 1].lower if end > at + 1 else ""
        named = any(w.lower.endswith(noun) for w in place.words[at + 1 : end] for noun in place.cues.sources.bodies)
        if head and named:
            return _with_source(place, attribution, at + 1, end)
    return attribution


def _speaker_behind(place: _Place, attribution: Attribution) -> Attribution:
    """The subject behind the verb where the phrase in front is a dative: "Der Zeitung sagte Vogt, ..."; else nobody."""
    words, source = place.words, attribution.source
    if source is None or not words or source[0][0] != words[0].start or not place.closed.nouns_capitalised:
        return attribution
    last = next((i for i, w in enumerate(words) if w.end >= source[0][1]), 0)
    feminine = words[0].lower == "der" and is_feminine(noun_of(words[: last + 1]), place.cues)
    if not (words[0].lower == "dem" or feminine) or last + 2 >= len(words):
        return attribution
    if words[last + 1].lower not in cue_verbs(place.language):
        return attribution
    hearer = ((words[0].start, words[last].end),)
    end = phrase_at(words, last + 2, place.closed)
    if end == last + 2 or words[last + 2].lower in place.cues.cases.no_nominatives:
        return structs.replace(attribution, source=None, addressees=(*attribution.addressees, hearer))
    if words[last + 2].lower in place.cues.cases.articles:
        end = _noun_phrase_end(words, last + 2, end)
    found = _with_source(place, attribution, last + 2, end)
    return structs.replace(found, addressees=(*found.addressees, hearer))


def _noun_phrase_end(words: Sequence[Word], first: int, end: int) -> int:
    """The end of a subject that an object without an article may follow ("der Verband Versagen vor"): its first noun.

    A genitive or a conjunction behind the noun goes on with it, and so does a name of a person's noun.
    """
    noun = next((i for i in range(first + 1, end) if words[i].text[:1].isupper()), end - 1)
    if noun + 1 >= end or not words[noun + 1].text[:1].isupper():
        return end
    person = bool(lexicon("de").sort_of(words[noun].lower) & PEOPLE)
    return end if person else noun + 1


def _with_source(place: _Place, attribution: Attribution, first: int, last: int) -> Attribution:
    spans = ((place.words[first].start, place.words[last - 1].end),)
    addressees = tuple(a for a in attribution.addressees if not _touch(a, spans))
    return structs.replace(
        attribution,
        source=spans,
        addressees=addressees,
        source_confidence=max(_BY_GRAMMAR, attribution.source_confidence),
    )


def _whole_list(place: _Place, attribution: Attribution) -> Attribution:
    """The source with those named before it in one list: "drei Beamte, zwei Soldaten und ein Diplomat"."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source[0]
    first = bisect_left(place.words, start, key=lambda word: word.start)
    if first == len(place.words) or place.words[first].start != start:
        return attribution
    behind = bisect_left(place.words, end, key=lambda word: word.start)
    listed = any(word.lower in place.closed.conjunctions for word in place.words[first + 1 : behind])
    begin = first
    while begin > 1 and (before := _listed_before(place, begin, listed)) is not None:
        begin, listed = before, True
        if first - begin > _LONGEST_LIST:
            return attribution
    if begin == first or not _opens_list(place, begin) or _is_inside(place.words[begin].start, attribution.content):
        return attribution
    return structs.replace(attribution, source=((place.words[begin].start, end), *attribution.source[1:]))


def _listed_before(place: _Place, first: int, listed: bool) -> int | None:
    """Where the phrase begins that a conjunction (or a comma inside a list) ties to the one at ``first``."""
    words, closed = place.words, place.closed
    joint = words[first - 1]
    if joint.lower not in closed.conjunctions and not (listed and joint.text == ","):
        return None
    begin = None
    for at in range(first - 2, max(-1, first - 9), -1):
        opens = words[at].lower in closed.determiners or words[at].text[:1].isupper() or words[at].text[:1].isdigit()
        if phrase_at(words, at, closed, first - 1) != first - 1:
            break
        if opens:
            begin = at
    return begin


def _opens_list(place: _Place, at: int) -> bool:
    """Whether the list begins here: at the head of the sentence, behind a mark, a subordinator or its own verb."""
    if at == 0:
        return True
    before, closed = place.words[at - 1], place.closed
    return (
        before.text in {",", ":", "“", "”", '"', "«", "»", "–", "—"}
        or before.lower in closed.subordinators
        or before.lower in place.cues.frames.before
        or before.lower in place.cues.frames.links
        or before.lower in _speaking(place.language)
    )


@cache
def _speaking(language: str) -> frozenset[str]:
    """The forms of verbs of saying, without particles."""
    written = cue_table(language).verbs["state"].values()
    return frozenset(form for forms in written for form in forms.split() if "|" not in form)


def _without_hearer(place: _Place, attribution: Attribution) -> Attribution:
    """Without a paper or agency in the dative behind the source: "sagten vier Beamte der Agentur X" told it to X."""
    if attribution.source is None or attribution.cue is None or len(attribution.source) > 1:
        return attribution
    words = find_words(place.text, *attribution.source[0])
    if words[0].lower in place.cues.sources.datives or not _tells(place, attribution.cue):
        return attribution
    tables = place.cues.sources
    for at in range(1, len(words) - 1):
        paper = any(words[at + 1].lower.endswith(noun) for noun in tables.papers) or words[at + 1].text in '„"»“'
        if words[at].lower not in tables.datives or not paper:
            continue
        holder = words[at - 1].lower
        if any(holder.endswith(noun) or holder.rstrip("enrs").endswith(noun) for noun in tables.staff):
            return attribution
        hearer = ((words[at].start, attribution.source[0][1]),)
        return structs.replace(
            attribution,
            source=((attribution.source[0][0], words[at - 1].end),),
            addressees=(*attribution.addressees, hearer),
        )
    return attribution


def _tells(place: _Place, cue: Spans) -> bool:
    """Whether the cue is a verb of saying, not a frame ("nach Angaben")."""
    speaking = _speaking(place.language)
    return any(word.lower in speaking for start, end in cue for word in find_words(place.text, start, end))


def _is_inside(at: int, spans: Spans) -> bool:
    return any(start <= at < end for start, end in spans)


def _touch(one: Spans, other: Spans) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)
