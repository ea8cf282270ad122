"""What reported speech acts ("forderte Gespräche", "warned of floods") add to the network's attributions."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import Attribution, Span
from lagebild.reading.claims.contents import covers, is_named
from lagebild.reading.document import sentence_at

# Code points of "wohingegen " before the subject of a clause with its verb at the end.
_LONGEST_OPENER = 12
# Attributions in one sentence; more stand only in texts without full stops.
_MOST = 40


def with_reported(
    attributions: Sequence[Attribution], reported: Sequence[Attribution], sentences: tuple[Span, ...]
) -> list[Attribution]:
    """The attributions with the reported speech acts that say more.

    Those whose sentence has no attribution or only its whole, and those apart from what it has ("called it a scandal
    and demanded talks").
    """
    by_sentence: dict[int | None, list[Attribution]] = {}
    for attribution in attributions:
        by_sentence.setdefault(sentence_at(sentences, attribution.content[0][0]), []).append(attribution)
    acts = [(one, by_sentence.get(sentence_at(sentences, one.content[0][0]), [])) for one in reported]
    acts = [(one, here) for one, here in acts if len(here) <= _MOST]
    others = {id(a) for one, here in acts for a in here if _is_others(a, one)}
    dropped, added = set(others), list[Attribution]()
    for one, here in acts:
        left = [a for a in here if id(a) not in others]
        whole = [a for a in left if _is_same(a, one)]
        if all(a in whole or _is_apart(a, one) for a in left):
            dropped |= {id(a) for a in whole}
            added.append(one)
    kept = (a for a in attributions if id(a) not in dropped)
    return sorted((*kept, *added), key=lambda a: a.content)


def _is_others(found: Attribution, one: Attribution) -> bool:
    """Whether what was read as somebody's words is a clause in which another says it: "..., [während Ärzte warnen]"."""
    if found.form == "direct" or found.source is None or one.source is None or one.cue is None:
        return False
    clause = covers(found.content, (*one.content, *one.source, *one.cue))
    opens = clause and 0 < one.source[0][0] - found.content[0][0] <= _LONGEST_OPENER
    return opens and one.source[-1][1] <= one.content[0][0] < one.cue[-1][0]


def _is_apart(earlier: Attribution, one: Attribution) -> bool:
    """Whether the other is a clause of its own, or what the same source says behind ``earlier`` by another verb."""
    (start, end), (first, last) = _reach(earlier), _reach(one)
    if end <= first or last <= start:
        return True
    said = max(stop for _, stop in earlier.content)
    behind = one.cue is not None and min(one.cue[0][0], one.content[0][0]) >= said
    return behind and is_named(earlier) and earlier.source == one.source


def _reach(attribution: Attribution) -> Span:
    """From the first word of an attribution to its last."""
    spans = sorted((*attribution.content, *(attribution.source or ()), *(attribution.cue or ())))
    return spans[0][0], max(end for _, end in spans)


def _is_same(found: Attribution, reported: Attribution) -> bool:
    """Whether it is the whole sentence of a reported speech act, or words quoted in its object."""
    whole = found.form == "reported" and covers(found.content, reported.content)
    return whole or (found.form == "direct" and covers(reported.content, found.content))
