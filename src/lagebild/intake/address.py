"""Web addresses: a page, a feed with its new entries, or a file."""

from __future__ import annotations

from collections.abc import Container, Iterator

from msgspec import structs

from lagebild.errors import InputError
from lagebild.intake import sniff
from lagebild.intake.assemble import Header
from lagebild.intake.fetch import Fetch, Fetched, fetch
from lagebild.intake.files import take_bytes
from lagebild.intake.options import Options
from lagebild.model import Delivery, Failure


def take_address(
    url: str, options: Options, network: Fetch | None = None, seen: Container[str] = ()
) -> Iterator[Delivery | Failure]:
    """The reports at an address; of a feed those of its entries not in ``seen``. Raises ``InputError``."""
    network = network or fetch
    fetched = network(url, options)
    if fetched.status == 304:
        return
    if sniff.by_content(fetched.body, fetched.media_type) == "feed":
        from lagebild.intake.feed import read_entries  # noqa: PLC0415 - heavy

        for item in read_entries(fetched, options, network, seen):
            known = isinstance(item.result, Delivery)
            yield structs.replace(item.result, entry=item.key) if known else item.result
        return
    yield from take_fetched(fetched, url, options)


def take_fetched(
    fetched: Fetched, origin: str, options: Options, header: Header | None = None
) -> Iterator[Delivery | Failure]:
    """The reports in what an address gave. Raises ``InputError``."""
    kind = sniff.by_content(fetched.body, fetched.media_type)
    main, _, _ = fetched.media_type.partition("/")
    if main in ("image", "audio", "video", "font") or fetched.media_type == "application/pdf":
        raise InputError(f"is no page but {fetched.media_type}", origin=origin, remedy="Give the address of a report.")
    header = header or Header()
    known = Header(url=fetched.url, title=header.title, published=header.published, language_hint=header.language_hint)
    for item in take_bytes(fetched.body, origin, options, kind=kind, charset=fetched.charset, header=known):
        fetched_item = isinstance(item, Delivery)
        yield structs.replace(item, retrieved=fetched.retrieved, headers=fetched.headers) if fetched_item else item
