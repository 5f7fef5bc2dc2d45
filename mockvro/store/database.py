"""The SQLite file behind one simulated Orchestrator: schema, one writer, transactions."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE element (
  kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
  description TEXT NOT NULL, category TEXT NOT NULL, operations TEXT NOT NULL,
  origin TEXT NOT NULL, signature TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (kind, id));
CREATE INDEX element_name ON element (kind, name);
CREATE TABLE category (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, parent TEXT,
  description TEXT NOT NULL);
CREATE UNIQUE INDEX category_place ON category (type, ifnull(parent, ''), name);
CREATE TABLE package (
  name TEXT PRIMARY KEY, id TEXT NOT NULL, description TEXT NOT NULL, signature TEXT NOT NULL,
  used_plugins TEXT NOT NULL);
CREATE TABLE package_member (
  package TEXT NOT NULL, kind TEXT NOT NULL, element TEXT NOT NULL,
  PRIMARY KEY (package, kind, element));
CREATE TABLE plugin (
  name TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, build TEXT NOT NULL,
  description TEXT NOT NULL, file_name TEXT NOT NULL, enabled INTEGER NOT NULL,
  log_level TEXT NOT NULL, descriptor BLOB NOT NULL);
CREATE TABLE endpoint (
  plugin TEXT NOT NULL, id TEXT NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (plugin, id));
CREATE TABLE token (
  id TEXT PRIMARY KEY, workflow TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
  started_by TEXT NOT NULL, started_ms INTEGER NOT NULL, ended_ms INTEGER,
  business_state TEXT, error TEXT, item TEXT NOT NULL, document BLOB NOT NULL);
CREATE INDEX token_workflow ON token (workflow);
CREATE TABLE token_log (
  token TEXT NOT NULL, channel TEXT NOT NULL, at_ms INTEGER NOT NULL, severity TEXT NOT NULL,
  user TEXT NOT NULL, origin TEXT NOT NULL, short TEXT NOT NULL, long TEXT NOT NULL);
CREATE INDEX token_log_token ON token_log (token);
"""


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
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif found != SCHEMA_VERSION:
            raise StoreError(
                f"the database has schema {found}, this program writes {SCHEMA_VERSION}",
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
