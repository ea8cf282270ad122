"""Known bodies and states in a text: names of the tables, governments, ministries, acronyms introduced in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lagebild.reading.actors.names import bare, slug
from lagebild.reading.actors.tables import Lexicon, Sort, kind_of
from lagebild.reading.segment import Word

_ENDINGS = ("en", "er", "es", "em", "e")
_LONGEST_ACRONYM = 9
_REACH = 9
# After "the US" these show that it is no modifier of a noun.
_AFTER_STATE = frozenset(
    ["is", "was", "has", "had", "will", "would", "and", "to", "should", "could", "can", "says", "said"]
)


class BodyNaming(Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that name the body or state ``key``."""

    first: int
    last: int
    start: int
    end: int
    key: str


def find_bodies(words: Sequence[Word], lexicon: Lexicon) -> list[BodyNaming]:
    """All known bodies and states that ``words`` name, the longest names first where they overlap."""
    found: list[BodyNaming] = []
    aliases = _acronyms(words, lexicon)
    at, count = 0, len(words)
    while at < count:
        hit = _body_at(words, at, lexicon, aliases)
        if hit is None:
            at += 1
            continue
        if found and found[-1].last > hit.first:
            found.pop()
        found.append(hit)
        at = hit.last
    return found


def _body_at(words: Sequence[Word], at: int, lexicon: Lexicon, aliases: dict[str, str]) -> BodyNaming | None:
    text = words[at].text
    if text in lexicon.known or text[0].isupper():
        if hit := _known(words, at, lexicon):
            return hit
        if text in aliases:
            return _hit(words, at, at + 1, aliases[text])
    elif lexicon.language == "de":
        return None
    if not lexicon.sort_of(words[at].lower) & Sort.BODY:
        return None
    return _government(words, at, lexicon) or _ministry(words, at, lexicon)


def is_actor(words: Sequence[Word], hit: BodyNaming, lexicon: Lexicon) -> bool:
    """Whether a name outside a source mention is an actor there, not a place, a modifier or a common word."""
    before = words[hit.first - 1] if hit.first else None
    following = words[hit.last] if hit.last < len(words) else None
    name = words[hit.first].text
    if kind_of(hit.key) == "outlet" and hit.last == hit.first + 1 and not name.isupper():
        return False
    if not hit.key.startswith("state:") or _says_government(words, hit, lexicon):
        return True
    if before is not None and before.lower in lexicon.actors.words.prepositions:
        return False
    if before is not None and before.text in {"-", "–", "/", "("}:
        return False
    if before is not None and before.text == "," and (following is None or following.text in {",", "."}):
        return False
    if lexicon.language == "de":
        return True
    return following is None or not following.text.isalpha() or _verbal(following.lower)


def _verbal(lower: str) -> bool:
    return lower in _AFTER_STATE or lower.endswith("ed")


def _says_government(words: Sequence[Word], hit: BodyNaming, lexicon: Lexicon) -> bool:
    vocabulary = lexicon.actors.bodies.state_governments
    return any(lexicon.ending(word.lower, vocabulary) for word in words[hit.first : hit.last])


def _hit(words: Sequence[Word], first: int, last: int, key: str) -> BodyNaming:
    end = words[last - 1].start + len(bare(words[last - 1].text))
    return BodyNaming(first, last, words[first].start, end, key)


def _known(words: Sequence[Word], at: int, lexicon: Lexicon) -> BodyNaming | None:
    text = words[at].text
    forms = lexicon.known.get(text)
    if forms is None:
        plain = bare(text)
        if plain == text and lexicon.language == "de" and len(text) > 4:
            plain = text.removesuffix("s")
        forms = lexicon.known.get(plain) if plain != text else None
        key = next((key for form, key in forms or () if len(form) == 1), None)
        return _hit(words, at, at + 1, key) if key else None
    for form, key in forms:
        last = at + len(form)
        if last <= len(words) and all(
            words[at + i].text == part or (i == len(form) - 1 and bare(words[at + i].text) == part)
            for i, part in enumerate(form)
        ):
            return _hit(words, at, last, key)
    return None


def _government(words: Sequence[Word], at: int, lexicon: Lexicon) -> BodyNaming | None:
    """A government as its state: "die irakische Regierung", "the government in Baghdad", "US-Regierung"."""
    lower = words[at].lower
    ending = lexicon.ending(lower, lexicon.actors.bodies.state_governments)
    if ending is None:
        return None
    return _of_state(words, at, at + 1, lower.removesuffix(ending), lexicon, "state:{}")


