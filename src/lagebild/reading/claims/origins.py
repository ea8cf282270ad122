"""Who a claim goes back to where its sentence names no source: "demnach", "hieß es", Konjunktiv that goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, structs

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution.clauses import has_subjunctive
from lagebild.reading.attribution.own_account import is_own, own_speaker
from lagebild.reading.claims.contents import is_named
from lagebild.reading.document import sentence_at
from lagebild.reading.languages.cues import cue_table
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Word, find_words

# How sure an earlier source is that goes on, and one taken from the paragraph before.
_GOES_ON = 0.8
_FROM_BEFORE = 0.7
# That of a sentence's subject, where it gives its own account.
_OWN = 0.8
_GOING_ON = frozenset({"free-indirect", "indirect-free-indirect"})


class _Sentence(Struct, frozen=True):
    """A sentence's words; ``following``: "demnach" or its like ties it to what was reported before."""

    words: Sequence[Word]
    following: bool
    subjunctive: bool


def with_origins(
    text: str, language: str, attributions: Sequence[Attribution], sentences: tuple[Span, ...]
) -> tuple[Attribution, ...]:
    """The attributions (in the order of the text) with the sources that go on from earlier ones."""
    found: list[Attribution] = []
    known: dict[int, _Sentence] = {}  # a text without full stops is one sentence with all attributions
    for attribution in attributions:
        at = sentence_at(sentences, attribution.content[0][0])
        if at is not None and at not in known:
            known[at] = _read(text, language, sentences[at])
        one = _own(text, language, attribution, known[at].words if at is not None else ())
        one = _bare_noun(text, language, one)
        if at is not None and _continues(text, language, one, known[at]):
            one = _continued(text, one, found, sentences, at, following=known[at].following)
        found.append(one)
    return tuple(found)


def _own(text: str, language: str, attribution: Attribution, words: Sequence[Word]) -> Attribution:
    """The subject of the sentence as the source of what it says "nach eigenen Angaben"."""
    if attribution.source is None:
        return attribution
    if not is_own(find_words(text, *attribution.source[0]), language):
        return attribution
    found = own_speaker(words, language)
    if found is None:
        return structs.replace(attribution, source=None)
    source = ((words[found[0]].start, words[found[1] - 1].end),)
    return structs.replace(attribution, source=source, source_confidence=max(_OWN, attribution.source_confidence))


def _bare_noun(text: str, language: str, attribution: Attribution) -> Attribution:
    """The source without a preposition in front ("im Ministerium")."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source[0]
    words = find_words(text, start, end)
    if len(words) < 2 or words[0].lower not in cue_table(language).sources.inside:
        return attribution
    return structs.replace(attribution, source=((words[1].start, end), *attribution.source[1:]))


def _read(text: str, language: str, span: Span) -> _Sentence:
    words, continuing = find_words(text, *span), cue_table(language).frames.continuing
    following = any(word.lower in continuing for word in words)
    return _Sentence(words, following, has_subjunctive(words, 0, grammar(language)))


def _continues(text: str, language: str, attribution: Attribution, sentence: _Sentence) -> bool:
    """Whether the attribution goes on from an earlier source: it names none of its own, or only "demnach"."""
    if attribution.form == "direct":
        return False
    source, words = attribution.source, sentence.words
    elsewhere = source is None or not words or not words[0].start <= source[0][0] < words[-1].end
    if sentence.following and (elsewhere or _is_following(text, language, attribution)):
        return True
    if is_named(attribution):
        return False
    impersonal = attribution.cue is not None and any(
        phrase in " ".join(text[s:e] for s, e in attribution.cue).lower()
        for phrase in cue_table(language).sources.impersonal
    )
    said = attribution.form in _GOING_ON or (attribution.cue is None and sentence.subjunctive)
    return impersonal or said


def _is_following(text: str, language: str, attribution: Attribution) -> bool:
    return any(text[s:e].lower() in cue_table(language).frames.continuing for s, e in attribution.source or ())


def _continued(
    text: str,
    attribution: Attribution,
    before: Sequence[Attribution],
    sentences: tuple[Span, ...],
    at: int,
    *,
    following: bool,
) -> Attribution:
    """The attribution with the source that it goes on from, or with none."""
    start = sentences[at][0]
    paragraph = text.rfind("\n", 0, start) + 1
    latest = next((a for a in reversed(before) if is_named(a)), None)
    opens = at == 0 or sentences[at - 1][0] < paragraph
    source, confidence = None, _GOES_ON
    if latest is not None and latest.content[0][0] >= paragraph and _is_near(latest, sentences, at):
        source = latest.source
    elif opens and following:
        earlier = text.rfind("\n", 0, max(0, len(text[:paragraph].rstrip()))) + 1
        source, confidence = _leading([a for a in before if is_named(a) and a.content[0][0] >= earlier]), _FROM_BEFORE
    if source is None:
        return structs.replace(attribution, source=None) if following else attribution
    return structs.replace(attribution, source=source, source_confidence=confidence)


def _is_near(earlier: Attribution, sentences: tuple[Span, ...], at: int) -> bool:
    """Whether it stands in this sentence or the one before."""
    number = sentence_at(sentences, earlier.content[-1][0])
    return number is not None and at - number <= 1


def _leading(earlier: Sequence[Attribution]) -> Spans | None:
    """The source with more claims than any other; none where two come equal."""
    counted = Counter(a.source for a in earlier if a.source is not None).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]
