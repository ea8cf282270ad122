"""The antecedents of a report's source mentions, decided in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import Spans
from lagebild.reading.actors.candidates import (
    Antecedent,
    Candidate,
    State,
    candidates_of,
    entity_of,
    full_phrases,
    other_pronouns,
)
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.phrases import salience
from lagebild.reading.actors.pronouns import of_pronoun
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.short_forms import of_last_name, of_noun, of_partitive, of_relative

SUBJECT = 3.0


def resolve(scene: Scene, mentions: Sequence[Mention]) -> dict[Spans, Antecedent]:
    """The antecedents of those of ``mentions`` that are pronouns or short forms and could be resolved."""
    sources = {m.spans: m for m in mentions if m.spans}
    events: list[tuple[int, int, Mention | Candidate]] = [(m.start, 1, m) for m in sources.values()]
    covered = sorted(span for spans in sources for span in spans)
    phrases = full_phrases(scene, list(sources.values()))
    events += [(c.start, 0, c) for c in candidates_of(scene, covered, phrases)]
    events += [(m.start, 2, m) for m in other_pronouns(scene, covered)]
    state = State([], {}, phrases)
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


def _remember(scene: Scene, mention: Mention, link: Antecedent | None, state: State, *, speaker: bool) -> None:
    """Make the mention a candidate for later ones; an open pronoun stands in the way of what lies before it."""
    full = link.mention if link else mention
    is_pronoun = mention.type in {"pronoun", "relative"}
    entity = entity_of(full) if link or not is_pronoun else f"open:{mention.start}"
    genders = state.genders.get(entity, full.genders)
    if link is not None and is_pronoun and mention.genders in {"m", "f"}:
        genders = mention.genders
        state.genders[entity] = genders
    weight = SUBJECT if is_pronoun else salience(scene, scene.word_range(mention.start, mention.end)[0])
    state.before.append(
        Candidate(
            start=mention.start,
            end=mention.end,
            sentence=scene.sentence(mention.start),
            entity=entity,
            genders=genders,
            weight=max(weight, SUBJECT - 1) if speaker else weight,
            spans=full.spans,
            mention=full,
            head=full.head,
            speaker=speaker,
            open=is_pronoun and link is None,
        )
    )


def _antecedent(scene: Scene, mention: Mention, state: State) -> Antecedent | None:
    if mention.type == "pronoun":
        return None if scene.quoted(mention.start) else of_pronoun(scene, mention, state)
    if mention.type == "relative":
        return of_relative(scene, mention, state)
    if mention.type == "person":
        return of_last_name(scene, mention, state)
    if mention.type == "unnamed" and mention.short and mention.count is not None:
        return of_partitive(scene, mention, state)
    return of_noun(scene, mention, state) if mention.short else None
