"""Which attributions may share words."""

from __future__ import annotations

from lagebild.model import Attribution
from lagebild.reading.attribution.near import Near


def said(*content: tuple[int, int]) -> Attribution:
    return Attribution(form="direct", content=content)


def test_whatever_shares_words_is_near() -> None:
    long, inside, split = said((0, 50_000)), said((41_000, 41_010)), said((10, 20), (41_005, 41_020))
    around = Near([long, inside, split])
    for one in (long, inside, split):
        assert all(other in around.near(one) for other in (long, inside, split))


def test_what_stands_far_away_is_not_compared() -> None:
    assert Near([said((0, 30))]).near(said((90_000, 90_030))) == []
