"""Find the toponyms of a text that are used as places, and choose among places of the same name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from lagebild.model import Place, Span
from lagebild.reading.places.gazetteer import Entry, PlacesTable, gazetteer, places_table

_NAME = re.compile(r"(?:U\.S\.|[A-ZÄÖÜ][^\W\d_]*(?:[-'’][^\W\d_]+)*)")
_GAP = re.compile(r"(?: |, (?=D\.C\.))")
_BEFORE = re.compile(r"([\w.]+)[\s„“\"»«(]*$")
_PART_OF = re.compile(r"([\w-]+) $")
_AFTER = re.compile(r"\s?([\w-]+)")
# "University of Michigan", "Bank von England" is a body.
_BODY_OF = re.compile(r"([A-ZÄÖÜ]\w+) (?:of|von) (?:the )?$")
# A city below this is only believed right behind a locative.
_LARGE = 150_000
_DOUBTFUL = 0.5


class Candidate(Struct, frozen=True):
    """A name in the text that the gazetteer knows."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    certain: bool


@cache
def _entered(language: str) -> re.Pattern[str]:
    words = places_table(language).entered
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)" if words else r"(?!)", re.IGNORECASE)


def find_places(text: str, language: str, sentences: Sequence[Span] | None = None) -> list[Place]:
    """The places of ``text`` in order; of several with one name that of a country spoken of, else the largest.

    ``confidence`` is at most 0.5 where another place of the name is as plausible.
    """
    words = places_table(language)
    starts = {start for start, _ in sentences} if sentences is not None else {0}
    candidates = _candidates(text, language, words, starts)
    spoken_of = Counter(e.country for c in candidates for e in c.entries[:1] if e.kind != "city" or c.certain)
    following: list[Candidate | None] = [*candidates[1:], None]
    return [
        _place(text, _within(text, candidate, then), spoken_of, words.namesakes)
        for candidate, then in zip(candidates, following, strict=False)
    ]


def _within(text: str, candidate: Candidate, then: Candidate | None) -> Candidate:
    """``candidate`` without places outside the state or country named behind a comma: "Cambridge, Massachusetts"."""
    if then is None or text[candidate.end : then.start] != ", " or then.entries[0].kind not in {"region", "country"}:
        return candidate
    inside = tuple(e for e in candidate.entries if e.country == then.entries[0].country)
    return Candidate(candidate.start, candidate.end, inside, candidate.certain) if inside else candidate


def _candidates(text: str, language: str, words: PlacesTable, starts: set[int]) -> list[Candidate]:
    names = gazetteer(language)
    found: list[Candidate] = []
    at = 0
    while match := _NAME.search(text, at):
        at = match.end()
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "-@#"):
            continue
        end = _longest(text, match, language)
        name = text[match.start() : end] if end is not None else _derived(text, match, language, words)
        if end is None and name is not None:
            found.append(Candidate(match.start(), match.end(), tuple(names.find(name)), True))
        if end is None or name is None:
            continue
        at = end
        previous = found[-1] if found else None
        verdict = _verdict(text, (match.start(), end), language, words, starts, previous)
        if verdict is not None:
            found.append(Candidate(match.start(), end, tuple(names.find(name)), verdict))
    return found


def _longest(text: str, match: re.Match[str], language: str) -> int | None:
    """The end of the longest name that begins at ``match`` and that the gazetteer knows."""
    names = gazetteer(language)
    ends = [match.end()]
    while len(ends) < names.longest:
        gap = _GAP.match(text, ends[-1])
        following = _NAME.match(text, gap.end()) if gap else None
        if following is None:
            break
        ends.append(following.end())
    return next((end for end in reversed(ends) if names.find(text[match.start() : end])), None)


def _derived(text: str, match: re.Match[str], language: str, words: PlacesTable) -> str | None:
    """The known name in a genitive ("im Osten Bagdads") or of which a part is meant ("in Nordsyrien")."""
    name = match.group()
    if not name.endswith("s") and not name.startswith(words.part_prefixes):
        return None
    names = gazetteer(language)
    before = _PART_OF.search(text, max(0, match.start() - 30), match.start())
    word = before.group(1).lower() if before else ""
    if word in words.parts_of and name.endswith("s") and names.find(name[:-1]):
        return name[:-1]
    if word not in words.locative:
        return None
    for prefix in words.part_prefixes:
        whole = name[len(prefix) :].capitalize()
        if name.startswith(prefix) and any(entry.kind == "country" for entry in names.find(whole)):
            return whole
    return None