def _ministry(words: Sequence[Word], at: int, lexicon: Lexicon) -> BodyNaming | None:
    ministries = lexicon.bodies.ministries
    lower = words[at].lower
    if lexicon.language == "de":
        if "ministerium" not in lower:
            return None
        stem = lower.removesuffix("s")
        ending = next((e for e in ministries if stem.endswith(e)), None)
        if ending is None:
            return None
        return _of_state(words, at, at + 1, stem.removesuffix(ending), lexicon, f"gov:{{}}-{ministries[ending]}")
    if lower not in {"ministry", "ministry's", "ministry’s"} or not at:
        return None
    what = ministries.get(f"{words[at - 1].lower} ministry")
    return _of_state(words, at - 1, at + 1, "", lexicon, f"gov:{{}}-{what}") if what else None


def _of_state(
    words: Sequence[Word], first: int, last: int, prefix: str, lexicon: Lexicon, key: str
) -> BodyNaming | None:
    """The body with the state that its prefix, the adjective before it or the name behind it tell."""
    codes = lexicon.actors.bodies.countries_by_prefix
    before = words[first - 1].lower if first else ""
    if code := country_of_adjective(before, lexicon):
        return _hit(words, first - 1, last, _key(key, code))
    if first > 3 and (code := country_of_adjective("".join(w.text for w in words[first - 4 : first]), lexicon)):
        return _hit(words, first - 4, last, _key(key, code))
    if prefix:
        return _hit(words, first, last, _key(key, codes[prefix])) if prefix in codes else None
    at = last
    if at < len(words) and words[at].lower in lexicon.actors.words.of_words:
        at += 1
        if at < len(words) and words[at].lower in lexicon.actors.articles:
            at += 1
    if at >= len(words):
        return None
    if at > last and (seat := lexicon.seats.get(bare(words[at].text))):
        return _hit(words, first, at + 1, _key(key, seat))
    state = _known(words, at, lexicon)
    if state is not None and state.key.startswith("state:") and words[at].start <= words[at - 1].end + 1:
        return _hit(words, first, state.last, _key(key, state.key.removeprefix("state:")))
    return None


def _key(pattern: str, code: str) -> str:
    return pattern.format(code if pattern.startswith("state:") else code.lower())


def country_of_adjective(lower: str, lexicon: Lexicon) -> str | None:
    """The state whose adjective the word is, in any inflection."""
    found = lexicon.adjectives.get(lower)
    if found is None and lexicon.language == "de":
        stem = next((lower.removesuffix(e) for e in _ENDINGS if lower.endswith(e)), lower)
        found = lexicon.adjectives.get(stem)
    return found


def _acronyms(words: Sequence[Word], lexicon: Lexicon) -> dict[str, str]:
    """Acronyms in brackets behind the name that they stand for: "Gewerkschaft der Polizei (GdP)"."""
    found: dict[str, str] = {}
    for at in range(1, len(words) - 2):
        if words[at].text != "(" or words[at + 2].text != ")":
            continue
        short = words[at + 1].text
        capitals = [c for c in short if c.isupper()]
        if not 2 <= len(capitals) <= len(short) <= _LONGEST_ACRONYM or short in lexicon.known:
            continue
        first = _long_form(words, at, short)
        if first is None:
            continue
        name = [w for w in words[first:at] if w.text[:1].isalnum()]
        is_group = any(lexicon.ending(w.lower, lexicon.actors.bodies.groups) for w in name)
        is_body = is_group or any(lexicon.sort_of(w.lower) & Sort.BODY for w in name)
        if is_body or len(name) > 1:
            found[short] = f"{'group' if is_group else 'org'}:{slug(' '.join(w.text for w in name))}"
    return found


def _long_form(words: Sequence[Word], bracket: int, short: str) -> int | None:
    """Where the name before the bracket begins whose initials are the acronym's letters."""
    letters = short.lower()
    for first in range(bracket - 1, max(-1, bracket - _REACH), -1):
        if not words[first].text[:1].isalnum():
            return None
        initials = [w.lower[:1] for w in words[first:bracket]]
        capitals = [w.lower[:1] for w in words[first:bracket] if w.text[:1].isupper()]
        if words[first].text[:1].isupper() and letters in {"".join(initials), "".join(capitals)}:
            return first
    return None
