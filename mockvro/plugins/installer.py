"""Putting one plug-in into the store: files, descriptor, packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from mockvro.content.versions import compare_builds
from mockvro.errors import MockvroError
from mockvro.plugins.policy import installation_policy
from mockvro.store import InstalledPlugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockvro.content.descriptor import Descriptor
    from mockvro.plugins.files import PluginFiles
    from mockvro.plugins.importer import Plan
    from mockvro.plugins.pending import Offer
    from mockvro.plugins.policy import Overwrite
    from mockvro.releases import Profile
    from mockvro.store import Store

State = Literal["NEW_INSTALLED", "OVERWRITTEN", "NOT_INSTALLED"]
PACKAGE_ACTION = "install-package"


class MissingPackageError(MockvroError):
    """An install action names a package that the dar does not hold."""


@dataclass(frozen=True, slots=True)
class InstallResult:
    """What became of one plug-in.

    Attributes:
        plugin: As installed now; for `NOT_INSTALLED` the one that stays.
        state: Word of `reference/rest-api.md` §7.1.
        old: The plug-in that was there before.
        offered: Version and build that were offered.
    """

    plugin: InstalledPlugin
    state: State
    old: InstalledPlugin | None
    offered: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An offer that was read and compared with what is there; nothing has been changed yet.

    Attributes:
        old: The plug-in that is installed now.
        is_refused: The offer is older than that.
        plans: The packages to be imported.
    """

    offer: Offer
    old: InstalledPlugin | None
    is_refused: bool
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Installer:
    """Installs plug-ins in two steps, so that a file with a broken part changes nothing."""

    store: Store
    files: PluginFiles
    profile: Profile

    def prepare(self, offer: Offer) -> Prepared:
        """Read everything that an installation needs.

        Raises:
            ContentError: A package in the dar cannot be read.
            MissingPackageError: A package is not in the dar.
        """
        descriptor = offer.descriptor
        old = self.store.plugins.get(descriptor.name)
        offered = (descriptor.version, descriptor.build_number)
        order = compare_builds(offered, (old.version, old.build)) if old is not None else 1
        if order < 0:
            return Prepared(offer, old, is_refused=True, plans=())
        policy = self._policy(descriptor, is_first=old is None, is_newer=order > 0)
        plans = tuple(self._plans(offer, policy)) if policy is not None else ()
        return Prepared(offer, old, is_refused=False, plans=plans)

    def carry_out(self, prepared: Prepared) -> InstallResult:
        """Install or overwrite one plug-in; an older one is not installed."""
        # The package reader brings the cryptography library; it is loaded when first needed.
        from mockvro.plugins.importer import execute  # noqa: PLC0415

        offer, old = prepared.offer, prepared.old
        offered = (offer.descriptor.version, offer.descriptor.build_number)
        if prepared.is_refused and old is not None:
            return InstallResult(old, "NOT_INSTALLED", old, offered)
        plugin = self._record(offer, old)
        self.files.put(plugin.name, offer.dar)
        with self.store.transaction():
            for plan in prepared.plans:
                execute(self.store, plan)
            self.store.plugins.put(plugin)
        return InstallResult(plugin, "OVERWRITTEN" if old else "NEW_INSTALLED", old, offered)

    def _policy(
        self, descriptor: Descriptor, *, is_first: bool, is_newer: bool
    ) -> Overwrite | None:
        if descriptor.installation is None:
            return None
        mode = descriptor.installation.mode
        return installation_policy(mode, self.profile.install, is_first=is_first, is_newer=is_newer)

    def _plans(self, offer: Offer, policy: Overwrite) -> Iterator[Plan]:
        from mockvro.plugins.importer import plan_import  # noqa: PLC0415 - as in carry_out

        installation, dar = offer.descriptor.installation, offer.dar
        actions = installation.actions if installation is not None else ()
        for action in actions:
            if action.type == PACKAGE_ACTION and action.resource:
                entry = dar.resource(action.resource)
                if entry is None:
                    raise MissingPackageError(
                        f"the package {action.resource!r} is not in the dar", where=dar.name
                    )
                data = dar.archive.read(entry)
                yield plan_import(self.store, data, policy, file=action.resource)

    def _record(self, offer: Offer, old: InstalledPlugin | None) -> InstalledPlugin:
        descriptor = offer.descriptor
        return InstalledPlugin(
            name=descriptor.name,
            id=old.id if old is not None else self._free_id(offer),
            version=descriptor.version,
            build=descriptor.build_number,
            description=descriptor.description or "",
            file_name=offer.dar.name,
            enabled=old.enabled if old is not None else True,
            log_level=old.log_level if old is not None else "DEFAULT",
            descriptor=msgspec.json.encode(descriptor),
        )

    def _free_id(self, offer: Offer) -> str:
        """The file name without suffix, as the product shows it, made unique by the module."""
        wanted = offer.dar.name.removesuffix(".dar") or offer.descriptor.name
        taken = self.store.plugins.get(wanted) is not None
        return f"{wanted}-{offer.descriptor.name}" if taken else wanted
