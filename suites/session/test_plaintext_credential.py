"""ses.plaintext-credential: a password is stored where it is not encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check
from suites.credentials import takers, without_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Leak, ShippedPackage, Stage


KINDS: Final = ("configurations", "resources")


@check("ses.plaintext-credential")
def test_plaintext_credential(
    stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge
) -> None:
    """Search what the configured plug-in has stored: endpoints, elements of the server, files."""
    endpoints = stage.mockvro.endpoints(stage.plugin)["endpoints"]
    if not stage.case.secret:
        judge.not_exercised(*without_secret([*takers(shipped), *keepers(endpoints)]))
    judge.covered("endpoint configurations", len(endpoints))
    judge.covered("stored elements", len(texts := list(stored(stage))))
    judge.covered("folders of the JVM")
    found = [*stage.stored_leaks(), *stage.leaks(texts), *stage.file_leaks()]
    for leak in first_of_each(found):
        judge.fail(
            f"the secret {leak.secret} is stored unencrypted",
            where=leak.where,
            expected="setPassword of the endpoint configuration, or the cipher service",
            seen=f"the secret, in the form: {leak.encoding}",
        )


def stored(stage: Stage) -> Iterator[tuple[str, str]]:
    """Configuration and resource elements, each as the server answers it."""
    transport = stage.client.transport
    for kind in KINDS:
        listed = transport.get(f"/vco/api/{kind}").expect(200).document
        for link in listed.get("link", ()):
            facts = {each.get("name"): each.get("value") for each in link.get("attributes", ())}
            answer = transport.get(f"/vco/api/{kind}/{facts.get('id')}")
            yield f"{kind[:-1]} {facts.get('name')}", answer.text


def keepers(endpoints: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The endpoint configurations that keep a password."""
    return tuple(
        f"endpoint {each['id']}"
        for each in endpoints
        if any(entry.get("type") == "password" for entry in each["entries"].values())
    )


def first_of_each(found: Iterable[Leak]) -> Iterator[Leak]:
    """One leak for each secret and place."""
    seen = set()
    for leak in found:
        if (leak.secret, leak.where) not in seen:
            seen.add((leak.secret, leak.where))
            yield leak
