"""Which language a text is in, also where it is in none that is read."""

from __future__ import annotations

import pytest

from lagebild.intake.detect import detect

TEXTS = [
    ("de", "Der Rat der Stadt hat am Montag beschlossen, die Brücke über den Fluss für ein Jahr zu sperren."),
    ("en", "The city council decided on Monday to close the bridge over the river for a year of repairs."),
    ("ar", "قررت المدينة إغلاق الجسر لمدة عام"),
    ("ru", "Город закрывает мост на год"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_language_is_told_and_another_script_is_none_that_is_read(language: str, text: str) -> None:
    assert detect(text) == (language, None)
