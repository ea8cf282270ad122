"""Whom a last name, a lone noun, a relative pronoun or some out of a group ("one of them") stand for."""

from __future__ import annotations

from msgspec import structs

from lagebild.reading.actors.candidates import Antecedent, Candidate, State
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.mentions import read_mention
from lagebild.reading.actors.names import bare
from lagebild.reading.actors.scene import Scene

# How many sentences back a pronoun reaches, and what each of them costs.
SENTENCES = 3
SURE, CLEAR, LIKELY = 0.95, 0.9, 0.8
SUBJECT = 3.0
_NEAR_SENTENCES = 2
# A short form asks no more candidates than this, so that the time stays linear.
_MOST_ASKED = 500


def of_last_name(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
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


def of_relative(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
    """A relative pronoun stands for the phrase that ends right before its comma."""
    gap = scene.text[max(0, mention.start - 3) : mention.start].replace(",", "").replace(")", "").strip()
    near = [
        c for c in state.before[-_MOST_ASKED:] if not gap and mention.start - 3 <= c.end <= mention.start and not c.open
    ]
    fitting = [c for c in near if set(c.genders) & set(mention.genders)]
    return (
        Antecedent(fitting[-1].mention, LIKELY)
        if fitting and "," in scene.text[fitting[-1].end : mention.start]
        else None
    )


def of_partitive(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
    """Some out of more ("einer der Diplomaten", "one of them"): the nearest group before that is spoken of so."""
    groups = [c for c in state.before[-_MOST_ASKED:] if "p" in c.genders and not c.open and not c.mention.short]
    if mention.head in scene.lexicon.actors.pronouns:
        groups = [c for c in groups if c.speaker]
    else:
        groups = [c for c in groups if _group_of(c.mention, mention)]
    if not groups or scene.sentence(mention.start) - groups[-1].sentence > 2 * SENTENCES:
        return None
    return Antecedent(groups[-1].mention, CLEAR)


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


def of_noun(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
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
        return Antecedent(last.mention, CLEAR)
    near = [c for c in ordered if sentence - c.sentence <= _NEAR_SENTENCES]
    return Antecedent(last.mention, LIKELY) if len(near) == 1 and last.speaker else None


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
    return candidate.speaker or candidate.weight >= SUBJECT or named


def _is_outlet(scene: Scene, mention: Mention, full: Mention) -> bool:
    """Whether a noun like "die Zeitung" means an outlet that was named without that word."""
    return (
        mention.head in scene.lexicon.actors.words.press
        and not mention.modifiers
        and full.ref is not None
        and full.ref.kind == "outlet"
    )
