"""ses.plaintext-credential: a password is stored where it is not encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Leak, Stage


KINDS: Final = ("configurations", "resources")


@check("ses.plaintext-credential")
def test_plaintext_credential(stage: Stage, judge: Judge) -> None:
    """Search what the configured plug-in has stored: endpoints, elements of the server, files."""
    endpoints = stage.mockvro.endpoints(stage.plugin)["endpoints"]
    if not stage.case.secret:
        judge.not_exercised(*without_secret(endpoints))
    judge.covered("endpoint configurations", len(endpoints))
    judge.covered("stored elements", len(elements := list(stored(stage))))
    judge.covered("folders of the JVM")
    found = [*stage.stored_leaks(), *stage.leaks(elements), *stage.file_leaks()]
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


def without_secret(endpoints: Iterable[dict[str, object]]) -> tuple[str, ReasonCode]:
    """Why nothing can be looked for; a plug-in that stores endpoints must name a secret."""
    if any(endpoints):
        return (
            "the plug-in stores endpoints, but the case has no [[secret]]",
            ReasonCode.NEED_MISSING,
        )
    return "the plug-in stores no endpoint, and the case has no secret", ReasonCode.NOT_APPLICABLE


def first_of_each(found: Iterable[Leak]) -> Iterator[Leak]:
    """One leak for each secret and place."""
    seen = set()
    for leak in found:
        if (leak.secret, leak.where) not in seen:
            seen.add((leak.secret, leak.where))
            yield leak
