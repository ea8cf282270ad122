"""The first letters that a pattern may begin with: so that at each word only the few rules are tried that can match.

Read from the pattern itself, for the part of the syntax that the tables use; what is not understood counts as
"anything", so that a rule is tried once too often, never once too seldom.
"""

from __future__ import annotations

from msgspec import Struct

LENGTH = 5
_ANY = "\0"
_DIGIT = "0"
_CLASSES = {"d": _DIGIT, "s": " ", "n": "\n", "t": "\t"}


class _Letters(Struct, frozen=True):
    """One letter out of several."""

    letters: frozenset[str]


class _Sequence(Struct, frozen=True):
    parts: tuple[_Node, ...]


class _Choice(Struct, frozen=True):
    branches: tuple[_Node, ...]


class _Repeat(Struct, frozen=True):
    """``part`` at least ``least`` times (0 or 1), with no upper bound."""

    part: _Node
    least: int


_Node = _Letters | _Sequence | _Choice | _Repeat


def openings(pattern: str) -> frozenset[str]:
    """The openings of all matches of ``pattern``, as :func:`opening` has them.

    One that is shorter than :data:`LENGTH` stands for all that begin so.
    """
    node, at = _choice(pattern, 0)
    if at != len(pattern):
        raise ValueError(f"unbalanced bracket in {pattern!r}")
    return frozenset(head.rstrip(_ANY) for head in _heads(node, LENGTH))


def opening(text: str, at: int) -> str:
    """The opening of what stands at ``at``: small letters, every digit as "0"."""
    return "".join(_DIGIT if letter.isdigit() else letter for letter in text[at : at + LENGTH].lower())[:LENGTH]


def _heads(node: _Node, length: int) -> set[str]:
    """What ``node`` may begin with, in at most ``length`` letters; shorter where it may end there."""
    if isinstance(node, _Letters):
        return set(node.letters)
    if isinstance(node, _Choice):
        return set().union(*(_heads(branch, length) for branch in node.branches))
    if isinstance(node, _Repeat):
        once = _heads(node.part, length)
        again = [once | {""}] * (length - 1)
        return _joined([once if node.least else once | {""}, *again], length)
    return _joined([_heads(part, length) for part in node.parts], length)


def _joined(parts: list[set[str]], length: int) -> set[str]:
    heads = {""}
    for part in parts:
        if all(len(head) >= length or head.endswith(_ANY) for head in heads):
            break
        heads = {
            head if len(head) >= length or head.endswith(_ANY) else (head + more)[:length]
            for head in heads
            for more in part
        }
    return heads


def _choice(pattern: str, at: int) -> tuple[_Node, int]:
    """The branches from ``at`` to the bracket that closes them, and where that is."""
    branches: list[_Node] = []
    parts: list[_Node] = []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            branches.append(_Sequence(tuple(parts)))
            parts, at = [], at + 1
            continue
        part, at = _atom(pattern, at)
        part, at = _quantified(pattern, at, part)
        parts.append(part)
    return _Choice((*branches, _Sequence(tuple(parts)))), at


def _atom(pattern: str, at: int) -> tuple[_Node, int]:
    letter = pattern[at]
    if letter == "(":
        return _group(pattern, at)
    if letter == "[":
        return _set(pattern, at + 1)
    if letter == "\\":
        return _escaped(pattern, at + 1)
    if letter in "^$":
        return _Sequence(()), at + 1
    return _Letters(frozenset(_ANY if letter == "." else _plain(letter))), at + 1


def _group(pattern: str, at: int) -> tuple[_Node, int]:
    """A group; what is only looked at has no letters of its own."""
    looks = pattern.startswith(("(?=", "(?!", "(?<=", "(?<!"), at)
    if pattern.startswith("(?P<", at):
        begin = pattern.index(">", at) + 1
    elif pattern.startswith("(?", at) and not looks:
        begin = pattern.index(":", at) + 1
    else:
        begin = at + (4 if pattern.startswith("(?<", at) else 3 if looks else 1)
    node, end = _choice(pattern, begin)
    return (_Sequence(()) if looks else node), end + 1


def _set(pattern: str, at: int) -> tuple[_Node, int]:
    end = pattern.index("]", at + 1)
    letters: set[str] = set()
    if pattern[at] == "^":
        return _Letters(frozenset(_ANY)), end + 1
    while at < end:
        if pattern[at] == "\\":
            node, at = _escaped(pattern, at + 1)
            letters |= node.letters
        elif pattern[at + 1] == "-" and at + 2 < end:
            letters |= {_plain(chr(code)) for code in range(ord(pattern[at]), ord(pattern[at + 2]) + 1)}
            at += 3
        else:
            letters.add(_plain(pattern[at]))
            at += 1
    return _Letters(frozenset(letters)), end + 1


def _escaped(pattern: str, at: int) -> tuple[_Letters, int]:
    letter = pattern[at]
    if letter == "x":
        return _Letters(frozenset(_plain(chr(int(pattern[at + 1 : at + 3], 16))))), at + 3
    if letter == "b":
        return _Letters(frozenset({""})), at + 1
    known = _CLASSES.get(letter, _ANY if letter.isalpha() else letter)
    return _Letters(frozenset({known})), at + 1


def _quantified(pattern: str, at: int, part: _Node) -> tuple[_Node, int]:
    if at < len(pattern) and pattern[at] in "?*+":
        node: _Node = _Choice((part, _Sequence(()))) if pattern[at] == "?" else _Repeat(part, int(pattern[at] == "+"))
        at += 1
        return node, at + (at < len(pattern) and pattern[at] == "?")
    if at < len(pattern) and pattern[at] == "{" and pattern[at + 1].isdigit():
        end = pattern.index("}", at)
        least, _, most = pattern[at + 1 : end].partition(",")
        once = _Choice((part, _Sequence(())))
        parts = [part] * int(least) + [once] * ((int(most or LENGTH) - int(least)) if "," in pattern[at:end] else 0)
        return _Sequence(tuple(parts)), end + 1 + (pattern[end + 1 : end + 2] == "?")
    return part, at


def _plain(letter: str) -> str:
    return _DIGIT if letter.isdigit() else letter.lower()
