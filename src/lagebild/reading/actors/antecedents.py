"""Whom a pronoun or a short form stands for: the candidates of a report, and the choice among them.

Recency and subjecthood weigh as in Lappin and Leass (1994); where two persons come near each other, none is chosen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct, structs

from lagebild.model import ActorRef, Span, Spans
from lagebild.reading.actors.bodies import is_actor
from lagebild.reading.actors.mentions import Mention, read_mention
from lagebild.reading.actors.names import Naming, bare
from lagebild.reading.actors.phrases import naming_phrase, people_phrases, salience
from lagebild.reading.actors.scene import Scene

# How many sentences back a pronoun reaches, and what each of them costs.
_SENTENCES = 3
_PER_SENTENCE = 1.2
_SPEAKER = 1.0
_QUOTED = -2.5
_PARAGRAPH = -0.6
_LEAST = 0.8
_MARGIN = 1.0
_SURE, _CLEAR, _LIKELY = 0.95, 0.9, 0.8
_SUBJECT = 3.0
_RIVAL = 2.0
_NEAR_SENTENCES = 2
# A short form asks no more candidates than this, so that the time stays linear.
_MOST_ASKED = 500
_SINGULAR_PERSON = frozenset({"er", "he", "she"})


class Candidate(Struct, frozen=True):
    """Something that a later pronoun or short form may mean. ``entity`` is the same for all mentions of one actor."""

    start: int
    end: int
    sentence: int
    entity: str
    genders: str
    weight: float
    spans: Spans
    mention: Mention
    head: str
    speaker: bool = False
    open: bool = False


class Antecedent(Struct, frozen=True):
    """The full mention that a source mention goes back to, and how sure that is."""

    mention: Mention
    confidence: float


class _State(Struct):
    """What was decided so far: candidates before the current position, and genders learnt from pronouns."""

    before: list[Candidate]
    genders: dict[str, str]
    phrases: list[list[tuple[Naming, Span, bool]]]


def resolve(scene: Scene, mentions: Sequence[Mention]) -> dict[Spans, Antecedent]:
    """The antecedents of those of ``mentions`` that are pronouns or short forms and could be resolved."""
    sources = {m.spans: m for m in mentions if m.spans}
    events: list[tuple[int, int, Mention | Candidate]] = [(m.start, 1, m) for m in sources.values()]
    covered = sorted(span for spans in sources for span in spans)
    phrases = _full_phrases(scene, list(sources.values()))
    events += [(c.start, 0, c) for c in _candidates(scene, covered, phrases)]
    events += [(m.start, 2, m) for m in _other_pronouns(scene, covered)]
    state = _State([], {}, phrases)
    found: dict[Spans, Antecedent] = {}
    for _, rank, event in sorted(events, key=lambda e: (e[0], e[1])):
        if isinstance(event, Candidate):
            state.before.append(event)
            continue
        link = _antecedent(scene, event, state)
        if rank == 1 and link is not None:
            found[event.spans] = link
        _remember(scene, event, link, state, speaker=rank == 1)
    return found


def _remember(scene: Scene, mention: Mention, link: Antecedent | None, state: _State, *, speaker: bool) -> None:
    """Make the mention a candidate for later ones; an open pronoun stands in the way of what lies before it."""
    full = link.mention if link else mention
    is_pronoun = mention.type in {"pronoun", "relative"}
    entity = _entity(full) if link or not is_pronoun else f"open:{mention.start}"
    genders = state.genders.get(entity, full.genders)
    if link is not None and is_pronoun and mention.genders in {"m", "f"}:
        genders = mention.genders
        state.genders[entity] = genders
    weight = _SUBJECT if is_pronoun else salience(scene, scene.word_range(mention.start, mention.end)[0])
    state.before.append(
        Candidate(
            start=mention.start,
            end=mention.end,
            sentence=scene.sentence(mention.start),
            entity=entity,
            genders=genders,
            weight=max(weight, _SUBJECT - 1) if speaker else weight,
            spans=full.spans,
            mention=full,
            head=full.head,
            speaker=speaker,
            open=is_pronoun and link is None,
        )
    )


def _entity(mention: Mention) -> str:
    if mention.person is not None:
        return f"person {mention.person}"
    if mention.ref is not None and mention.type == "body":
        return mention.ref.id
    return mention.text.lower()


def _full_phrases(scene: Scene, mentions: Sequence[Mention]) -> list[list[tuple[Naming, Span, bool]]]:
    """For each person the namings with the phrases around them, and whether they say more than a last name.

    Where a naming is the head of a source mention, that is its phrase.
    """
    whole: dict[int, Span] = {}
    for mention in mentions:
        for span in mention.spans if mention.person is not None else ():
            for number in range(*scene.word_range(*span)):
                naming, person = scene.naming_at.get(number, (None, None))
                if naming is not None and person == mention.person:
                    whole[naming.start] = span
    found: list[list[tuple[Naming, Span, bool]]] = []
    for one in scene.persons:
        pairs = [(naming, whole.get(naming.start) or naming_phrase(scene, naming)) for naming in one.namings]
        strong = [naming.full or _tells_role(scene, span, naming) for naming, span in pairs]
        found.append(
            [
                (naming, span, told if any(strong) else span[0] < naming.start)
                for (naming, span), told in zip(pairs, strong, strict=True)
            ]
        )
    return found


def _tells_role(scene: Scene, span: Span, naming: Naming) -> bool:
    """Whether more than "Mr." or "Frau" leads the name."""
    before = scene.words[scene.word_range(*span)[0] : naming.first]
    return any(w.text[0].isalpha() and w.lower not in scene.lexicon.actors.words.courtesies for w in before)


def _candidates(
    scene: Scene, covered: list[tuple[int, int]], phrases: list[list[tuple[Naming, Span, bool]]]
) -> list[Candidate]:
    """Persons, people and bodies that the text mentions outside the source mentions."""
    found: list[Candidate] = []
    for at, person in enumerate(scene.persons):
        best: Spans | None = None
        for naming, span, full in phrases[at]:
            best = (span,) if full or best is None else best
            if _is_covered(naming.start, covered):
                continue
            ref = ActorRef(person.key, person.name, "person")
            mention = Mention(best, _cover(scene, best), "person", person.gender, ref=ref, person=at)
            found.append(_candidate(scene, *span, mention, f"person {at}"))
    for phrase in people_phrases(scene):
        start, end = scene.words[phrase.first].start, scene.words[phrase.last - 1].end
        if not _is_covered(start, covered) and not _is_covered(end - 1, covered):
            mention = read_mention(scene, ((start, end),))
            found.append(_candidate(scene, start, end, mention, _entity(mention)))
    for body in scene.bodies:
        if not _is_covered(body.start, covered) and is_actor(scene.words, body, scene.lexicon):
            mention = read_mention(scene, ((body.start, body.end),))
            found.append(_candidate(scene, body.start, body.end, mention, _entity(mention)))
    begun = {candidate.start for candidate in found}
    return found + [c for c in _rivals(scene) if c.start not in begun and not _is_covered(c.start, covered)]


def _rivals(scene: Scene) -> list[Candidate]:
    """Sentences that open with a phrase of which the tables know nothing: a later pronoun may mean that."""
    found: list[Candidate] = []
    articles = scene.lexicon.actors.articles
    for number, start in enumerate(scene.sentences):
        first = bisect_left(scene.starts, start)
        if first + 1 >= len(scene.words) or first in scene.naming_at or first in scene.body_at:
            continue
        word, following = scene.words[first], scene.words[first + 1]
        name = scene.lexicon.language != "de" and following.text[:1].isupper() and word.text[:1].isupper()
        if word.lower not in articles and not name:
            continue
        genders = articles.get(word.lower, "mf")
        mention = Mention(((word.start, following.end),), "", "unnamed", genders)
        found.append(
            Candidate(
                word.start,
                following.end,
                number,
                f"open:{start}",
                genders,
                _RIVAL,
                mention.spans,
                mention,
                "",
                open=True,
            )
        )
    return found


def _cover(scene: Scene, spans: Spans) -> str:
    return scene.text[spans[0][0] : spans[0][1]]


def _candidate(scene: Scene, start: int, end: int, mention: Mention, entity: str) -> Candidate:
    weight = salience(scene, scene.word_range(start, end)[0])
    return Candidate(
        start, end, scene.sentence(start), entity, mention.genders, weight, mention.spans, mention, mention.head
    )


def _is_covered(at: int, covered: list[tuple[int, int]]) -> bool:
    found = bisect_left(covered, (at + 1, -1)) - 1
    return found >= 0 and covered[found][0] <= at < covered[found][1]


def _other_pronouns(scene: Scene, covered: list[tuple[int, int]]) -> list[Mention]:
    """Pronouns for one person that are no source: they carry a person on from sentence to sentence."""
    return [
        read_mention(scene, ((word.start, word.end),))
        for word in scene.words
        if word.lower in _SINGULAR_PERSON and not _is_covered(word.start, covered) and not scene.quoted(word.start)
    ]


def _antecedent(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    if mention.type == "pronoun":
        return None if scene.quoted(mention.start) else _of_pronoun(scene, mention, state)
    if mention.type == "relative":
        return _of_relative(scene, mention, state)
    if mention.type == "person":
        return _of_last_name(scene, mention, state)
    if mention.type == "unnamed" and mention.short and mention.count is not None:
        return _of_partitive(scene, mention, state)
    return _of_noun(scene, mention, state) if mention.short else None


def _of_last_name(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    """A last name's nearest full mention, before it if there is one."""
    if not mention.short or mention.person is None:
        return None
    full = [span for _, span, is_full in state.phrases[mention.person] if is_full]
    full = [span for span in full if not span[0] <= mention.start < span[1]]
    before = [span for span in full if span[0] < mention.start]
    if not full:
        return None
    span = before[-1] if before else full[0]
    if scene.text[span[0] : span[1]] == mention.text:
        return None
    return Antecedent(structs.replace(read_mention(scene, (span,)), short=False), 1.0)


