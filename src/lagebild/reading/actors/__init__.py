"""Actors of a report: who a source mention stands for, pronouns and short forms resolved."""

from lagebild.reading.actors.resolve import ActorIndex, SourceReading, resolve_actors

__all__ = ["ActorIndex", "SourceReading", "resolve_actors"]
