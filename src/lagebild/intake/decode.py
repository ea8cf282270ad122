"""Bytes to text: by byte order mark, by what is declared, as UTF-8, then by what the bytes look like."""

from __future__ import annotations

import codecs

from lagebild.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG Encoding Standard reads these labels as windows-1252: that is what is meant.
_LATIN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "cp1252", "windows-1252"})
_PROBE = 64_000


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of ``raw``, never an exception for a wrong encoding.

    Raises ``InputError`` only for what is no text at all (zero bytes as in pictures and programs).
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    attempts = ["utf-8", *_known(declared)]
    for encoding in attempts:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, ValueError):
            continue
        if "\0" not in text[:_PROBE]:
            return text
    if b"\0" in raw[:_PROBE]:
        return _decode_wide(raw)
    return raw.decode(_guess(raw), "replace")


def _known(declared: str | None) -> list[str]:
    """The declared encoding, if there is one of that name that is made for text."""
    if not declared:
        return []
    label = declared.strip(" \"'").lower()
    if label in _LATIN:
        return ["cp1252"]
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return []
    return [info.name] if getattr(info, "_is_text_encoding", False) else []


def _decode_wide(raw: bytes) -> str:
    """UTF-16 without a mark, told by where its zero bytes stand."""
    probe = raw[:_PROBE]
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    half = max(len(probe) // 2, 1)
    if odd > 0.7 * half and even < 0.05 * half:
        return raw.decode("utf-16-le", "replace")
    if even > 0.7 * half and odd < 0.05 * half:
        return raw.decode("utf-16-be", "replace")
    raise InputError("is not a text", remedy="Give a text, a web page, a feed, a web archive or JSON.")


def _guess(raw: bytes) -> str:
    """The likeliest encoding of bytes that declare none; windows-1252 where nothing is likelier."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - heavy, and seldom needed

    best = from_bytes(
        raw[:_PROBE], cp_isolation=["cp1252", "mac_roman", "cp850", "iso8859_15", "cp1250", "cp1251", "utf_16"]
    ).best()
    # MacRoman and cp850 fit any bytes: they are believed only where windows-1252 leaves C1 control characters.
    if best is None or not any(0x80 <= byte <= 0x9F for byte in raw[:_PROBE]):
        return "cp1252"
    return str(best.encoding)
