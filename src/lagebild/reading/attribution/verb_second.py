"""The clauses of a German sentence, each with the order of a main clause: subject, finite verb, the rest.

"Die Polizei rechnet mit 500 Gästen, die Veranstalter erwarten 900" are two, "Die Gewerkschaft sprach von einem Skandal
und forderte Gespräche" are two with one subject, "Während Ärzte von Grippe ausgehen, ..." has its verb at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lagebild.reading.actors.tables import PEOPLE, lexicon
from lagebild.reading.attribution.phrases import end_of_words, phrase_at
from lagebild.reading.attribution.subjects import speaks
from lagebild.reading.languages.cues import Reported
from lagebild.reading.languages.grammar import Grammar
from lagebild.reading.segment import Word

_FARTHEST_NOUN = 6
# Words of a sentence that people write.
_LONGEST = 400

Reports = Callable[[str], bool]
"""Whether a form in lower case is one of a verb whose object may be what somebody says."""


def main_clauses(
    words: Sequence[Word], closed: Grammar, reported: Reported, reports: Reports
) -> Iterator[Sequence[Word]]:
    """The clauses of a sentence that may be speech acts, by their words in the order of a main clause."""
    for part in _parted(words, reported):
        yield from _joined(part, closed, reported, reports)
    yield from _dependent(words, closed, reported, reports)


def _parted(words: Sequence[Word], reported: Reported) -> Iterator[Sequence[Word]]:
    """The parts between semicolons and clauses of contrast; what follows a colon belongs to the part before it."""
    first = 0
    for at, word in enumerate(words):
        contrast = word.text == "," and at + 1 < len(words) and words[at + 1].lower in reported.contrasting
        if word.text == ";" or contrast:
            yield words[first:at]
            first = at + 1
    yield words[first:]


def _joined(words: Sequence[Word], closed: Grammar, reported: Reported, reports: Reports) -> Iterator[Sequence[Word]]:
    """The main clauses that a comma with a new subject or "und" with a new verb parts."""
    first, subject = 0, list[Word]()
    if len(words) > _LONGEST:
        yield words  # no sentence: a text without full stops
        return
    for at in range(2, len(words) - 1):
        lower = words[at].lower
        if words[at - 1].text == "," and _begins(words, at, closed, reports):
            yield [*subject, *words[first : at - 1]]
            first, subject = at, []
        elif words[at - 1].lower == "und" and words[at].text.islower() and reports(lower):
            speaker = subject or _leading(words, first, closed)
            finite = _finite(words[first:at], speaker)
            if not speaker or finite is None or not _agree(finite, words[at], reported):
                continue
            yield [*subject, *words[first : at - 1]]
            first, subject = at, speaker
    yield from _participles([*subject, *words[first:]], closed, reported, reports)


def _participles(
    words: Sequence[Word], closed: Grammar, reported: Reported, reports: Reports
) -> Iterator[Sequence[Word]]:
    """A main clause in the perfect as two, where "und" joins a second participle: "hat X verlangt und Y gefordert"."""
    subject, end = _leading(words, 0, closed), end_of_words(words)
    finite = _finite(words, subject)
    last = finite is not None and finite.lower in reported.perfect and reports(words[end - 1].lower)
    joint = next((i for i in range(1, end) if words[i].lower == "und" and reports(words[i - 1].lower)), None)
    if not last or finite is None or joint is None or joint + 1 == end or any(w.text == "," for w in words[joint:end]):
        yield words
        return
    yield words[:joint]
    yield [*subject, finite, *words[joint + 1 : end]]


def _finite(words: Sequence[Word], subject: Sequence[Word]) -> Word | None:
    """The verb of a clause that its subject opens."""
    return next((w for w in words if w.text.islower() and subject and w.start > subject[-1].start), None)


def _begins(words: Sequence[Word], at: int, closed: Grammar, reports: Reports) -> bool:
    """Whether a main clause with a subject that speaks begins: the verb of a relative clause stands at its end."""
    end = phrase_at(words, at, closed)
    if not at < end < len(words) - 1 or not reports(words[end].lower) or not words[end].text.islower():
        return False
    return words[end + 1].text[0].isalnum() and speaks(words, at, end)


def _leading(words: Sequence[Word], first: int, closed: Grammar) -> list[Word]:
    """The subject at the head of a main clause; none where something else stands there."""
    end = phrase_at(words, first, closed)
    return list(words[first:end]) if end > first and speaks(words, first, end) else []


def _agree(first: Word, second: Word, reported: Reported) -> bool:
    """Whether two finite verbs have the same number; an infinitive of "wollen" is no finite verb."""
    if first.lower in reported.modals and second.lower.endswith("n"):
        return False
    return first.lower.endswith("n") == second.lower.endswith("n")


def _dependent(
    words: Sequence[Word], closed: Grammar, reported: Reported, reports: Reports
) -> Iterator[Sequence[Word]]:
    """The subordinate clauses of a reporting verb, its verb moved behind the subject."""
    for at, word in enumerate(words):
        if word.lower not in reported.dependent or (at and words[at - 1].text != ","):
            continue
        end = next((i for i in range(at + 1, len(words)) if not words[i].text[-1].isalnum()), len(words))
        subject = _subject_end(words, at + 1, end, closed)
        if not subject:
            continue
        verb = end - 1
        perfect = words[verb].lower in reported.perfect and verb - 1 > subject and reports(words[verb - 1].lower)
        if perfect or (verb > subject and reports(words[verb].lower)):
            yield [*words[at + 1 : subject], words[verb], *words[subject:verb]]


def _subject_end(words: Sequence[Word], first: int, end: int, closed: Grammar) -> int:
    """Where the subject behind a subordinator ends: its first noun with a name or a genitive; 0 where none speaks."""
    noun = next((i for i in range(first, min(end, first + _FARTHEST_NOUN)) if words[i].text[:1].isupper()), None)
    if noun is None or any(words[i].lower in closed.prepositions for i in range(first, noun)):
        return 0
    stop = noun + 1
    person = bool(lexicon("de").sort_of(words[noun].lower) & PEOPLE) or lexicon("de").first_name(words[noun].text)
    while person and stop < end and words[stop].text[:1].isupper():
        stop += 1
    if stop + 1 < end and words[stop].lower in {"des", "der"} and words[stop + 1].text[:1].isupper():
        stop += 2
    return stop if speaks(words, first, stop) else 0
