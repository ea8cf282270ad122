"""Which addresses of a report may become links: a report's "javascript:" never does, on no screen and in no export."""

from __future__ import annotations


def is_web_address(address: str | None) -> bool:
    """Whether ``address`` is one of the web."""
    return address is not None and address.lower().startswith(("http://", "https://"))
