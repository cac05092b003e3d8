"""Documents that are a zip of XML parts (.docx, .odt): opened and parsed no further than an interview needs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused

_LARGEST_PART = 32 * 2**20
_MOST_ELEMENTS = 4_000_000
_SUSPECT_SIZE = 4 * 2**20
_SUSPECT_RATIO = 200
_MOST_ENTRIES = 10_000

_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, LookupError)


@contextmanager
def opened(name: str, content: bytes | Path) -> Iterator[zipfile.ZipFile]:
    """The zip file in ``content``, or at that path. Raises Refused, with ``name``, for a damaged one, also in use.

    Nothing is unpacked to disk, so what the entries are called cannot lead anywhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise Refused("transcripts.package.bomb", file=name)
            yield archive
    except _DAMAGE as fault:
        raise Refused("transcripts.package.damaged", file=name) from fault


def read_part(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    """A part, unpacked no further than a real document needs, whatever size it says it has."""
    entry = archive.getinfo(part)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("transcripts.package.damaged", file=name)
    with archive.open(entry) as packed:
        unpacked = packed.read(_LARGEST_PART + 1)
    suspect = len(unpacked) > _SUSPECT_SIZE and len(unpacked) > entry.compress_size * _SUSPECT_RATIO
    if suspect or len(unpacked) > _LARGEST_PART or unpacked.count(b"<") > _MOST_ELEMENTS:
        raise Refused("transcripts.package.bomb", file=name)
    return unpacked


def parse_part(name: str, content: bytes, *, doctype: str = "transcripts.package.doctype") -> Any:
    """The root of an XML part. No entity is expanded, nothing is fetched, a document type is refused, in the sentence
    that ``doctype`` names."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Refused("transcripts.package.damaged", file=name) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(doctype, file=name)
    return root
