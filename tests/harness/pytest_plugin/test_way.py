"""What the proxy plays for plug-ins that do not speak HTTP."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from harness.backend.faults import profile_of
from harness.checks import ReasonCode
from harness.pytest_plugin.stop import NeedMissingError, NotExercisedError
from harness.pytest_plugin.way import demand_http, playable

HTTP = SimpleNamespace(http=True, opaque=False)
OTHER = SimpleNamespace(http=False, opaque=False)
TLS = SimpleNamespace(http=False, opaque=True)


@pytest.mark.parametrize("name", ["fast", "refused", "500", "401", "huge-body", "gadget"])
def test_on_http_everything_is_played_as_it_is(name: str) -> None:
    proxy: Any = HTTP
    assert playable(profile_of(name), proxy) == profile_of(name)
    demand_http(proxy)


@pytest.mark.parametrize("proxy", [OTHER, TLS])
def test_elsewhere_connections_are_reset_where_errors_would_be_answered(proxy: Any) -> None:
    assert playable(profile_of("503"), proxy) == profile_of("reset")
    assert playable(profile_of("black-hole"), proxy) == profile_of("black-hole")


def test_answers_without_end_are_played_where_the_proxy_can_read() -> None:
    proxy: Any = OTHER
    assert playable(profile_of("huge-body"), proxy) == profile_of("huge-body")
    proxy = TLS
    with pytest.raises(NeedMissingError, match="TLS hides"):
        playable(profile_of("huge-body"), proxy)


def test_what_means_nothing_elsewhere_is_not_applicable_unless_tls_hides_it() -> None:
    proxy: Any = OTHER
    with pytest.raises(NotExercisedError) as caught:
        playable(profile_of("401"), proxy)
    assert caught.value.code is ReasonCode.NOT_APPLICABLE
    proxy = TLS
    with pytest.raises(NeedMissingError):
        playable(profile_of("401"), proxy)
