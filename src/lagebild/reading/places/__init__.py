"""Places: toponyms used as places, resolved to coordinates and country with the bundled gazetteer."""

from lagebild.reading.places.find import find_places

__all__ = ["find_places"]
