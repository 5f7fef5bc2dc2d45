"""Going on with runs after a restart of the server or of the JVM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content.errors import ContentError
from mockvro.engine.keeping import decoded
from mockvro.engine.model import ItemFailure
from mockvro.host.errors import HostError
from mockvro.plugins.errors import StoppingError

if TYPE_CHECKING:
    from mockvro.engine.driver import Driver
    from mockvro.engine.keeping import Keeping
    from mockvro.engine.library import Library
    from mockvro.engine.signals import Signals
    from mockvro.engine.watchers import Watchers
    from mockvro.engine.workers import Workers
    from mockvro.store import TokenRecord

NOT_RESUMED = "the server was restarted and the workflow does not resume"


class Resumer:
    """Takes runs up from their checkpoints, or fails those that do not resume."""

    def __init__(
        self,
        *,
        library: Library,
        driver: Driver,
        signals: Signals,
        watchers: Watchers,
        side: Workers,
        keeping: Keeping,
    ) -> None:
        self._library = library
        self._driver = driver
        self._signals = signals
        self._watchers = watchers
        self._side = side
        self._keeping = keeping

    def resume(self, token: TokenRecord) -> None:
        """Go on with one unfinished run."""
        wait = decoded(token).wait if token.awaits else None
        if not self._is_resumable(token):
            self._driver.fail(token, NOT_RESUMED)
            if wait is not None:
                self._watchers.release(wait)
            self._driver.finish(token)
        elif wait is None or wait.signal is not None:
            self._driver.wake(token.id)
        elif wait.kind == "children":
            self._signals.children_ended(token.id)
        else:
            self._signals.time(token)
            if wait.kind == "event":
                self._side.submit(lambda: self._arm_again(token.id))

    def _is_resumable(self, token: TokenRecord) -> bool:
        try:
            return self._library.workflow(token.workflow).resumes
        except (ItemFailure, ContentError):
            return False

    def _arm_again(self, token_id: str) -> None:
        found = self._signals.waiting(token_id)
        if found is None or found[1].wait is None:
            return
        try:
            self._watchers.arm(found[1].wait)
        except (HostError, StoppingError) as error:
            self._keeping.observe("watcher-not-added", token_id, str(error))
