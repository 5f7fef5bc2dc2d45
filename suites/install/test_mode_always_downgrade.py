"""inst.mode-always-downgrade: an older release replaces newer content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, earlier_facts, version_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from harness.pytest_plugin import Judge, ShippedPackage, Stage

_ALWAYS = "always"
Versions = dict[tuple[str, str], tuple[str, str]]
"""Type and id of an element to its name and version."""


@check("inst.mode-always-downgrade")
def test_mode_always_downgrade(
    own_stage: Stage, previous: Path, shipped: tuple[ShippedPackage, ...], judge: Judge
) -> None:
    """Install the release under test, remove it, and install the earlier one."""
    installation = earlier_facts(previous, own_stage.plugin).descriptor.installation
    mode = installation.mode if installation else ""
    if mode != _ALWAYS:
        judge.not_exercised(f"the installation mode of the earlier release is {mode or 'not set'}")
    own_stage.install()
    before = versions(own_stage, shipped)
    own_stage.client.plugins.remove(own_stage.plugin)
    own_stage.install(previous)
    judge.covered("elements of the package", len(before))
    for name, newer, older in downgrades(before, versions(own_stage, shipped)):
        judge.fail(
            "installing an older release replaces newer content",
            where=name,
            expected=f"version {newer} is kept, or the mode 'version'",
            seen=f"version {older}",
        )


def versions(stage: Stage, shipped: tuple[ShippedPackage, ...]) -> Versions:
    """The versions of what the server has of the packages."""
    return {
        (each.type, each.id): (each.name, each.version)
        for package in shipped
        for each in stage.client.packages.elements(package.name) or ()
    }


def downgrades(
    before: Versions, after: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Elements whose version went down: name, version before and after."""
    for key, (name, newer) in before.items():
        _, older = after.get(key, (name, newer))
        if newer and older and version_order(older, newer) < 0:
            yield f"{key[0]} {name}", newer, older
