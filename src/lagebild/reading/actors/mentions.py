"""What a single mention says by itself: a pronoun, a named person, a body, a role, or unnamed people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from lagebild.model import ActorKind, Spans
from lagebild.reading.languages import table
from lagebild.reading.places.gazetteer import gazetteer
from lagebild.reading.segment import Word, find_words

MentionType = Literal["pronoun", "person", "body", "state", "role", "unnamed", "other"]
Gender = Literal["m", "f", "n", "p", "?"]


class Words(Struct, frozen=True):
    """``[words]`` of ``actors.toml``."""

    articles: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    unnamed: frozenset[str]
    spokespersons: frozenset[str]
    person_roles: frozenset[str]
    feminine: frozenset[str]
    body_words: frozenset[str]
    outlet_words: frozenset[str]
    government_words: frozenset[str]
    titles: frozenset[str]
    of_words: frozenset[str]
    genitive_endings: tuple[str, ...]


class ActorsTable(Struct, frozen=True):
    """``actors.toml``: see the comments there."""

    pronouns: dict[str, str]
    rivals: dict[str, str]
    words: Words
    numbers: dict[str, int]


class Mention(Struct, frozen=True):
    """A source mention taken apart. ``head`` is its noun in lower case, ``name`` the proper name in it, if any."""

    spans: Spans
    text: str
    type: MentionType
    head: str
    name: str | None
    gender: Gender
    definite: bool
    anonymous: bool
    count: int | None
    kind: ActorKind
    country: str | None


@cache
def actors_table(language: str) -> ActorsTable:
    """The table of ``language``."""
    return table(language, "actors", ActorsTable)


def read_mention(text: str, spans: Spans, language: str) -> Mention:
    """The mention at ``spans``, by its own words alone."""
    tables = actors_table(language)
    words = [w for start, end in spans for w in find_words(text, start, end) if w.text[0].isalnum()]
    written = " … ".join(text[start:end] for start, end in spans)
    lower = [w.lower for w in words]
    head = _head(words, language)
    name = _person_name(words, tables, language) if _may_be_named(words, head, written, language) else None
    country = _country(words, language)
    kind_of = _type(words, lower, head, name, country, tables)
    outlet = any(_ends_with(w, tables.words.outlet_words) for w in lower) and kind_of == "body"
    anonymous = kind_of == "unnamed" or (kind_of == "role" and not _names_body(lower, tables))
    return Mention(
        spans=spans,
        text=written,
        type=kind_of,
        head=head,
        name=name if kind_of == "person" else None,
        gender=_gender(lower, kind_of, head, tables),
        definite=bool(lower) and lower[0] in tables.words.definite,
        anonymous=anonymous,
        count=_count(lower, tables, anonymous=anonymous),
        kind=_actor_kind(kind_of, lower, tables, outlet=outlet),
        country=country,
    )


def _may_be_named(words: Sequence[Word], head: str, written: str, language: str) -> bool:
    """Whether a mention may hold a person's name: in English its head noun is the name, or one stands in apposition."""
    if language == "de" or "," in written:
        return True
    return any(word.lower == head and word.text[:1].isupper() for word in words)


def _type(
    words: Sequence[Word], lower: list[str], head: str, name: str | None, country: str | None, tables: ActorsTable
) -> MentionType:
    vocabulary = tables.words
    if len(lower) == 1 and lower[0] in tables.pronouns:
        return "pronoun"
    if name is not None:
        return "person"
    if country is not None:
        return "state"
    if len(lower) > 1 and lower[0] in tables.numbers and lower[1] in vocabulary.of_words:
        return "unnamed"
    if _ends_with(head, vocabulary.spokespersons):
        return "role"
    if _ends_with(head, vocabulary.unnamed) and not _named_after(words, tables):
        return "unnamed"
    if any(_ends_with(w, vocabulary.body_words) for w in lower) or any(_is_acronym(w.text) for w in words):
        return "body"
    if _ends_with(head, vocabulary.person_roles):
        return "role"
    return "other"


def _is_acronym(word: str) -> bool:
    return len(word) >= 2 and word.isupper() and word.isalpha()


def _ends_with(word: str, vocabulary: frozenset[str]) -> bool:
    """Whether the word or the last part of a compound is in ``vocabulary`` ("US-Beamte", "Bundesregierung")."""
    if word in vocabulary or word.rsplit("-", 1)[-1] in vocabulary:
        return True
    return any(len(part) >= 6 and word.endswith(part) for part in vocabulary)


def _head(words: Sequence[Word], language: str) -> str:
    """The head noun: in German the first capitalised word behind articles, in English the last before "of"."""
    tables = actors_table(language).words
    if language == "de":
        nouns = [w for w in words if w.text[:1].isupper() and w.lower not in tables.articles | tables.indefinite]
        return nouns[0].lower if nouns else (words[-1].lower if words else "")
    before = [w.lower for w in words]
    stop = next(
        (
            i
            for i, w in enumerate(before)
            if i and (w in tables.of_words or w in {"who", "briefed", "familiar", "close"})
        ),
        len(before),
    )
    return before[stop - 1] if before[:stop] else ""


