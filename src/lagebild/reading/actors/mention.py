"""A source mention taken apart: the record that the steps of this package share."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from lagebild.model import ActorRef, Spans

PERSONS_AND_NUMBERS = "mfnp"
MentionType = Literal[
    "pronoun", "relative", "person", "body", "spokes", "role", "unnamed", "container", "document", "many", "other"
]


class Mention(Struct, frozen=True):
    """A source mention taken apart.

    ``genders`` holds what it can agree with: "m", "f", "n" and "p" for the plural. ``head`` is its noun, ``modifiers``
    the words between article and noun, all in lower case. ``short``: definite, and no more than a noun or a last name.
    ``owned``: what somebody said stands for who said it ("Angaben der Polizei").
    """

    spans: Spans
    text: str
    type: MentionType
    genders: str = PERSONS_AND_NUMBERS
    head: str = ""
    modifiers: tuple[str, ...] = ()
    short: bool = False
    anonymous: bool = False
    count: int | None = None
    ref: ActorRef | None = None
    role: str | None = None
    person: int | None = None
    owned: bool = False

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the mention ends."""
        return self.spans[-1][1]
