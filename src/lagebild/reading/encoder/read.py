"""Attributions of a text by the network: quotations in a first pass, the roles of each in a second."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from lagebild.model import Attribution, Form, Span, Spans
from lagebild.reading.encoder.confidence import ContentEvidence, SourceEvidence, share
from lagebild.reading.encoder.crop import Crop, crop
from lagebild.reading.encoder.decode import BEGIN, OUTSIDE, Floats, Found, quotations, viterbi
from lagebild.reading.encoder.parts import joined
from lagebild.reading.encoder.session import Network, network
from lagebild.reading.encoder.windows import Window, cut
from lagebild.reading.languages.cues import cue_table
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Word, find_words

FORMS: tuple[Form, ...] = ("direct", "indirect", "reported", "free-indirect", "indirect-free-indirect")
"""The order of the form scores."""
ROLES = ("source", "cue", "frame", "addressee")
_LONGEST_SOURCE = 40
# Windows whose lower output is kept at a time: some 15,000 words, 45 MB.
_HELD = 64
_PRESENT = 0.5
# What is less likely to be right than half of the F1 that is reached lowers it (Lipton et al. 2014).
_LEAST = 0.4
_QUOTES = "\"“”„«»‚‘’'"
_ENDS = ".,;:!?…–— "


class _Roles(Struct, frozen=True):
    """What the second pass found for one quotation: word indices of the text by role.

    ``ends``, ``mean``, ``least`` and ``other``: see :class:`SourceEvidence`; without a source ``ends`` is of nobody.
    """

    source: tuple[int, ...]
    ends: float
    mean: float
    least: float
    other: float
    cue: tuple[int, ...]
    frame: tuple[int, ...]
    addressee: tuple[int, ...]
    form: int


class Weighed(Struct, frozen=True):
    """An attribution with what its confidences are made of; no source, no evidence of one."""

    attribution: Attribution
    content: ContentEvidence
    source: SourceEvidence | None


def find_attributions(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of ``text`` in the order of their content; the same text always gives the same ones.

    Contents are without an opening "dass" or "that", outer quotation marks and final punctuation. Long texts are read
    in windows of some 480 subwords. Confidences are shares that hold (:mod:`confidence`).
    """
    of_content, of_source = (network().confidence[f"{part}_{language}"] for part in ("content", "source"))
    found = []
    for one in weighed(text, language, sentences):
        of_one = one.attribution.source_confidence
        if one.source is not None:
            of_one = round(share(one.source.features(), of_source), 4)
        confidence = round(share(one.content.features(), of_content), 4)
        if confidence >= _LEAST:
            found.append(structs.replace(one.attribution, confidence=confidence, source_confidence=of_one))
    return joined(found, sentences)


def weighed(text: str, language: str, sentences: Sequence[Span], net: Network | None = None) -> list[Weighed]:
    """The attributions with the network's own probabilities, and the evidence for them.

    ``net``: another network than the one that ships.
    """
    words = find_words(text)
    if not words:
        return []
    net = net or network()
    numbers = _sentence_numbers(text, words, sentences)
    read = _read(net, cut(net.tokenizer.encode(text, words), words, sentences), numbers, language)
    attributions = (_weighed(text, words, found, roles, language) for found, roles in read)
    return sorted((w for w in attributions if w is not None), key=lambda w: w.attribution.content)


