"""Connecting the plug-in by TLS, with certificates that deserve trust and with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from suites.session.reaching import given_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import Exchange, Judge, Stage

WRONG: Final = ("self-signed", "expired", "wrong-host", "unknown-ca")
RIGHT: Final = "valid"


class Meeting(NamedTuple):
    """What the plug-in did when it met a certificate.

    Attributes:
        certificate: Which one.
        broken_off: Handshakes that it broke off.
        requests: What it sent through TLS.
        failure: Why ``[[configure]]`` failed; empty when it did not.
    """

    certificate: str
    broken_off: int
    requests: tuple[str, ...]
    failure: str

    @property
    def came(self) -> bool:
        """Whether it came by TLS at all."""
        return bool(self.broken_off or self.requests)


_known: dict[str, tuple[Meeting, ...]] = {}


def meetings(stage: Stage, judge: Judge, bare: Callable[[], Stage]) -> tuple[Meeting, ...]:
    """Connect the plug-in once with each certificate; two checks of a run share what comes of it.

    The bad ones come first, so that no session of a good connection can be resumed.

    Where the case says how to remove what it configures, the stage of the area serves, and is put
    back; otherwise a stage of its own.

    Args:
        stage: The stage of the area.
        judge: Hears why nothing can be said.
        bare: Makes a stage with nothing installed.

    Raises:
        NotExercisedError: The case or the plug-in has no TLS.
    """
    run = str(stage.folder.parent)
    if run not in _known:
        require_choice(stage, judge)
        _known[run] = meet_here(stage) if stage.case.cleanup else meet_elsewhere(bare())
    if not any(each.came for each in _known[run]):
        judge.not_exercised("the plug-in does not come by TLS, although the case says so")
    return _known[run]


def meet_here(stage: Stage) -> tuple[Meeting, ...]:
    """Meet every certificate on a stage that is configured, and configure it anew in the end."""
    by_tls = stage.system is not None and stage.system.by_tls
    stage.tidy()
    met = tuple(meet(stage, certificate) for certificate in (*WRONG, RIGHT))
    stage.configure(tls=by_tls)
    return met


def meet_elsewhere(stage: Stage) -> tuple[Meeting, ...]:
    """Meet every certificate on a stage where nothing is installed yet."""
    stage.install()
    return tuple(meet(stage, certificate) for certificate in (*WRONG, RIGHT))


def require_choice(stage: Stage, judge: Judge) -> None:
    """Make sure that the plug-in can be told to use TLS, and meets a proxy then.

    Raises:
        NotExercisedError: It cannot.
    """
    stage.proxy  # noqa: B018 - raises where there is none
    inputs = str([entry.inputs for entry in stage.case.configure])
    if "{scheme}" not in inputs and "{tls}" not in inputs:
        reason = "the inputs of [[configure]] use neither {scheme} nor {tls}"
        judge.not_exercised(reason, ReasonCode.NEED_MISSING)


def meet(stage: Stage, certificate: str) -> Meeting:
    """Configure the plug-in for TLS while the proxy has one certificate, and undo it if we can."""
    before, already = stage.proxy.counters, len(stage.proxy.exchanges)
    with stage.profile(f"cert-{certificate}"):
        stage.configure(tls=True)
        if not asked(stage.proxy.exchanges[already:]):
            stage.walk()  # some connect at the first question only
        requests = tuple(asked(stage.proxy.exchanges[already:]))
        stage.tidy()
    given = [(run.entry.title, given_by(run).error) for run in stage.configuration]
    failures = [f"{title}: {error}" for title, error in given if error]
    return Meeting(
        certificate,
        (stage.proxy.counters - before).handshake_failures,
        requests,
        failures[0] if failures else "",
    )


def asked(seen: Iterable[Exchange]) -> list[str]:
    """The requests that came through TLS that ended at the proxy."""
    return [f"{each.method} {each.path}".strip() or "data" for each in seen if each.tls]
