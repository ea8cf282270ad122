"""What the program tells in sentences of its own is told in the reader's language: errors, remedies, notes."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.web.texts import texts

# Where the sentences come from that a page can show.
MODULES = (
    "lagebild.api", "lagebild.feeds", "lagebild.intake", "lagebild.intake.address", "lagebild.intake.assemble",
    "lagebild.intake.decode", "lagebild.intake.feed", "lagebild.intake.fetch", "lagebild.intake.files",
    "lagebild.intake.options", "lagebild.intake.page", "lagebild.intake.records", "lagebild.intake.uploads",
    "lagebild.intake.warc", "lagebild.ledger.corrections", "lagebild.ledger.feeds", "lagebild.ledger.ledger",
    "lagebild.ledger.reports",
    "lagebild.web.adding", "lagebild.web.jobs", "lagebild.web.judging", "lagebild.web.telling",
)  # fmt: skip
ERRORS = {"InputError": 0, "LagebildError": 0, "LedgerError": 0, "Failure": 1}


def _sentences(module: str) -> Iterator[str]:
    """The sentences of a module's errors and notes, with {} for what is filled in."""
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    names = vars(importlib.import_module(module))
    for node in ast.walk(ast.parse(Path(found.origin).read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        appended = isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "notes.append"
        if called in ERRORS:
            parts = [*node.args[ERRORS[called] :], *(k.value for k in node.keywords if k.arg == "remedy")]
        elif appended:
            parts = node.args
        else:
            continue
        for part in parts:
            sentence = _template(part, names)
            if sentence and sentence.strip("{}"):
                yield sentence


def _template(node: ast.expr, names: dict[str, object]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name) and isinstance(names.get(node.id), str):
        return str(names[node.id])
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return None


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_is_told_in_german(module: str) -> None:
    german = texts("de")
    untold = [one for one in _sentences(module) if german.told(one.replace("{}", "17")) == one.replace("{}", "17")]
    assert untold == []
