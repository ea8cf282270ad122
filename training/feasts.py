"""Make the table of feasts that follow the moon, which ships with the package: ``reading/times/data/feasts.tsv``.

Their days come from the package ``holidays``, of a country that keeps the feast. Elsewhere an Islamic feast may begin a
day earlier or later.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_YEARS = range(1950, 2078)
# A feast's days lie close together; the next begins months later.
_APART = timedelta(days=30)
# name in ``times.toml`` -> country (ISO 3166 alpha-2) and name there
_FEASTS = {
    "eid-al-fitr": ("IQ", "Eid al-Fitr"),
    "eid-al-adha": ("IQ", "Eid al-Adha"),
    "islamic-new-year": ("IQ", "Islamic New Year"),
    "ashura": ("IQ", "Ashura"),
    "arbaeen": ("IR", "Arbaeen"),
    "mawlid": ("IQ", "Prophet's Birthday"),
    "nowruz": ("IR", "Nowruz"),
    "purim": ("IL", "Purim"),
    "passover": ("IL", "Pesach"),
    "shavuot": ("IL", "Shavuot"),
    "rosh-hashanah": ("IL", "Rosh Hashanah"),
    "yom-kippur": ("IL", "Yom Kippur"),
    "sukkot": ("IL", "Sukkot"),
    "hanukkah": ("IL", "Hanukkah"),
    "chinese-new-year": ("CN", "Chinese New Year (Spring Festival)"),
    "diwali": ("IN", "Diwali"),
}


def first_days(country: str, name: str) -> Iterator[date]:
    """The first day of the feast whenever it was or will be kept, in order."""
    import holidays

    categories = getattr(holidays, country).supported_categories
    days = sorted(
        day
        for year in _YEARS
        for day, names in holidays.country_holidays(
            country, years=year, language="en_US", observed=False, categories=categories
        ).items()
        if any(one.strip().startswith(name) for one in names.split(";"))
    )
    last = date.min
    for day in days:
        if day - last > _APART:
            yield day
        last = day


def main() -> None:
    """Write the table to the path given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    path: Path = parser.parse_args().out
    rows = [f"{name}\t{day}\n" for name, (country, there) in _FEASTS.items() for day in first_days(country, there)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
