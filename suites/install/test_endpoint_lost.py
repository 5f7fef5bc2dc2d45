"""upg.endpoint-lost: what was configured is gone after an upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, describe_exception

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Endpoints, Judge, Upgrade

_PASSWORD = "password"  # noqa: S105 - the name of a type


@check("upg.endpoint-lost")
def test_endpoint_lost(upgrade: Upgrade, judge: Judge) -> None:
    """Compare the endpoint configurations before and after the upgrade."""
    if not upgrade.endpoints_before:
        judge.not_exercised("[[configure]] makes no endpoint configuration")
    judge.covered("endpoint configurations", len(upgrade.endpoints_before))
    if upgrade.failed is not None:
        failures = upgrade.stage.observations("plugin-load-failed")
        exception = failures[-1].facts.get("exception") if failures else None
        judge.fail(
            "the plug-in does not start on what the earlier release configured",
            where="start after the upgrade",
            seen=describe_exception(exception) if exception else upgrade.failed.reason,
            evidence={"exception": exception},
        )
    for where, seen in losses(upgrade.endpoints_before, upgrade.endpoints_after):
        judge.fail(
            "what was configured under the earlier release is gone",
            where=where,
            expected="the same endpoint with the same credentials",
            seen=seen,
        )


def losses(before: Endpoints, after: Endpoints) -> Iterator[tuple[str, str]]:
    """List endpoints that are gone, and those whose passwords are; other keys may be renamed."""
    for identity, entries in before.items():
        if identity not in after:
            yield f"endpoint {identity}", "it is gone"
            continue
        kept = {str(entry["value"]) for entry in after[identity].values() if entry["value"]}
        for key, entry in entries.items():
            secret = entry["type"] == _PASSWORD and entry["value"]
            if secret and str(entry["value"]) not in kept:
                yield f"endpoint {identity}, key {key}", "the password is gone"
