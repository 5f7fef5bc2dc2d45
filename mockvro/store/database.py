"""The SQLite file behind one simulated Orchestrator: schema, one writer, transactions."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mockvro.errors import MockvroError
from mockvro.store.schema import SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class StoreError(MockvroError):
    """The database cannot be opened or was written by another version of this program."""


class StoreClosedError(StoreError):
    """The server has stopped; whoever still works for it may as well give up."""


class Database:
    """One connection shared by all threads behind one lock.

    Statements take microseconds, so one lock costs less than a connection per thread, and a reader
    never meets a half-written change.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._prepare()
        except (sqlite3.Error, OSError) as problem:
            raise StoreError(
                f"the database cannot be opened: {problem}",
                where=str(path),
                advice="name a writable folder with --data",
            ) from problem

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A lost tail after a power cut is acceptable for a simulation; a torn file is not.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            self._connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
            self._connection.execute(f"PRAGMA user_version = {VERSION}")
        elif found != VERSION:
            raise StoreError(
                f"the database has schema {found}, this program writes {VERSION}",
                advice="start with an empty data folder",
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements inside happen together or not at all; nested ones join the outer one."""
        with self._lock:
            if self._depth:
                yield
                return
            self._execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            else:
                self._connection.execute("COMMIT")
            finally:
                self._depth = 0

    @property
    def changes(self) -> int:
        """How many rows have been inserted, changed or deleted so far; it never goes down.

        Raises:
            StoreClosedError: The database was closed.
        """
        with self._lock:
            if self._closed:
                raise StoreClosedError("the server has stopped")
            return self._connection.total_changes

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Execute one statement and return the number of rows that it changed.

        Raises:
            StoreClosedError: The database was closed; so do the queries.
        """
        with self._lock:
            return self._execute(sql, parameters).rowcount

    def _execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        if self._closed:
            raise StoreClosedError("the server has stopped")
        return self._connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            return self._execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self._lock:
            found: sqlite3.Row | None = self._execute(sql, parameters).fetchone()
            return found

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock:
            self._closed = True
            self._connection.close()
