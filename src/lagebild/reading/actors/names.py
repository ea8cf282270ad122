"""Persons named in a text: full names found by first names and titles, last names tied to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort
from lagebild.reading.segment import Word

_SLUG = re.compile(r"[^\w]+")
_POSSESSIVE = ("'s", "’s", "'", "’")
_LAST_OF_POSSESSIVE = frozenset("s'’")
_NO_NAME = Sort.TITLE | PEOPLE | Sort.BODY | Sort.CONTAINER | Sort.DOCUMENT | Sort.NO_NAME
_MOST_PARTS = 5
_SHORT_NAME = 3
_ARABIC_ARTICLES = ("al-", "el-", "as-", "ar-")
_LONG_NAME = 6
# Two persons of one last name have to be further apart than this (code points) to be told by nearness.
_FAR = 2000


class Naming(Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that name a person; ``end`` is without a possessive ending."""

    first: int
    last: int
    start: int
    end: int
    name: str
    gender: str
    full: bool


class Person(Struct, frozen=True):
    """A person of the text: the longest name, what is known of the gender ("m", "f", "mf"), and where she is named."""

    key: str
    name: str
    gender: str
    namings: tuple[Naming, ...]


def slug(name: str) -> str:
    """A name as part of an id: lower case, words joined by hyphens."""
    return _SLUG.sub("-", name.lower()).strip("-")


def bare(word: str) -> str:
    """A name without a possessive ending that is written with an apostrophe."""
    if word[-1:] not in _LAST_OF_POSSESSIVE:
        return word
    for ending in _POSSESSIVE:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)]
    return word


def find_persons(words: Sequence[Word], lexicon: Lexicon, extra: Sequence[Naming] = ()) -> list[Person]:
    """The persons that ``words`` name, in order of their first naming; ``extra`` are full namings found elsewhere."""
    taken = {i for naming in extra for i in range(naming.first, naming.last)}
    full = [n for n in _full_namings(words, lexicon) if not any(i in taken for i in range(n.first, n.last))]
    full = sorted([*full, *extra], key=lambda n: n.start)
    taken |= {i for naming in full for i in range(naming.first, naming.last)}
    seen = {word.text for word in words}
    groups = _merge([(naming, _canonical(naming.name, seen, lexicon)) for naming in full])
    by_last: dict[str, list[int]] = {}
    for at, (name, _) in enumerate(groups):
        by_last.setdefault(_last(name), []).append(at)
    for naming in _short_namings(words, lexicon, by_last, taken):
        owner = _owner(naming, [(i, groups[i]) for i in by_last[naming.name]])
        if owner is not None:
            groups[owner][1].append(_with_first_names(words, naming, groups[owner][0]))
    found = [_person(name, namings) for name, namings in groups]
    return sorted(found, key=lambda person: person.namings[0].start)


def _with_first_names(words: Sequence[Word], naming: Naming, name: str) -> Naming:
    """The naming with the first names that stand before it, though no table knows them."""
    parts = name.split()[:-1]
    first = naming.first - len(parts)
    if not parts or first < 0 or [w.text for w in words[first : naming.first]] != parts:
        return naming
    return structs.replace(naming, first=first, start=words[first].start, name=name, full=True)


def _person(name: str, namings: list[Naming]) -> Person:
    ordered = tuple(sorted(namings, key=lambda n: n.start))
    genders = [set(n.gender) for n in ordered if n.gender != "mf"]
    known = set.intersection(*genders) if genders else set("mf")
    gender = "".join(sorted(known)) if known else "mf"
    return Person(f"person:{slug(name)}", name, gender, ordered)


def _full_namings(words: Sequence[Word], lexicon: Lexicon) -> list[Naming]:
    found: list[Naming] = []
    at, count = 0, len(words)
    skips_small = lexicon.language == "de"
    while at < count:
        word = words[at]
        if skips_small and not word.text[0].isupper():
            at += 1
            continue
        naming = None
        gender = lexicon.first_name(word.text)
        if gender and _begins(words, at):
            naming = _extend(words, at, lexicon, gender)
        elif at + 1 < count and lexicon.sort_of(word.lower) & (Sort.TITLE | Sort.ROLE | Sort.SPOKES | Sort.UNNAMED):
            naming = _behind_role(words, at, lexicon)
        if naming is None:
            at += 1
        else:
            found.append(naming)
            at = naming.last
    return found


def _begins(words: Sequence[Word], at: int) -> bool:
    """Whether no hyphen or name stands right before."""
    return at == 0 or words[at - 1].end < words[at].start or not words[at - 1].text.isalnum()


