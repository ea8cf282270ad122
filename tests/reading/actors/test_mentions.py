"""Who a source mention is, by its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.actors import resolve_actors

MENTIONS = [
    ("de", "Kritikern", True, None),
    ("de", "vier irakische Quellen", True, 4),
    ("de", "US-Beamte", True, None),
    ("de", "der irakischen Vertreter und US-Beamten", True, None),
    ("de", "drei US-Vertreter, zwei irakische Beamte und ein westlicher Diplomat", True, 6),
    ("de", "einer der Diplomaten", True, 1),
    ("de", "zwei der Gewährsleute", True, 2),
    ("de", "internationale Beobachter", True, None),
    ("de", "ein Sprecher des Ministeriums", False, None),
    ("de", "eine Polizeisprecherin", False, None),
    ("de", "Der Irak", False, None),
    ("de", "des US-Militärs", False, None),
    ("de", "der Zeitung Elbblatt", False, None),
    ("de", "Mathew Miller, Sprecher des US-Außenministeriums", False, None),
    ("de", "Der libanesische Informationsminister Ghasi Aridi", False, None),
    ("en", "two Iraqi officials", True, 2),
    ("en", "a senior US defence official", True, None),
    ("en", "a Homeland Security Department official", False, None),
    ("en", "two White House officials", False, None),
    ("en", "police officials", True, None),
    ("en", "two Republican officials", True, 2),
    ("de", "ein Pentagon-Beamter", False, None),
    ("en", "people familiar with the matter", True, None),
    ("en", "three Western diplomats", True, 3),
    ("en", "one of them", True, 1),
    ("en", "the foreign ministry in Baghdad", False, None),
    ("en", "Senator Jane Doe", False, None),
    ("en", "a spokesman for the ministry", False, None),
]


@pytest.mark.parametrize(("language", "mention", "anonymous", "count"), MENTIONS)
def test_unnamed_people_are_told_from_named_ones(
    language: str, mention: str, anonymous: bool, count: int | None
) -> None:
    (found,) = resolve_actors(mention, language, [(0, len(mention))], [((0, len(mention)),)]).sources
    assert (found.anonymous, found.count) == (anonymous, count)


@pytest.mark.parametrize(
    ("language", "mention", "actor", "kind"),
    [
        ("de", "Der Irak", "state:IQ", "government"),
        ("de", "des Iraks", "state:IQ", "government"),
        ("en", "Iraq", "state:IQ", "government"),
        ("de", "Mathew Miller, Sprecher des US-Außenministeriums", "person:mathew-miller", "person"),
        ("de", "der Nachrichtenagentur Elbe", "outlet:elbe", "outlet"),
        ("en", "Senator Jane Doe", "person:jane-doe", "person"),
    ],
)
def test_named_ones_have_an_actor(language: str, mention: str, actor: str, kind: str) -> None:
    (found,) = resolve_actors(mention, language, [(0, len(mention))], [((0, len(mention)),)]).sources
    assert found.actor is not None
    assert (found.actor.id, found.actor.kind) == (actor, kind)


@given(st.text(max_size=120), st.data(), st.sampled_from(["de", "en"]))
def test_any_mention_is_read(text: str, data: st.DataObject, language: str) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    index = resolve_actors(text, language, [(0, len(text))], [((start, end),)])
    for actor in index.actors:
        for mention in actor.mentions:
            assert text[mention.span[0] : mention.span[1]] == mention.text
