"""What is left of a plug-in: its class loader, its factories; callbacks inside notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Watched

pytestmark = pytest.mark.needs_java


def unload(watched: Watched) -> None:
    watched.host.call("plugin.unload", {"name": "Watched"})


def test_a_plugin_that_left_nothing_goes_away(watched: Watched) -> None:
    watched.does("nothing")
    unload(watched)
    fate = watched.ask("loader", plugin="Watched", gcs=10, seconds=60)
    assert (fate["collected"], fate["path"], fate["holders"]) == (True, [], [])
    watched.load()


def test_factories(watched: Watched) -> None:
    answer = watched.ask("factoryCycles", plugin="Watched", n=20, type="Thing", id="nothing")
    (count,) = answer["factories"]
    assert (count["class"], count["before"], count["after"]) == ("watched.WatchedFactory", 0, 0)
    assert answer["cycles"] == 20


def test_a_notification_is_answered_with_calls(watched: Watched) -> None:
    assert not watched.seen("reentrancy", "notify x")
    watched.ask("callbacks", on=True)
    (filed,) = watched.seen("reentrancy", "notify x")
    watched.ask("callbacks", on=False)
    assert (filed["method"], filed["type"], filed["id"]) == ("notifyElementUpdated", "Thing", "x")
    (notified,) = watched.seen("notification", "notify x")
    assert notified["ownThread"] is False


def test_what_the_host_gave_must_not_be_used_after_unloading(watched: Watched) -> None:
    before = watched.host.observations.next
    watched.does("use-after-unload")
    unload(watched)
    late = watched.host.observations.wait_for("watcher-event", seq=before, timeout_s=60)
    assert late is not None
    violations = watched.host.observations.since(before, kind="violation")
    assert [(each["rule"], each["plugin"]) for each in violations] == [
        ("service-after-unload", "Watched"),
        ("publisher-after-unload", "Watched"),
    ]
    watched.load()


def test_a_plugin_that_is_held_is_found_with_the_way_to_it(watched: Watched) -> None:
    watched.does("thread-local")
    watched.does("thread")
    watched.does("kept-in-jdk")
    unload(watched)
    fate = watched.ask("loader", plugin="Watched", gcs=3, seconds=60)
    assert (fate["collected"], fate["softCleared"], fate["complete"]) == (False, True, True)
    assert fate["path"][0].startswith(("thread ", "static java.lang.Thread."))
    assert fate["path"][-1].startswith("= ")
    kinds = {each["kind"] for each in fate["holders"]}
    assert {"thread", "uncaught-handler"} <= kinds
