"""Documents cut to windows that the encoder takes, and batches of them as arrays."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from training.data import LAYERS, layers_of

from lagebild.bench.corpora import ROLES, Document, Quote
from lagebild.reading.encoder.crop import crop
from lagebild.reading.encoder.subwords import CLS, PAD, SEP, SubwordTokenizer

Array = NDArray[np.int64]
LONGEST = 480


class Window(Struct, frozen=True):
    """A run of sentences: word range of the document, subwords with CLS and SEP, first subword of each word."""

    document: Document
    first_word: int
    last_word: int
    ids: Array
    first: Array

    @property
    def quotes(self) -> list[Quote]:
        """The quotations that lie wholly inside."""
        return [q for q in self.document.quotes if self.first_word <= q.content[0] and q.content[-1] < self.last_word]


class TagBatch(Struct, frozen=True):
    """Windows of one language, padded."""

    windows: list[Window]
    language: str
    ids: Array
    mask: NDArray[np.float32]
    first: Array
    lengths: Array
    tags: Array


def windows_of(document: Document, tokenizer: SubwordTokenizer, longest: int = LONGEST) -> list[Window]:
    """Windows of whole sentences; each but the first begins two sentences before the last one ended."""
    subwords = tokenizer.encode(document.text, document.words)
    starts = [*subwords.first.tolist(), len(subwords.ids)]
    bounds = _sentence_bounds(document)
    windows: list[Window] = []
    at = 0
    while at < len(bounds):
        end = at
        while end + 1 < len(bounds) and starts[bounds[end + 1][1]] - starts[bounds[at][0]] <= longest:
            end += 1
        low, high = bounds[at][0], bounds[end][1]
        high = max(i for i in range(low + 1, high + 1) if starts[i] - starts[low] <= longest or i == low + 1)
        ids = np.concatenate([[CLS], subwords.ids[starts[low] : starts[high]][:longest], [SEP]])
        first = subwords.first[low:high] - starts[low] + 1
        windows.append(Window(document, low, high, ids.astype(np.int64), first))
        at = end + 1 if end + 1 >= len(bounds) else max(at + 1, end - 1)
    return windows


def _sentence_bounds(document: Document) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    at = 0
    for _, end in document.sentences:
        start = at
        while at < len(document.words) and document.words[at].start < end:
            at += 1
        if at > start:
            bounds.append((start, at))
    return bounds


def tag_batches(windows: Sequence[Window], size: int, shuffle: random.Random | None) -> Iterator[TagBatch]:
    """Batches of about ``size`` subwords each, of windows of one language and of like length."""
    batches: list[TagBatch] = []
    for language in sorted({w.document.language for w in windows}):
        mine = [w for w in windows if w.document.language == language]
        if shuffle is not None:
            shuffle.shuffle(mine)
        mine.sort(key=lambda w: len(w.ids) // 40)
        batches.extend(_tag_batch(group, language) for group in _groups(mine, size))
    if shuffle is not None:
        shuffle.shuffle(batches)
    yield from batches


def _groups(windows: Iterable[Window], size: int) -> Iterator[list[Window]]:
    group: list[Window] = []
    for window in windows:
        if group and (len(group) + 1) * max(len(w.ids) for w in [*group, window]) > size:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _tag_batch(group: list[Window], language: str) -> TagBatch:
    length = max(len(w.ids) for w in group)
    words = max(len(w.first) for w in group)
    ids = np.full((len(group), length), PAD, np.int64)
    mask = np.full((len(group), 1, 1, length), -1e4, np.float32)
    first = np.zeros((len(group), words), np.int64)
    tags = np.zeros((len(group), words, len(LAYERS)), np.int64)
    for i, w in enumerate(group):
        ids[i, : len(w.ids)] = w.ids
        mask[i, ..., : len(w.ids)] = 0
        first[i, : len(w.first)] = w.first
        tags[i, : len(w.first)] = np.asarray(layers_of(w.document.quotes, w.first_word, w.last_word)).T
    return TagBatch(group, language, ids, mask, first, np.asarray([len(w.first) for w in group]), tags)


class RoleItem(Struct, frozen=True):
    """One quotation in its surroundings: rows of the lower layers' output and what to find there."""

    row: int
    quote: Quote
    low: int
    high: int
    first: Array
    words: tuple[int, ...]
    inside: Array


def role_item(row: int, window: Window, quote: Quote, content: Sequence[int]) -> RoleItem:
    """The crop of ``window`` around ``content``, the words that ``quote`` is taken to have; -1 is CLS."""

    def inside(words: Sequence[int]) -> list[int]:
        return [i - window.first_word for i in words]

    others = [inside(other.content) for other in window.quotes if other is not quote]
    part = crop(window.first, len(window.ids), inside(content), others)
    words = tuple(i + window.first_word if i >= 0 else -1 for i in part.words)
    return RoleItem(row, quote, part.low, part.high, part.first, words, part.inside)


class RoleBatch(Struct, frozen=True):
    """Role items, padded; ``index`` picks the rows of the lower layers' output."""

    items: list[RoleItem]
    index: Array
    mask: NDArray[np.float32]
    first: Array
    inside: Array
    valid: NDArray[np.float32]
    roles: NDArray[np.float32]
    pointers: Array
    forms: Array


def role_batch(items: list[RoleItem], length: int) -> RoleBatch:
    """``length``: of the padded lower output, to flatten row and column into one index."""
    size = max(len(item.inside) for item in items)
    words = max(len(item.first) for item in items)
    index = np.zeros((len(items), size), np.int64)
    mask = np.full((len(items), 1, 1, size), -1e4, np.float32)
    inside = np.zeros((len(items), size), np.int64)
    first = np.zeros((len(items), words), np.int64)
    valid = np.zeros((len(items), words), np.float32)
    roles = np.zeros((len(items), words, len(ROLES)), np.float32)
    pointers = np.full((len(items), 2), 0, np.int64)
    for i, item in enumerate(items):
        n, w = len(item.inside), len(item.first)
        index[i, :n] = item.row * length + np.concatenate([[0], np.arange(item.low, item.high)])
        mask[i, ..., :n] = 0
        inside[i, :n] = item.inside
        first[i, :w] = item.first
        valid[i, 1:w] = 1
        place = {word: at for at, word in enumerate(item.words)}
        for r, role in enumerate(ROLES):
            for word in item.quote.roles.get(role, ()):
                if word in place:
                    roles[i, place[word], r] = 1
        speaker = [place[word] for word in item.quote.roles.get("speaker", ()) if word in place]
        if speaker:
            pointers[i] = speaker[0], speaker[-1]
    forms = np.asarray([item.quote.form for item in items])
    return RoleBatch(items, index, mask, first, inside, valid, roles, pointers, forms)