def _behind_role(words: Sequence[Word], at: int, lexicon: Lexicon) -> Naming | None:
    """The name behind a title or role ("Präsident Bush", "spokeswoman Jessica Ditto")."""
    word = words[at]
    following = at + 1
    if words[following].text == "." and word.lower in lexicon.actors.words.titles:
        following += 1
    if following >= len(words) or not _is_name(words[following], lexicon):
        return None
    if lexicon.sort_of(word.lower) & Sort.UNNAMED and not lexicon.sort_of(word.lower) & Sort.ROLE:
        nxt = words[following].text
        pair = following + 1 < len(words) and _is_name(words[following + 1], lexicon)
        if not lexicon.first_name(nxt) and not (pair and lexicon.language == "de"):
            return None
    if word.end < words[following].start - 1 and following == at + 1:
        return None
    gender = lexicon.first_name(words[following].text) or _gender_of_role(word.lower, lexicon)
    return _extend(words, following, lexicon, gender, titled=True)


def _gender_of_role(lower: str, lexicon: Lexicon) -> str:
    """The gender that a title or role tells: German marks women, English only some words."""
    words = lexicon.actors.words
    if lower in words.feminine or lexicon.ending(lower, words.feminine):
        return "f"
    if lexicon.language == "de":
        if lower.endswith("in") and lexicon.sort_of(lower) & (Sort.ROLE | Sort.SPOKES | Sort.UNNAMED):
            return "f"
        return "mf" if lower in {"dr", "dr.", "prof", "prof."} or lower.endswith(("te", "ten")) else "m"
    return "m" if lower in words.masculine else "mf"


