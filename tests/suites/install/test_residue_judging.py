from __future__ import annotations

from typing import Any

from suites.install.states import Change
from suites.install.test_residue import credentials, readable, sort_out


def added(part: str, **entry: Any) -> Change:
    return Change("added", part, entry)


PACKAGE = added("packages", name="org", members=[{"kind": "Workflow", "id": "w1"}])
WORKFLOW = added("elements", kind="Workflow", id="w1", name="Blink", category="c2")
FOLDERS = (
    added("categories", id="c1", name="Library", parent=None),
    added("categories", id="c2", name="Beacon", parent="c1"),
)
ENDPOINT = added("endpoints", plugin="Beacon", id="e1", keys=["host"])


def kinds(*found: Change) -> dict[str, list[Change]]:
    sorted_out: dict[str, list[Change]] = {}
    for residue in sort_out(found, "Beacon"):
        sorted_out.setdefault(residue.kind, []).append(residue.change)
    return sorted_out


def test_packages_their_elements_and_folders_are_kept_on_purpose() -> None:
    kept = (PACKAGE, WORKFLOW, *FOLDERS)
    assert kinds(*kept) == {"kept": list(kept)}


def test_elements_and_folders_of_no_package_are_left() -> None:
    loose = added("elements", kind="ConfigurationElement", id="x", name="Keys", category="c9")
    folder = added("categories", id="c9", name="Own", parent=None)
    assert kinds(PACKAGE, WORKFLOW, loose, folder)["left"] == [loose, folder]


def test_files_and_what_belongs_to_others_are_left() -> None:
    file = added("files", path="home/cache", size=1)
    foreign = added("endpoints", plugin="Other", id="e1", keys=[])
    gone = Change("removed", "elements", {"kind": "Workflow", "id": "z", "category": None})
    assert kinds(file, foreign, gone) == {"left": [file, foreign, gone]}


def test_endpoints_of_the_plugin_are_apart() -> None:
    assert kinds(ENDPOINT) == {"endpoint": [ENDPOINT]}


ENTRIES = [
    {"id": "e1", "entries": {"pin": {"type": "password", "value": "s3cret"}}},
    {"id": "e2", "entries": {"pin": {"type": "string", "value": "s3cret"}}},
    {"id": "e3", "entries": {"pin": {"type": "password", "value": None}}},
]


def test_passwords_make_a_credential() -> None:
    assert credentials(ENTRIES) == {"e1"}


def test_only_what_is_not_a_password_can_be_read() -> None:
    assert list(readable(ENTRIES)) == [("endpoint e2, key pin", '"s3cret"')]
