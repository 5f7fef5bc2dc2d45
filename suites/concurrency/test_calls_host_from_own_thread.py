"""con.calls-host-from-own-thread: a thread of the plug-in uses what belongs to an ended session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_RULE: Final = "handler-after-session"
_AFTER_S: Final = 2.0


@check("con.calls-host-from-own-thread")
def test_calls_host_from_own_thread(stage: Stage, judge: Judge) -> None:
    """Let sessions begin and end; nothing may use their handlers after that."""
    before = len(stage.observations("violation"))
    node = next(iter(stage.inventory.nodes), None)
    stage.observer.factory_cycles(
        stage.plugin, stage.soak(5), find=(node.type, node.id) if node else None
    )

    def used() -> list[dict[str, object]]:
        new = stage.observations("violation")[before:]
        return [item.facts for item in new if item.facts.get("rule") == _RULE]

    stage.clock.wait_until(lambda: bool(used()), _AFTER_S)
    judge.covered("sessions that ended", stage.soak(5))
    for facts in used()[:1]:
        judge.fail(
            "the notification handler of a session is used after the session has ended",
            where=str(facts.get("pluginFrame") or "unknown"),
            expected="nothing of a session used after uninstallPluginFactory",
            seen=str(facts.get("detail") or _RULE),
            evidence={"stack": facts.get("stack")},
        )
