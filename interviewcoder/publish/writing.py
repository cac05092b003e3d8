"""Writing what leaves the program: a file whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from interviewcoder.errors import Refused


def write_whole(path: Path, content: str | bytes, *, over: bool) -> Path:
    """Write bytes, or a text in UTF-8, and return the path; over a file that stands there only when ``over`` says so.

    Raises Refused when that may not be, or nothing can be written; then what stood there is as it was.
    """
    if path.is_dir():
        raise Refused("publish.is-folder", path=path)
    if path.exists() and not over:
        raise Refused("publish.exists", path=path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused("publish.cannot-write", path=path, fault=error.strerror or error) from error
    return path


def _umask() -> int:
    """What new files are not allowed; it can only be asked by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
