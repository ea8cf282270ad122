"""The links that can make threads: most are too weak, and lie between claims that nothing stronger ties together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lagebild.story.threads import JOINED, Link, Part


def joinable(links: Sequence[Link], together: Collection[frozenset[str]] = ()) -> list[Link]:
    """The links inside the components of those that are :data:`JOINED` or that a person has put together.

    Two groups whose likeness is :data:`JOINED` on average have a link of at least that between them, so that a thread
    lies in one component and :func:`lagebild.story.threads.threads` makes the same of these links as of all.
    """
    leader: dict[Part, Part] = {}

    def of(part: Part) -> Part:
        while (at := leader.setdefault(part, part)) != part:
            # Halve the way for the next time.
            leader[part] = leader[at]
            part = leader[part]
        return part

    for a, b, value in links:
        if value >= JOINED:
            leader[of(a)] = of(b)
    for pair in together:
        a, b = ((claim, 0) for claim in sorted(pair))
        leader[of(a)] = of(b)
    return [link for link in links if link[0] in leader and link[1] in leader and of(link[0]) == of(link[1])]
