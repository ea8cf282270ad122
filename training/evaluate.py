"""Score the exported network on a dev part with the metric of Petersen-Frey and Biemann (LREC-COLING 2024).

Quotations of a report are paired one to one by overlap of their words; the overlap F1 of each role is summed over pairs
and divided by the mean number of gold and read quotations (macro over quotations); "joint" is the mean over quotation,
form, speaker, cue and frame of a pair. Pairs without overlap, which the authors' script also makes, are not counted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

from training.data import FORMS, Document, Quote, load_english, load_german

from lagebild.model import Attribution, Spans
from lagebild.reading.encoder.read import find_attributions

Words = frozenset[int]
_OPENERS = frozenset({"dass", "daß", "that"})


def words_at(document: Document, spans: Spans | None) -> Words:
    """The indices of the words that ``spans`` touch."""
    return frozenset(
        i for start, end in spans or () for i, w in enumerate(document.words) if w.start < end and start < w.end
    )


def overlap(gold: Words, read: Words) -> float:
    """F1 of two sets of words; two empty ones agree."""
    if not gold and not read:
        return 1.0
    return 2 * len(gold & read) / (len(gold) + len(read))


def pair(gold: list[Words], read: list[Words]) -> list[tuple[int, int]]:
    """One to one, the best overlap first; without overlap there is no pair."""
    scored = sorted(((overlap(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)), reverse=True)
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if score > 0 and i not in used[0] and j not in used[1]:
            pairs.append((i, j))
            used[0].add(i)
            used[1].add(j)
    return pairs


def bare(document: Document, quote: Quote) -> Words:
    """The gold content without marks at its ends and "dass"/"that", as Lagebild cuts contents."""
    words = list(quote.content)
    while words and (
        not document.words[words[0]].text[0].isalnum() or document.words[words[0]].lower in {"dass", "daß", "that"}
    ):
        words.pop(0)
    while words and not document.words[words[-1]].text[-1].isalnum():
        words.pop()
    return frozenset(words)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    german = load_german(arguments.corpora / "quotations-de" / "dev.jsonl")[: arguments.limit]
    english = load_english(arguments.corpora / "attributions-en" / "dev.jsonl")[: arguments.limit]
    for documents in (german, english):
        began = time.perf_counter()
        readings = [find_attributions(d.text, d.language, d.sentences) for d in documents]
        spent = time.perf_counter() - began
        count = sum(len(d.words) for d in documents)
        speed = count / 290 / spent
        print(f"{documents[0].language}: {len(documents)} reports, {speed:.1f} reports of 250 words a second")
        score(documents, readings)


def score(documents: list[Document], readings: list[list[Attribution]]) -> None:
    """Print all figures of one language."""
    sums: dict[str, float] = defaultdict(float)
    gold_count = read_count = 0
    half = right_source = wrong_named = named = 0
    for document, reading in zip(documents, readings, strict=True):
        gold = [bare(document, q) for q in document.quotes]
        read = [words_at(document, a.content) for a in reading]
        gold_count, read_count = gold_count + len(gold), read_count + len(read)
        for i, j in pair(gold, read):
            quote, found = document.quotes[i], reading[j]
            source = words_at(document, found.source)
            here = {
                "quotation": overlap(gold[i], read[j]),
                "speaker": overlap(frozenset(quote.roles.get("speaker", ())), source),
                "cue": overlap(frozenset(quote.roles.get("cue", ())), words_at(document, found.cue)),
            }
            if quote.form >= 0:
                here["frame"] = overlap(frozenset(quote.roles["frame"]), words_at(document, found.frame))
                here["form"] = float(FORMS[quote.form].lower() == found.form.replace("-", "").lower())
            here["joint"] = sum(here.values()) / len(here)
            for name, value in here.items():
                sums[name] += value
            if here["quotation"] >= 0.5:
                half += 1
                right_source += here["speaker"] >= 0.5
                if found.source and found.source_confidence >= 0.7:
                    named += 1
                    wrong_named += here["speaker"] == 0
    for name, value in sums.items():
        print(f"  {name}: F1 {2 * value / (gold_count + read_count):.3f}")
    total = gold_count + read_count
    print(f"  content half right F1 {2 * half / total:.3f}, with right source {2 * right_source / total:.3f}")
    print(
        f"  wrong among named at 0.7: {wrong_named} of {named}; gold {gold_count}, read {read_count}", file=sys.stdout
    )


if __name__ == "__main__":
    main()
