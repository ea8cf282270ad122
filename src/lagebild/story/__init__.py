"""Across reports: what a person wants to know of a story first."""
