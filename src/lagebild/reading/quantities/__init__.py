"""Quantities: numbers with what they count or measure."""

from lagebild.reading.quantities.find import find_quantities

__all__ = ["find_quantities"]
