"""Secrets of the case in what a stage shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.canary import Leak, leaks_below, leaks_in
from harness.pytest_plugin.members.hosted import Hosted
from harness.pytest_plugin.remains import JVM_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable


class Searched(Hosted):
    """Where secrets are looked for."""

    def leaks(self, texts: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
        """Find secrets of the case in named texts, in every form in which texts carry them."""
        return leaks_in(self._options.secrets, texts)

    def stored_leaks(self) -> tuple[Leak, ...]:
        """Find secrets of the case in endpoint configurations that anybody may read.

        Entries of type ``password`` are where a secret belongs (``setPassword``).

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        found = self.mockvro.endpoints(self.plugin)["endpoints"]
        return self.leaks(
            (f"endpoint {endpoint['id']}, entry {name}", str(entry.get("value")))
            for endpoint in found
            for name, entry in endpoint["entries"].items()
            if entry.get("type") != "password"
        )

    def file_leaks(self) -> tuple[Leak, ...]:
        """Find secrets of the case in what the JVM has written below its folders by now."""
        return leaks_below(self._options.secrets, self.folder / JVM_FOLDERS)