def _read(net: Network, windows: list[Window], numbers: list[int], language: str) -> Iterator[tuple[Found, _Roles]]:
    """Quotations with their roles, in stretches of some windows, so that a book takes no more memory than a chapter.

    A stretch ends with a sentence behind which no quotation goes on; its last window is held for what follows.
    """
    starts, transitions = net.parameters[f"starts_{language}"], net.parameters[f"transitions_{language}"]
    held: list[tuple[Window, Floats]] = []
    scores: list[Floats] = []
    before: list[Found] = []
    begin = 0
    for at, w in enumerate(windows, 1):
        lower, own = net.tag(w.ids, w.starts, language)
        held.append((w, lower))
        scores.append(own[w.own_first - w.first : w.own_last - w.first])
        if at < len(windows) and len(held) < _HELD:
            continue
        emissions = np.concatenate(scores)
        path = viterbi(emissions, starts, transitions)
        end = len(path) if at == len(windows) else _seam(path, numbers[begin : begin + len(path)])
        here, beyond = (
            [
                structs.replace(f, words=tuple(word + begin + low for word in f.words))
                for f in quotations(path[low:high], emissions[low:high], numbers[begin + low : begin + high])
            ]
            for low, high in ((0, end), (end, len(path)))
        )
        yield from zip(here, _second_pass(net, held, here, [*before, *here, *beyond]), strict=True)
        held, scores, begin, before = held[-1:], [emissions[end:]], begin + end, here


def _seam(path: NDArray[np.int64], numbers: Sequence[int]) -> int:
    """The last word that begins a sentence while no quotation goes on; the end if there is none."""
    for at in range(len(path) - 1, 0, -1):
        if numbers[at] != numbers[at - 1] and all(tag in {OUTSIDE, BEGIN} for tag in path[at].tolist()):
            return at
    return len(path)


def _sentence_numbers(text: str, words: Sequence[Word], sentences: Sequence[Span]) -> list[int]:
    """The number of each word's sentence; a paragraph counts as a sentence more, so that nothing goes on across it."""
    starts = [start for start, _ in sentences]
    paragraphs = [at for at in range(1, len(starts)) if "\n\n" in text[starts[at - 1] : starts[at]]]
    return [(sentence := bisect_right(starts, word.start)) + bisect_right(paragraphs, sentence - 1) for word in words]


def _second_pass(
    net: Network, held: list[tuple[Window, Floats]], found: list[Found], everything: list[Found]
) -> list[_Roles]:
    """The roles of ``found``; ``everything`` are these and their neighbours, which are marked around them."""
    windows = [window for window, _ in held]
    roles: list[_Roles] = []
    for f in found:
        where = _place(windows, f)
        c = _crop(windows[where], f, everything)
        roles.append(_decode(c, windows[where].first, *net.roles(held[where][1][c.rows], c.first, c.inside)))
    return roles


def _place(windows: list[Window], found: Found) -> int:
    """The window that holds most of the quotation, the one that decided its beginning if several do."""
    first, last = found.words[0], found.words[-1]
    return max(
        range(len(windows)),
        key=lambda i: (
            min(last + 1, windows[i].last) - max(first, windows[i].first),
            windows[i].own_first <= first < windows[i].own_last,
        ),
    )


def _crop(window: Window, found: Found, everything: list[Found]) -> Crop:
    def inside(other: Found) -> list[int]:
        return [i - window.first for i in other.words if window.first <= i < window.last]

    near = [f for f in everything if f.words[0] < window.last and f.words[-1] >= window.first]
    others = [inside(other) for other in near if other is not found]
    return crop(window.starts, len(window.ids), inside(found), others)


def _decode(part: Crop, offset: int, scores: Floats, pointers: Floats, forms: Floats) -> _Roles:
    probabilities = 1 / (1 + np.exp(-scores))
    source, ends, other = _source(pointers)
    tagged = probabilities[list(source) or [0], 0]

    def role(index: int) -> tuple[int, ...]:
        return tuple(part.words[i] + offset for i in range(1, len(part.words)) if probabilities[i, index] > _PRESENT)

    return _Roles(
        source=tuple(part.words[i] + offset for i in source),
        ends=ends,
        mean=float(tagged.mean()),
        least=float(tagged.min()),
        other=other,
        cue=role(1),
        frame=role(2),
        addressee=role(3),
        form=int(forms.argmax()),
    )


