"""Quotations by their marks: German, English, French and Swiss, straight and typographic, nested, unbalanced."""

from __future__ import annotations

import re

from msgspec import Struct

from lagebild.model import Span

# Which marks may close what an opening mark opened. Editors mix styles, so each opening mark takes several.
_CLOSERS = {
    "„": '“”"«',
    "“": '”"“',
    "»": "«”",
    "«": "»",
    '"': '"“”',
    "‚": "‘’'",
    "‘": "’'",
    "›": "‹",
    "‹": "›",
}
_DOUBLE = '„“”»«"'
_MARK = re.compile(r"[„“”»«\"‚‘›‹]|’(?!\w)|\n\s*\n")
# Longer than this no quotation runs inside one paragraph; beyond it a mark is taken to be stray.
_LONGEST = 6000


class Quotation(Struct, frozen=True):
    """A stretch in quotation marks: ``outer`` with the marks, ``inner`` without; ``depth`` 0 for the outermost."""

    outer: Span
    inner: Span
    depth: int


class _Open(Struct):
    mark: str
    start: int


def find_quotations(text: str) -> list[Quotation]:
    """All quotations of ``text`` in the order of their beginnings.

    A mark without a partner inside its paragraph is ignored, except that a quotation left open at a paragraph's end is
    closed there when the next paragraph opens with the same mark (the convention for long quotations).
    """
    found: list[Quotation] = []
    stack: list[_Open] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            _end_paragraph(text, stack, at, match.end(), found)
            continue
        _take_mark(text, mark, at, stack, found)
    return sorted(found, key=lambda quotation: quotation.outer)


def _take_mark(text: str, mark: str, at: int, stack: list[_Open], found: list[Quotation]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth]
        if mark in _CLOSERS[opened.mark] and _can_close(text, at) and at - opened.start <= _LONGEST:
            del stack[depth:]
            if at > opened.start + 1:
                found.append(Quotation((opened.start, at + 1), (opened.start + 1, at), depth))
            return
    if mark in _CLOSERS and _can_open(text, at) and len(stack) < 3:
        stack.append(_Open(mark, at))


def _can_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and not before.isalnum()


def _can_close(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()


def _end_paragraph(text: str, stack: list[_Open], at: int, after: int, found: list[Quotation]) -> None:
    if stack and stack[0].mark in _DOUBLE and text[after : after + 1] == stack[0].mark and at > stack[0].start + 1:
        found.append(Quotation((stack[0].start, at), (stack[0].start + 1, at), 0))
    stack.clear()
