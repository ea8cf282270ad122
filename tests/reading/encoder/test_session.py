"""How many threads the network takes."""

from __future__ import annotations

import pytest

from lagebild.errors import InputError
from lagebild.reading.encoder.session import THREADS_VARIABLE, network


def test_a_number_of_threads_that_is_none_is_the_variables_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS_VARIABLE, "viele")
    network.cache_clear()
    with pytest.raises(InputError, match=THREADS_VARIABLE) as raised:
        network()
    assert raised.value.remedy
