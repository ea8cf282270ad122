"""Attributions: somebody's words, thoughts or plans inside a report, with source, cue and frame."""

from lagebild.reading.attribution.find import find_attributions

__all__ = ["find_attributions"]