def _is_name(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word looks like a part of a person's name."""
    text = word.text
    if text.startswith(_ARABIC_ARTICLES) and text[3:4].isupper():
        return True
    if not text[:1].isupper() or (len(text) > 1 and text.isupper()) or any(c.isdigit() for c in text):
        return False
    lower = bare(word.lower)
    if lexicon.first_name(text):
        return True
    sorts = lexicon.sorts
    if (sorts.get(lower, 0) | sorts.get(word.lower, 0)) & _NO_NAME:
        return False
    if lexicon.language == "de" and lexicon.is_compound(lower):
        return False
    if lexicon.language == "de" and "-" in text and lexicon.sort_of(lower.rsplit("-", 1)[-1]):
        return False
    return not _is_state(text, lower, lexicon)


def _is_state(text: str, lower: str, lexicon: Lexicon) -> bool:
    plain = bare(text)
    stems = (
        {lower, *(lower.removesuffix(e) for e in ("e", "en", "er", "es", "em"))}
        if lexicon.language == "de"
        else {lower}
    )
    known = (plain in lexicon.known, plain.removesuffix("s") in lexicon.known, plain in lexicon.seats)
    return any(known) or plain.removesuffix("s") in lexicon.seats or any(s in lexicon.adjectives for s in stems)


def _extend(words: Sequence[Word], at: int, lexicon: Lexicon, gender: str, *, titled: bool = False) -> Naming | None:
    """The name that begins at ``at``: first names, initials, particles, and one or two last names."""
    particles = lexicon.actors.words.particles
    last, lasts, parts, most = at, 0, 0, 1 if lexicon.language == "de" else 2
    end = words[at].start
    if titled and not lexicon.first_name(words[at].text):
        most = 3
    while last < len(words) and parts < _MOST_PARTS and (last == at or words[last].start <= end + 1):
        word = words[last]
        if last > at and words[last].start == end and words[last - 1].text != ".":
            break
        if len(word.text) == 1 and word.text.isupper() and last + 1 < len(words) and words[last + 1].text == ".":
            last, end = last + 2, words[last + 1].end
            continue
        if last > at and word.text in particles and lasts <= titled and _names_next(words, last, lexicon):
            last, end, most = last + 1, word.end, 3
            continue
        if not _is_name(word, lexicon):
            break
        is_first = lexicon.first_name(word.text) is not None
        if lasts >= most and not is_first:
            break
        lasts += not is_first
        end, last, parts = word.start + len(bare(word.text)), last + 1, parts + 1
        if bare(word.text) != word.text:
            break
    if last == at or (parts == 1 and not titled):
        return None
    start = words[at].start
    name = " ".join(w.text for w in words[at:last]).replace(" . ", ". ")
    return Naming(at, last, start, end, bare(name), gender, last - at > 1)


def _names_next(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None:
        return False
    if following.text in lexicon.actors.words.particles and at + 2 < len(words):
        following = words[at + 2]
    return _is_name(following, lexicon)


def _canonical(name: str, seen: set[str], lexicon: Lexicon) -> str:
    """The name in the nominative: without a German genitive ending if the text has the name without it too."""
    head, _, last = name.rpartition(" ")
    if lexicon.language == "de" and last.endswith("s") and last[:-1] in seen:
        return f"{head} {last[:-1]}".strip()
    return name


def _last(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _merge(full: list[tuple[Naming, str]]) -> list[tuple[str, list[Naming]]]:
    """Namings by person: one last name, and first names that do not contradict each other."""
    groups: list[tuple[str, list[Naming]]] = []
    by_last: dict[str, list[int]] = {}
    for naming, name in sorted(full, key=_merge_order):
        same = by_last.get(_last(name)) or (_slipped(name, by_last) if " " not in name else [])
        fitting = [i for i in same if _same_person(groups[i][0], name) and _may_be(naming, groups[i][1])]
        own = [i for i in fitting if " " not in groups[i][0]]
        if len(own) == 1 or len(fitting) == 1:
            groups[(own or fitting)[0]][1].append(naming)
        elif not fitting:
            by_last.setdefault(_last(name), []).append(len(groups))
            groups.append((name, [naming]))
    return groups


def _merge_order(pair: tuple[Naming, str]) -> tuple[int, bool, int]:
    """Full names first; then last names with a title that tells the gender."""
    return -len(pair[1].split()), pair[0].gender == "mf", pair[0].start


def _slipped(name: str, by_last: dict[str, list[int]]) -> list[int]:
    """Persons whose last name is ``name`` but for one letter, in a long name."""
    if len(name) < _LONG_NAME:
        return []
    return [i for last, people in by_last.items() if last[0] == name[0] and one_slip(last, name) for i in people]


def _same_person(longer: str, shorter: str) -> bool:
    """Whether the first names of ``shorter`` are among those of ``longer``, initials and slips of a letter counted."""
    known = longer.split()[:-1]
    return all(any(_same_part(part, other) for other in known) for part in shorter.split()[:-1])


def _same_part(a: str, b: str) -> bool:
    if a == b or (a.endswith(".") and b.startswith(a[0])) or (b.endswith(".") and a.startswith(b[0])):
        return True
    return a[0] == b[0] and min(len(a), len(b)) >= 5 and one_slip(a, b)


def one_slip(a: str, b: str) -> bool:
    """Whether one letter put in, left out or exchanged makes ``a`` into ``b``."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]


def _short_namings(
    words: Sequence[Word], lexicon: Lexicon, by_last: dict[str, list[int]], taken: set[int]
) -> list[Naming]:
    """The last names that stand alone, not as a part of another name or a body's."""
    found: list[Naming] = []
    for at, word in enumerate(words):
        if not word.text[:1].isupper() or at in taken:
            continue
        plain = bare(word.text)
        name = plain if plain in by_last else plain.removesuffix("s")
        if plain.isupper() and plain.title() in by_last and len(plain) > _SHORT_NAME:
            name = plain = plain.title()
        if name not in by_last or (name != plain and lexicon.language != "de"):
            continue
        if not _part_of_another(words, at, lexicon):
            gender = _title_gender(words, at, lexicon)
            found.append(Naming(at, at + 1, word.start, word.start + len(plain), name, gender, False))
    return found


def _part_of_another(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    following = words[at + 1] if at + 1 < len(words) else None
    if following is not None and following.start == words[at].end + 1 and bare(words[at].text) == words[at].text:
        capital = following.text[:1].isupper()
        if lexicon.language != "de" and capital and lexicon.sort_of(following.lower) & (Sort.BODY | Sort.UNNAMED):
            return True
        if lexicon.language != "de" and capital and not lexicon.sort_of(following.lower) and following.text.isalpha():
            return True
    before = words[at - 1] if at else None
    if before is None or before.end + 1 != words[at].start:
        return False
    return lexicon.first_name(before.text) is not None or (
        lexicon.language != "de"
        and before.text[:1].isupper()
        and at > 1
        and _is_name(before, lexicon)
        and words[at - 2].text not in {".", "”", "“", '"', ":", "\n"}
    )


def _title_gender(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    before = words[at - 1] if at else None
    if before is not None and before.text == "." and at > 1:
        before = words[at - 2]
    if before is None or not lexicon.sort_of(before.lower) & (Sort.TITLE | Sort.ROLE | Sort.SPOKES):
        return "mf"
    return _gender_of_role(before.lower, lexicon)


def _owner(naming: Naming, people: list[tuple[int, tuple[str, list[Naming]]]]) -> int | None:
    """Whose last name it is. Of several, the one of that gender, or the one whom the text names in full far more."""
    fitting = [(i, group) for i, group in people if _may_be(naming, group[1])]
    if len(fitting) == 1:
        return fitting[0][0]
    counted = sorted(((sum(n.full for n in group[1]), -group[1][0].start, i) for i, group in fitting), reverse=True)
    if not counted:
        return None
    (most, first, at), (second, other, _) = counted[0], counted[1]
    near = sorted((_distance(naming, group[1]), i) for i, group in fitting)
    if most >= 2 * second and first > other and at == near[0][1]:
        return at
    return near[0][1] if near[0][0] < _FAR / 2 and near[1][0] > _FAR else None


def _distance(naming: Naming, namings: list[Naming]) -> int:
    """How far before ``naming`` a person was named last."""
    return min((naming.start - n.start for n in namings if n.start < naming.start), default=_FAR * 2)


def _may_be(naming: Naming, namings: list[Naming]) -> bool:
    known = {n.gender for n in namings if n.gender != "mf"}
    return naming.gender == "mf" or not known or naming.gender in known
