"""A copy of a study in one file to hand over: a zip with a manifest, the events, and the texts that they name.

It is read as something a stranger may have made: each part must have the hash that the manifest or its name says.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from interviewcoder import __version__
from interviewcoder.errors import Refused
from interviewcoder.store.events import Event, now
from interviewcoder.store.history import is_past
from interviewcoder.store.merging import Copy, blobs_of, copy_for, copy_of
from interviewcoder.store.project import Project
from interviewcoder.store.schema import REVISION

SUFFIX = ".icbundle"
_FORM = 1
_MANIFEST, _EVENTS, _BLOBS = "manifest.json", "events.jsonl", "blobs/"
_MOST_BYTES = 2 << 30


def bundle_for(project: Project, reader: str) -> tuple[bytes, Copy]:
    """The bundle to hand to a coder, as the bytes of a file, and what is in it.

    What lies under the seal of a round for them, or for whoever opened the study, is not.
    """
    copy = copy_for(project, reader)
    log = "".join(json.dumps(asdict(event)) + "\n" for event in copy.events).encode()
    manifest = {
        "form": _FORM,
        "study": copy.events[0].id,
        "name": project.ask.properties().get("name", ""),
        "for": reader,
        "made": now(),
        "schema": REVISION,
        "program": __version__,
        "codebook": project.codebook.version,
        "events": len(copy.events),
        "sha256": hashlib.sha256(log).hexdigest(),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        archive.writestr(_EVENTS, log)
        for digest, content in sorted(copy.blobs.items()):
            archive.writestr(_BLOBS + digest, content)
    return packed.getvalue(), copy


def read_copy(path: Path) -> Copy:
    """The copy of a study in a bundle, or in a whole study file.

    Raises Refused for a file that is neither, or is damaged, or was made by a newer program.
    """
    from interviewcoder.store.files import is_study

    if not path.is_file():
        raise Refused("bundles.no-file", path=path)
    if is_study(path):
        with Project.open(path) as other:
            if is_past(other):
                raise Refused("bundles.as-it-was", path=path)
            return replace(copy_of(other), name=str(path))
    with _said_plainly(path), zipfile.ZipFile(path) as archive:
        return _unpacked(path, archive)


def _unpacked(path: Path, archive: zipfile.ZipFile) -> Copy:
    if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
        raise Refused("bundles.too-large", path=path)
    manifest = json.loads(archive.read(_MANIFEST))
    if manifest["form"] != _FORM or manifest["schema"] > REVISION:
        raise Refused("bundles.newer", name=path)
    log = archive.read(_EVENTS)
    if hashlib.sha256(log).hexdigest() != manifest["sha256"]:
        raise Refused("bundles.damaged", path=path)
    events = [_event(json.loads(line)) for line in log.decode("ascii").splitlines()]
    kept = {}
    for digest in blobs_of(events):
        content = archive.read(_BLOBS + digest)
        if hashlib.sha256(content).hexdigest() != digest:
            raise Refused("bundles.damaged", path=path)
        kept[digest] = content
    if not events:
        raise Refused("bundles.damaged", path=path)
    return Copy(str(path), events, kept)


def _event(told: dict[str, Any]) -> Event:
    """An event as a line tells it. Raises ValueError where a field is not what it should be."""
    event = Event(**told)
    texts = (event.id, event.replica, event.coder, event.at, event.kind)
    if not all(isinstance(each, str) for each in texts) or not isinstance(event.payload, dict):
        raise ValueError(told)
    if not isinstance(event.lamport, int) or not 0 < event.lamport < 1 << 53 or not isinstance(event.version, int):
        raise ValueError(told)
    return event


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    """Turn what is wrong with the file into a sentence."""
    try:
        yield
    except OSError as error:
        raise Refused("bundles.unreadable", path=path, fault=error.strerror or error) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused("bundles.no-bundle", path=path) from error
    except (LookupError, TypeError, ValueError, AttributeError, zlib.error) as error:
        raise Refused("bundles.damaged", path=path) from error