def _verdict(
    text: str, span: Span, language: str, words: PlacesTable, starts: set[int], previous: Candidate | None
) -> bool | None:
    """``True`` for a sure place, ``False`` for a doubtful one, ``None`` for none: a name, a body, a state that acts."""
    start, end = span
    name = text[start:end]
    before, article = _before(text, start, words)
    after_match = _AFTER.match(text, end)
    after = after_match.group(1) if after_match and text[end : end + 1] in {" ", "-"} else ""
    if before in words.person_titles or after.lower() in words.body_nouns or text[end : end + 1] in {"-", "@"}:
        return None
    located = before in words.locative
    if name in words.not_places and not (name in words.with_locative and located and not article):
        return None
    if _named_after(text, start, words) or _in_longer_name(text, start, after, language, before, starts):
        return None
    entry = gazetteer(language).find(name)[0]
    if entry.kind == "city" and (before in words.with_article_in or (words.bare_cities and article in words.articles)):
        return None
    joined = previous is not None and _joined(text[previous.end : start], words)
    if located or (joined and previous is not None):
        return located or previous is None or previous.certain
    if article in {"den", "die", "das"} and entry.kind == "country":
        return True if _entered(language).search(text, end, min(len(text), end + 120)) else None
    if before in words.weak_locative and (entry.kind != "country" or article == "dem" or before == "vom"):
        return entry.population >= _LARGE or None
    if entry.kind in {"region", "river", "island", "continent"} and before and not joined and article is None:
        opens = start in starts or (start - 1 in starts and not text[start - 1].isalnum())
        return None if opens else False
    return None


def _before(text: str, start: int, words: PlacesTable) -> tuple[str, str | None]:
    """The word before ``start``, stepping over an article and adjectives; and that article."""
    article: str | None = None
    at = start
    for _ in range(4):
        match = _BEFORE.search(text, max(0, at - 40), at)
        if match is None:
            return "", article
        word = match.group(1).lower()
        if article is None and word in words.articles:
            article = word
        elif not _adjective(match.group(1), words):
            return word, article
        at = match.start()
    return "", article


def _adjective(word: str, words: PlacesTable) -> bool:
    known = word in words.locative or word in words.weak_locative
    return not known and word.islower() and (word.endswith(("en", "er", "e", "ischen")) and len(word) > 4)


def _named_after(text: str, start: int, words: PlacesTable) -> bool:
    """Whether a body is named after the place: "University of Michigan"."""
    body = _BODY_OF.search(text, max(0, start - 40), start)
    return body is not None and body.group(1).lower() in words.body_nouns


def _in_longer_name(text: str, start: int, after: str, language: str, before: str, starts: set[int]) -> bool:
    """Whether a capitalised neighbour makes the word part of a person's or a body's name."""
    neighbour = re.search(r"([^\W\d_][\w.]*) $", text[max(0, start - 30) : start])
    capital = neighbour is not None and neighbour.group(1)[0].isupper() and before not in {"in", "aus", "nach", "from"}
    opens_sentence = neighbour is not None and start - len(neighbour.group()) in starts
    if language == "en":
        return (capital and not opens_sentence and not neighbour.group(1).isupper()) or after[:1].isupper()  # type: ignore[union-attr]
    known_noun = neighbour is not None and neighbour.group(1).lower() in places_table(language).locative
    return capital and not opens_sentence and not known_noun


def _joined(between: str, words: PlacesTable) -> bool:
    """Whether the text between two names only lists them ("Iran, Russland und Oman")."""
    parts = between.replace(",", " ").lower().split()
    return len(between) <= 24 and all(
        p in words.conjunctions or p in words.articles or p in words.locative or p == "auch" for p in parts
    )


def _place(text: str, candidate: Candidate, spoken_of: Counter[str | None], namesakes: frozenset[str]) -> Place:
    ranked = sorted(
        candidate.entries,
        key=lambda e: (
            e.kind != "country",
            -min(spoken_of.get(e.country, 0), 1) * (e.population > 20_000),
            -e.population,
        ),
    )
    best = ranked[0]
    rivals = [e for e in ranked[1:] if e.country != best.country and e.population * 4 > best.population]
    alone = not rivals or spoken_of.get(best.country, 0) > 1 or best.kind == "country"
    if best.kind == "city" and best.population < _LARGE and best.country in namesakes:
        alone = alone and not _told_of_another(best.country, spoken_of, namesakes)
    confidence = (0.95 if alone else _DOUBTFUL) * (1.0 if candidate.certain else 0.7)
    return Place(
        text=text[candidate.start : candidate.end],
        span=(candidate.start, candidate.end),
        name=best.name,
        latitude=best.latitude,
        longitude=best.longitude,
        country=best.country,
        kind=best.kind,
        confidence=round(confidence, 3),
    )


def _told_of_another(country: str | None, spoken_of: Counter[str | None], namesakes: frozenset[str]) -> bool:
    """Whether the report is about another country whose towns have the same names ("Chelsea" in New York)."""
    others = sum(count for other, count in spoken_of.items() if other in namesakes and other != country)
    return others > spoken_of.get(country, 0)
