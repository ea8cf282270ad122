"""Attributions and what was found around them, assembled to claims: source chains, act, certainty, polarity."""

from lagebild.reading.claims.assemble import assemble

__all__ = ["assemble"]