def _of_relative(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    """A relative pronoun stands for the phrase that ends right before its comma."""
    gap = scene.text[max(0, mention.start - 3) : mention.start].replace(",", "").replace(")", "").strip()
    near = [
        c for c in state.before[-_MOST_ASKED:] if not gap and mention.start - 3 <= c.end <= mention.start and not c.open
    ]
    fitting = [c for c in near if set(c.genders) & set(mention.genders)]
    return (
        Antecedent(fitting[-1].mention, _LIKELY)
        if fitting and "," in scene.text[fitting[-1].end : mention.start]
        else None
    )


def _of_partitive(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    """Some out of more ("einer der Diplomaten", "one of them"): the nearest group before that is spoken of so."""
    groups = [c for c in state.before[-_MOST_ASKED:] if "p" in c.genders and not c.open and not c.mention.short]
    if mention.head in scene.lexicon.actors.pronouns:
        groups = [c for c in groups if c.speaker]
    else:
        groups = [c for c in groups if _group_of(c.mention, mention)]
    if not groups or scene.sentence(mention.start) - groups[-1].sentence > 2 * _SENTENCES:
        return None
    return Antecedent(groups[-1].mention, _CLEAR)


def _group_of(group: Mention, member: Mention) -> bool:
    words = {group.head, *group.modifiers}
    return any(_same_noun(word, member.head) for word in words)


def _same_noun(longer: str, shorter: str) -> bool:
    """Whether two nouns are the same but for inflection, or the first a compound of the second."""
    a, b = _stem(longer), _stem(shorter)
    return a == b or (len(b) > 4 and a.endswith(b))


def _stem(noun: str) -> str:
    for ending in ("en", "es", "n", "s", "e"):
        if noun.endswith(ending) and len(noun) > len(ending) + 3:
            return noun.removesuffix(ending)
    return noun


def _of_noun(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    """A short form ("der Minister", "the official"): the mention before it with the same noun and more words."""
    sentence = scene.sentence(mention.start)
    fitting: dict[str, Candidate] = {}
    for candidate in state.before[-_MOST_ASKED:]:
        if _may_be_meant(scene, mention, candidate) and _is_weighty(mention, candidate):
            fitting[candidate.entity] = candidate
    if not fitting:
        return None
    ordered = sorted(fitting.values(), key=lambda c: c.start)
    last = ordered[-1]
    if len(ordered) == 1:
        return Antecedent(last.mention, _CLEAR)
    near = [c for c in ordered if sentence - c.sentence <= _NEAR_SENTENCES]
    return Antecedent(last.mention, _LIKELY) if len(near) == 1 and last.speaker else None


def _may_be_meant(scene: Scene, mention: Mention, candidate: Candidate) -> bool:
    full = candidate.mention
    if candidate.open or full.short or full.type in {"pronoun", "many"} or full.text == mention.text:
        return False
    if full.person is None and full.anonymous != mention.anonymous and mention.type == "unnamed":
        return False
    words = [bare(w.lower) for w in scene.words[slice(*scene.word_range(full.start, full.end))]]
    if _is_outlet(scene, mention, full):
        return True
    if not any(_same_noun(word, mention.head) for word in words if len(word) > 3):
        return False
    if full.person is None and not _same_noun(full.head, mention.head):
        return False
    if full.person is not None and not set(candidate.genders) & set(mention.genders):
        return False
    if full.person is None and ("p" in full.genders) != ("p" in mention.genders) and len(full.genders) == 1:
        return False
    return len(words) > len(mention.text.split()) - 1 and all(m in words for m in mention.modifiers)


def _is_weighty(mention: Mention, candidate: Candidate) -> bool:
    """Whether a body or paper was brought in prominently: "the bank" is not "some regional bank" named in passing."""
    if mention.type not in {"body", "container", "document"}:
        return True
    named = candidate.mention.ref is not None and any(c.isupper() for c in candidate.mention.text[1:])
    return candidate.speaker or candidate.weight >= _SUBJECT or named


def _is_outlet(scene: Scene, mention: Mention, full: Mention) -> bool:
    """Whether a noun like "die Zeitung" means an outlet that was named without that word."""
    return (
        mention.head in scene.lexicon.actors.words.press
        and not mention.modifiers
        and full.ref is not None
        and full.ref.kind == "outlet"
    )


def _of_pronoun(scene: Scene, mention: Mention, state: _State) -> Antecedent | None:
    wanted = _agreeing(scene, mention)
    sentence = scene.sentence(mention.start)
    skip = _content_before(scene, mention)
    paragraph = scene.text.rfind("\n", 0, mention.start)
    scores: dict[str, tuple[float, Candidate]] = {}
    for candidate in reversed(state.before):
        distance = sentence - candidate.sentence
        if distance > _SENTENCES:
            break
        if (distance == 0 and skip) or candidate.end > mention.start:
            continue
        if not _fits(mention, candidate, wanted, state):
            continue
        score = candidate.weight - _PER_SENTENCE * distance + _SPEAKER * candidate.speaker
        score += _QUOTED * scene.quoted(candidate.start) + _PARAGRAPH * (candidate.start < paragraph)
        if candidate.entity not in scores or score > scores[candidate.entity][0]:
            scores[candidate.entity] = (score, candidate)
    ranked = sorted(scores.values(), key=lambda s: (-s[0], -s[1].start))
    if not ranked or ranked[0][0] < _LEAST or ranked[0][1].open or _is_bare(scene, ranked[0][1].mention):
        return None
    margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
    if margin < _MARGIN:
        return None
    confidence = _SURE if len(ranked) == 1 and ranked[0][0] >= _SUBJECT - _PER_SENTENCE else _CLEAR
    return Antecedent(ranked[0][1].mention, confidence if margin >= 2 * _MARGIN else _LIKELY)


def _is_bare(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is itself in need of a fuller one; a person's last name alone is good enough."""
    if mention.person is not None:
        return False
    first = scene.words[scene.word_range(mention.start, mention.end)[0]].lower
    return mention.short or first in scene.lexicon.actors.possessives


def _fits(mention: Mention, candidate: Candidate, wanted: str, state: _State) -> bool:
    genders = state.genders.get(candidate.entity, candidate.genders)
    if not set(genders) & set(wanted):
        return False
    kind = candidate.mention.type
    if mention.head in {"he", "she", "him", "her", "his"}:
        return kind in {"person", "role", "unnamed", "spokes", "pronoun"}
    if kind == "other" or (kind in {"container", "document"} and not candidate.speaker):
        return False
    if mention.head == "it":
        return kind in {"body", "document", "container"} and (candidate.speaker or candidate.weight >= _SUBJECT)
    return True


def _agreeing(scene: Scene, mention: Mention) -> str:
    """Gender and number that the pronoun asks for; the verb beside it tells "sie" (she) from "sie" (they)."""
    if mention.genders != "fp" or mention.head != "sie":
        return mention.genders
    first, last = scene.word_range(mention.start, mention.end)
    beside = [scene.words[i] for i in (last, first - 1) if 0 <= i < len(scene.words)]
    for word in beside:
        if (
            word.text.islower()
            and word.lower not in scene.lexicon.actors.words.prepositions | scene.lexicon.actors.words.no_verbs
        ):
            return "p" if word.lower.endswith(("n", "sind")) else "f"
    return mention.genders


def _content_before(scene: Scene, mention: Mention) -> bool:
    """Whether what stands before the pronoun in its sentence is what it says: "..., sagte er", "..., he said"."""
    first, last = scene.word_range(mention.start, mention.end)
    if not first or last > first + 1:
        return False
    before = scene.words[first - 1]
    if scene.sentence(before.start) != scene.sentence(mention.start):
        return False
    opening = scene.words[bisect_left(scene.starts, scene.sentences[scene.sentence(mention.start)])]
    if opening.lower in scene.lexicon.actors.words.openers:
        return False
    if scene.lexicon.language != "de":
        return before.text in {",", "”", '"', "“", "’"}
    return before.text.islower() and before.lower not in scene.lexicon.actors.words.no_verbs and before.text.isalpha()
