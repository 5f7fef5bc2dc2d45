"""Settings of the JVM before and after; what calls leave on the threads of the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from harness.client.observed import JvmState, Pools

if TYPE_CHECKING:
    from conftest import Watched

pytestmark = pytest.mark.needs_java


def changes(watched: Watched) -> dict[str, tuple[str | None, str | None]]:
    found = watched.ask("jvmState")["changes"]
    return {each["key"]: (each["before"], each["after"]) for each in found}


def test_nothing_has_changed_until_something_does(watched: Watched) -> None:
    watched.does("ssl-lazily")
    assert changes(watched) == {}


@pytest.mark.parametrize(
    ("deed", "key", "before", "after"),
    [
        ("property x", "property:watched.x", None, "on"),
        ("locale xx-YY", "locale", None, "xx_YY"),
        ("timezone Asia/Tokyo", "timezone", None, "Asia/Tokyo"),
        ("ssl", "ssl:context", "null", "TLSContext"),
        ("authenticator", "authenticator", "null", "watched.Deeds$Answers@"),
        ("driver", "driver:watched.Deeds$NoDriver", None, "(plugin:Watched)"),
        ("mbean", "mbean:watched:type=Watched", None, "(plugin:Watched)"),
        ("jul", "jul:", "INFO", "OFF []"),
        ("kept-in-jdk", "uncaught-handler", None, "watched.Deeds$Ignores@"),
    ],
)
def test_a_change_is_told(
    watched: Watched, deed: str, key: str, before: str | None, after: str
) -> None:
    watched.does(deed)
    was, now = changes(watched)[key]
    assert before is None or before in str(was)
    assert after in str(now)


def test_the_order_of_security_providers(watched: Watched) -> None:
    watched.does("provider")
    was, now = changes(watched)["providers"]
    assert str(now) == f"Watched, {was}"
    assert changes(watched)["provider:Watched"][0] is None


def test_a_shutdown_hook(watched: Watched) -> None:
    watched.does("hook")
    found = [key for key in changes(watched) if key.startswith("shutdown-hook:java.lang.Thread@")]
    assert len(found) == 1


def test_the_typed_form_reads_it(watched: Watched) -> None:
    state = msgspec.convert(watched.ask("jvmState"), JvmState)
    assert state.before is not None
    assert state.before["charset"] == state.state["charset"] == "UTF-8"


def test_the_context_class_loader(watched: Watched) -> None:
    (filed,) = watched.seen("context-loader-left", "loader")
    assert "app" in filed["loader"] or "AppClassLoader" in filed["loader"]
    assert (filed["method"], filed["plugin"]) == ("finder.find", "Watched")
    assert not watched.seen("context-loader-left", "nothing")


def test_the_interrupt_flag(watched: Watched) -> None:
    (filed,) = watched.seen("interrupt-left", "interrupt")
    assert filed["method"] == "finder.find"
    assert not watched.seen("interrupt-left", "nothing")


def test_a_thread_local(watched: Watched) -> None:
    (filed,) = watched.seen("thread-local-left", "thread-local")
    assert filed["values"] == [
        {"class": "watched.Thing", "key": "java.lang.ThreadLocal", "held": "strong"}
    ]


def test_pools_say_what_is_borrowed(watched: Watched) -> None:
    for kind in ("commons", "hikari", "tomcat", "words", "throws", "half", "hangs"):
        watched.does(f"pool {kind}")
    for _ in range(2):  # what hangs is asked once
        found = msgspec.convert(watched.ask("pools"), Pools)
        assert {each.name: (each.borrowed, each.idle) for each in found.of("Watched")} == {
            "watched:pool=commons": (2, 1),
            "watched:pool=hikari": (0, 10),
            "watched:pool=tomcat": (1, 0),
        }
        assert found.silent == ("watched:pool=hangs",)
        assert found.of("Another") == ()
