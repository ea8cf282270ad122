"""The one alteration a text undergoes: afterwards its positions are fixed for good.

Nothing that can be seen is changed but by Unicode's canonical composition (NFC, UAX #15).
"""

from __future__ import annotations

import re
import unicodedata

# Marks that take no room and carry no meaning in German or English, but part words and hide text: soft hyphen,
# zero-width space and joiners, bidirectional controls (UAX #9), word joiner and invisible operators, byte order mark,
# interlinear annotation, tag characters.
_INVISIBLE = [
    0x00AD, 0x034F, 0x061C, 0x180E,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
]  # fmt: skip
# Spaces of other widths (general category Zs) and the tabulator.
_SPACES = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
# Vertical tabulator, form feed, next line, line and paragraph separator end a line (Unicode newline guidelines).
_LINE_ENDS = [0x0B, 0x0C, 0x85, 0x2028, 0x2029]

_TABLE: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]),
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    0x0A: "\n",
    # Half a surrogate pair is no character and cannot be stored.
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_SPACE_RUN = re.compile(r" {2,}")
# Lines of nothing but spaces are blank.
_BLANK_LINES = re.compile(r"\n[ \n]*\n")


def normalise(text: str) -> str:
    """``text`` in NFC with plain line ends and spaces, without invisible marks and control characters.

    Lines stay lines and blank lines, made one, stay the border of paragraphs; spaces run together, and all white space
    around the text goes. A text that is clean already comes out as it is.
    Idempotent: ``normalise(normalise(t)) == normalise(t)``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    text = _SPACE_RUN.sub(" ", text)
    return _BLANK_LINES.sub("\n\n", text).strip(" \n")


def one_line(text: str | None) -> str | None:
    """A title, name or other short field on one line, or ``None`` where nothing is left of it."""
    return " ".join(normalise(text).split())[:1000] or None if text else None
