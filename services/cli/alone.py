"""One process at a time in a folder of figures."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from shared.errors import Stop

NAME: Final = "nhipso.lock"


@contextmanager
def alone_in(folder: Path | None) -> Iterator[None]:
    """Keep other processes from running on `folder` meanwhile; None is no folder, and nobody is kept from it.

    The lock is the operating system's and ends with the process, however it ends: what a crash leaves is a file, no
    lock. Raises Stop where another process holds it, or the folder cannot be written.
    """
    if folder is None:
        yield
        return
    with _opened(folder) as file:
        try:
            # Of the process, not of the open file: a child that outlives us holds nothing.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise Stop(_taken(folder, file)) from error
        except OSError as error:
            raise Stop(f"cannot lock {folder}: {error.strerror}") from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _opened(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Nothing is cut off: until the lock is ours, the number in the file is another's.
        return (folder / NAME).open("a+", encoding="ascii")
    except OSError as error:
        raise Stop(f"cannot use {folder}: {error.strerror}") from error


def _taken(folder: Path, file: IO[str]) -> str:
    file.seek(0)
    holder = file.read().strip() or "unknown"
    return f"nhipso runs on {folder.resolve()} already (process {holder}); stop that one first, or use another folder"