def _person_name(words: Sequence[Word], tables: ActorsTable, language: str) -> str | None:
    """The proper name of a person: capitalised words behind a title or role, or two that stand by themselves."""
    vocabulary = tables.words
    known = (
        vocabulary.titles | vocabulary.person_roles | vocabulary.unnamed | vocabulary.body_words | vocabulary.articles
    )
    run: list[str] = []
    titled = False
    for word in words:
        lower = word.lower
        if lower in known or _ends_with(lower, vocabulary.person_roles):
            if run:
                break
            titled = titled or lower in vocabulary.titles or _ends_with(lower, vocabulary.person_roles)
        elif word.text[:1].isupper() and not _is_acronym(word.text) and lower not in tables.numbers:
            run.append(word.text)
        elif run:
            break
    likely = [w for w in run if not gazetteer(language).find(w)]
    if not run or not likely or any(_ends_with(w.lower(), vocabulary.body_words | vocabulary.unnamed) for w in run):
        return None
    article = bool(words) and words[0].lower in vocabulary.articles
    if titled or (len(run) >= 2 and not article and words[0].text == run[0]):
        return " ".join(run)
    return None


def _country(words: Sequence[Word], language: str) -> str | None:
    """The country that the mention is: its name, with an article at most."""
    articles = actors_table(language).words.articles
    rest = [w.text for w in words if w.lower not in articles]
    if not 1 <= len(rest) <= 3:
        return None
    for name in (" ".join(rest), " ".join(rest).removesuffix("s")):
        entries = gazetteer(language).find(name)
        if entries and entries[0].kind == "country":
            return entries[0].country
    return None


def _named_after(words: Sequence[Word], tables: ActorsTable) -> bool:
    """Whether an unnamed group is one of a named body ("Vertreter der Regierung", "Sprecher der Hisbollah")."""
    lower = [w.lower for w in words]
    at = next((i for i, w in enumerate(lower) if i and w in tables.words.of_words), None)
    behind = lower[at + 1 :] if at is not None else []
    return any(_ends_with(w, tables.words.body_words) for w in behind) or any(
        _is_acronym(w.text) for w in words[(at or 0) + 1 :] if at is not None
    )


def _names_body(lower: list[str], tables: ActorsTable) -> bool:
    """Whether a spokesman's body is named, in the phrase or in the word itself ("Polizeisprecher")."""
    compound = any(
        w not in tables.words.spokespersons and _ends_with(w, tables.words.spokespersons) for w in lower
    ) or any(
        w in tables.words.spokespersons and w not in {"sprecher", "sprecherin", "sprechern"} and len(w) > 11
        for w in lower
    )
    of = any(i and w in tables.words.of_words for i, w in enumerate(lower))
    return compound or of or any(_ends_with(w, tables.words.body_words) for w in lower)


def _gender(lower: list[str], kind_of: MentionType, head: str, tables: ActorsTable) -> Gender:
    if kind_of == "pronoun":
        return tables.pronouns[lower[0]][0]  # type: ignore[return-value]
    if any(tables.numbers.get(w, 0) > 1 for w in lower) or "und" in lower or "and" in lower:
        return "p"
    if any(_ends_with(w, tables.words.feminine) for w in lower):
        return "f"
    if lower and lower[0] in {"der", "ein", "dieser", "einem", "dem"} and kind_of != "state":
        return "m" if not head.endswith("in") else "f"
    if lower and lower[0] in {"die", "einige", "mehrere", "viele"}:
        return "p"
    if kind_of == "unnamed":
        return "p" if head.endswith("s") or (lower and lower[0] not in tables.words.articles) else "?"
    return "n" if kind_of in {"body", "state"} else "?"


def _count(lower: list[str], tables: ActorsTable, *, anonymous: bool) -> int | None:
    """The number of unnamed sources that the text gives, added up over a list ("drei ..., zwei ... und ein ...")."""
    if not anonymous or not lower:
        return None
    numbers = [tables.numbers[w] for w in lower if w in tables.numbers]
    digits = [int(w) for w in lower if w.isdigit() and len(w) < 5]
    if digits or any(n > 1 for n in numbers):
        return sum(digits) + sum(n or 1 for n in numbers)
    return (
        1
        if numbers and lower[0] in {"einer", "eine", "one"} and len(lower) > 1 and lower[1] in {"der", "von", "of"}
        else None
    )


def _actor_kind(kind_of: MentionType, lower: list[str], tables: ActorsTable, *, outlet: bool) -> ActorKind:
    if outlet:
        return "outlet"
    if kind_of == "state" or (kind_of == "body" and any(_ends_with(w, tables.words.government_words) for w in lower)):
        return "government"
    if kind_of in {"unnamed", "pronoun"}:
        return "unnamed"
    return {"person": "person", "body": "organisation", "role": "person", "other": "group"}[kind_of]  # type: ignore[return-value]


_SLUG = re.compile(r"[^\w]+")


def slug(name: str) -> str:
    """A name as part of an id: lower case, words joined by hyphens."""
    return _SLUG.sub("-", name.lower()).strip("-")
