"""Cut XLM-R's vocabulary to what German and English need.

Pieces are kept that the most frequent words of both languages or the training text use, and every single Latin letter,
digit and mark. The rest of the 250,037 pieces would only weigh down the package.
"""

from __future__ import annotations

import json
import string
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def frequent_words() -> Iterable[str]:
    """The words that unseen reports are likely to hold, in lower case and capitalised."""
    from wordfreq import top_n_list

    for language, count in (("de", 250_000), ("en", 120_000)):
        for word in top_n_list(language, count):
            yield word
            yield word[:1].upper() + word[1:]


def _letters() -> Iterable[str]:
    for code in (*range(0x20, 0x250), *range(0x2010, 0x2070), *range(0x20A0, 0x20C0), *range(0x370, 0x400)):
        if unicodedata.category(chr(code))[0] in "LNPSZ":
            yield chr(code)
    yield from string.printable


def cut(tokenizer_file: Path, texts: Iterable[str], out: Path) -> NDArray[np.int64]:
    """Write the cut tokenizer to ``out``; return the old index of each kept piece, in the new order."""
    raw = json.loads(tokenizer_file.read_text("utf-8"))
    # Words are split off before the tokenizer sees them, a leading space marking those behind white space.
    raw["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": False}
    full = Tokenizer.from_str(json.dumps(raw))
    used: set[int] = set()
    batch: list[str] = []
    for word in (*frequent_words(), *texts, *_letters()):
        batch.extend((word, " " + word))
    for at in range(0, len(batch), 50_000):
        for encoding in full.encode_batch(batch[at : at + 50_000], add_special_tokens=False):
            used.update(encoding.ids)
    pieces = raw["model"]["vocab"]
    index = {piece: at for at, (piece, _) in enumerate(pieces)}
    used.update(index[letter] for letter in _letters() if letter in index)
    kept = [index[piece] for piece in _SPECIAL]
    kept += sorted(used - set(kept))
    raw["model"]["vocab"] = [pieces[at] for at in kept]
    raw["model"]["unk_id"] = _SPECIAL.index("<unk>")
    raw["added_tokens"] = []
    raw["post_processor"] = None
    out.write_text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return np.asarray(kept, np.int64)
