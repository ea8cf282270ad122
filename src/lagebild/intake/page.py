"""Web pages: the body text by trafilatura, the rest from what the page states of itself (schema.org, Open Graph)."""

from __future__ import annotations

import re
from typing import Any

from lagebild.errors import InputError
from lagebild.intake.assemble import Header, assemble
from lagebild.intake.decode import decode
from lagebild.intake.options import Options
from lagebild.intake.pagedata import page_header
from lagebild.model import Delivery

# A news page has some thousand elements, nested some thirty deep. The extractor walks the tree several times and in
# parts recursively: far beyond that it would take minutes or the whole stack.
MAX_BYTES = 10_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 200

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_REMEDY = "Save its text as a .txt file and give that."
_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "row", "cell", "list", "table", "figure", "div"})


def take_page(
    raw: bytes, origin: str, options: Options, *, charset: str | None = None, header: Header | None = None
) -> Delivery:
    """The report of an HTML page; ``charset`` is what the server declared, ``header`` what is known beside the page.

    What the page states wins over ``header``. Raises ``InputError`` where no report can be found in it.
    """
    tree = _parse(raw, charset, origin)
    document = _extract(tree, origin)
    found = page_header(tree, document, header or Header())
    text = _text(document.body, found.title) if document is not None else ""
    if not text.strip():
        raise InputError("no report was found in the page", origin=origin, remedy=_REMEDY)
    return assemble(text, found, raw, media_type="text/html", origin=origin, options=options)


def _parse(raw: bytes, charset: str | None, origin: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    if len(raw) > MAX_BYTES:
        raise InputError(f"the page is larger than {MAX_BYTES / 1e6:g} MB", origin=origin, remedy=_REMEDY)
    stated = _META_CHARSET.search(raw[:4096])
    try:
        text = decode(raw, charset or (stated[1].decode("ascii") if stated else None))
    except InputError as error:
        raise InputError(error.reason, origin=origin, remedy=error.remedy) from None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise InputError("no report was found in the page", origin=origin, remedy=_REMEDY) from None
    _check_shape(tree, origin)
    return tree


def _check_shape(tree: Any, origin: str) -> None:
    from lxml import etree  # noqa: PLC0415

    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH:
            raise InputError("the page is nested too deeply", origin=origin, remedy=_REMEDY)
        if count > MAX_ELEMENTS:
            raise InputError("the page has too many elements", origin=origin, remedy=_REMEDY)


def _extract(tree: Any, origin: str) -> Any:
    import trafilatura  # noqa: PLC0415 - heavy
    from lxml import html  # noqa: PLC0415

    # The extractor takes the tree apart: it gets a copy.
    copy = html.fromstring(
        html.tostring(tree, encoding="utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    try:
        return trafilatura.bare_extraction(
            copy,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page provokes in the extractor is one failed input
        raise InputError(f"the page cannot be read ({type(error).__name__})", origin=origin, remedy=_REMEDY) from None


def _text(body: Any, title: str | None) -> str:
    """The extracted tree as paragraphs, a blank line between them; a heading that repeats the title is left out."""
    blocks: list[str] = [""]
    heading: list[bool] = [False]

    def border(is_heading: bool = False) -> None:
        if blocks[-1].strip():
            blocks.append("")
            heading.append(is_heading)
        else:
            heading[-1] = is_heading

    def walk(element: Any) -> None:
        block = element.tag in _BLOCKS
        if block:
            border(element.tag == "head")
        blocks[-1] += "\n" if element.tag == "lb" else _flat(element.text)
        for child in element:
            walk(child)
            blocks[-1] += _flat(child.tail)
        if block:
            border()

    walk(body)
    repeated = " ".join((title or "").split())
    kept = [
        text.strip()
        for text, is_heading in zip(blocks, heading, strict=True)
        if text.strip() and not (is_heading and " ".join(text.split()) == repeated)
    ]
    return "\n\n".join(kept)


def _flat(text: str | None) -> str:
    """Line breaks in the source of a page are spaces."""
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""
