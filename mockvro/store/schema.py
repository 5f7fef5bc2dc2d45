"""The tables of one simulated Orchestrator.

A change needs a new `VERSION`: an older data folder is refused, never migrated, because a simulated
server starts empty.
"""

from __future__ import annotations

VERSION = 2

CONTENT = """
CREATE TABLE element (
  kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
  description TEXT NOT NULL, category TEXT NOT NULL, operations TEXT NOT NULL,
  origin TEXT NOT NULL, signature TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (kind, id));
CREATE INDEX element_name ON element (kind, name);
CREATE INDEX element_category ON element (category);
CREATE TABLE side (
  kind TEXT NOT NULL, element TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (kind, element, name));
CREATE TABLE tag (
  type TEXT NOT NULL, object TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT,
  PRIMARY KEY (type, object, owner, name));
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
"""

PLUGINS = """
CREATE TABLE plugin (
  name TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, build TEXT NOT NULL,
  description TEXT NOT NULL, file_name TEXT NOT NULL, enabled INTEGER NOT NULL,
  log_level TEXT NOT NULL, descriptor BLOB NOT NULL);
CREATE TABLE endpoint (
  plugin TEXT NOT NULL, id TEXT NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (plugin, id));
"""

RUNS = """
CREATE TABLE token (
  id TEXT PRIMARY KEY, workflow TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
  started_by TEXT NOT NULL, started_ms INTEGER NOT NULL, ended_ms INTEGER,
  business_state TEXT, error TEXT, item TEXT NOT NULL, awaits TEXT NOT NULL, due_ms INTEGER,
  parent TEXT, element TEXT NOT NULL, document BLOB NOT NULL);
CREATE INDEX token_workflow ON token (workflow);
CREATE INDEX token_parent ON token (parent) WHERE parent IS NOT NULL;
CREATE INDEX token_unfinished ON token (started_ms)
  WHERE state NOT IN ('completed', 'failed', 'canceled');
CREATE TABLE token_log (
  token TEXT NOT NULL, channel TEXT NOT NULL, at_ms INTEGER NOT NULL, severity TEXT NOT NULL,
  user TEXT NOT NULL, origin TEXT NOT NULL, short TEXT NOT NULL, long TEXT NOT NULL);
CREATE INDEX token_log_token ON token_log (token);
CREATE TABLE task (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, workflow TEXT NOT NULL,
  user TEXT NOT NULL, state TEXT NOT NULL, cycle TEXT NOT NULL, pattern TEXT, mode TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER, next_ms INTEGER, error TEXT, inputs BLOB NOT NULL);
CREATE TABLE task_run (task TEXT NOT NULL, token TEXT NOT NULL);
CREATE INDEX task_run_task ON task_run (task);
CREATE INDEX task_run_token ON task_run (token);
CREATE TABLE policy (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, template TEXT,
  state TEXT NOT NULL, startup TEXT NOT NULL, priority TEXT NOT NULL, started_by TEXT NOT NULL,
  definition BLOB NOT NULL, bindings BLOB NOT NULL, attributes BLOB NOT NULL);
CREATE TABLE custom_property (
  object TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (object, key));
CREATE TABLE simulation (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

SCHEMA = CONTENT + PLUGINS + RUNS