def _source(pointers: Floats) -> tuple[tuple[int, ...], float, float]:
    """The words of the source by its ends, or none where CLS is the likelier end; how likely, and the next best."""
    shifted = np.exp(pointers - pointers.max(0))
    ends = shifted / shifted.sum(0)
    count = len(ends)
    joint = np.triu(np.outer(ends[1:, 0], ends[1:, 1])) if count > 1 else np.zeros((0, 0), np.float32)
    joint = joint - np.triu(joint, _LONGEST_SOURCE)
    nobody = float(ends[0, 0] * ends[0, 1])
    if joint.size == 0 or joint.max() <= nobody:
        return (), nobody, float(joint.max(initial=0.0))
    start, end = divmod(int(joint.argmax()), joint.shape[1])
    apart = max(float(joint[:start, :start].max(initial=0.0)), float(joint[end + 1 :, end + 1 :].max(initial=0.0)))
    return tuple(range(start + 1, end + 2)), float(joint.max()), max(nobody, apart)


def _weighed(text: str, words: Sequence[Word], found: Found, roles: _Roles, language: str) -> Weighed | None:
    content = _content(text, _spans(words, found.words), language)
    if not content:
        return None
    form = FORMS[roles.form] if language == "de" else "indirect"
    if found.layer == 0 or (form == "direct" and text[content[0][0] - 1 : content[0][0]] in _QUOTES):
        form = "direct"
    elif form == "direct":
        form = "indirect"
    attribution = Attribution(
        form=form,
        content=content,
        source=_spans(words, roles.source) or None,
        cue=_spans(words, roles.cue) or None,
        addressees=(_spans(words, roles.addressee),) if roles.addressee else (),
        frame=_spans(words, roles.frame) or None,
        confidence=round(found.mean, 4),
        source_confidence=round(roles.ends, 4),
    )
    return Weighed(attribution, *_evidence(words, found, roles, FORMS.index(form), language))


def _evidence(
    words: Sequence[Word], found: Found, roles: _Roles, form: int, language: str
) -> tuple[ContentEvidence, SourceEvidence | None]:
    content = ContentEvidence(
        mean=found.mean,
        least=found.least,
        first=found.first,
        behind=found.behind,
        words=len(found.words),
        layer=found.layer,
        form=form,
        has_source=bool(roles.source),
        has_cue=bool(roles.cue),
        has_frame=bool(roles.frame),
    )
    if not roles.source:
        return content, None
    source = SourceEvidence(
        ends=roles.ends,
        mean=roles.mean,
        least=roles.least,
        other=roles.other,
        words=len(roles.source),
        distance=max(0, found.words[0] - roles.source[-1] - 1, roles.source[0] - found.words[-1] - 1),
        form=form,
        has_cue=bool(roles.cue),
        is_pronoun=all(words[i].lower in grammar(language).pronouns for i in roles.source),
    )
    return content, source


def _spans(words: Sequence[Word], chosen: Sequence[int]) -> Spans:
    """Neighbouring words as one span."""
    spans: list[Span] = []
    for at, i in enumerate(chosen):
        if at and chosen[at - 1] == i - 1:
            spans[-1] = (spans[-1][0], words[i].end)
        else:
            spans.append((words[i].start, words[i].end))
    return tuple(spans)


def _content(text: str, spans: Spans, language: str) -> Spans:
    """The spans without what only opens or closes the content."""
    openers = cue_table(language).openers.words
    kept: list[Span] = []
    for at, (start, end) in enumerate(spans):
        first, last = _trimmed(text, start, end)
        opener = text[first:last].split(" ", 1)[0].lower() if at == 0 else ""
        if opener in openers:
            first, last = _trimmed(text, first + len(opener), last)
        if last > first:
            kept.append((first, last))
    return tuple(kept)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space and marks at the ends; a quotation mark only if its partner is not inside."""
    changed = True
    while changed and start < end:
        changed = False
        if text[start] in _ENDS or (
            text[start] in _QUOTES and not any(q in text[start + 1 : end - 1] for q in _QUOTES)
        ):
            start, changed = start + 1, True
        elif text[end - 1] in _ENDS or (
            text[end - 1] in _QUOTES and not any(q in text[start + 1 : end - 1] for q in _QUOTES)
        ):
            end, changed = end - 1, True
        elif text[start] in _QUOTES and text[end - 1] in _QUOTES:
            start, end, changed = start + 1, end - 1, True
    return start, end
