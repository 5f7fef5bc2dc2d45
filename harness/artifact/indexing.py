"""Asking the JVM for the class index of one plug-in."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Self

import msgspec

from harness.artifact.calls import wanted_calls
from harness.artifact.classes import NOTIFIERS, ClassIndex, decode_index
from harness.artifact.javalevels import oldest_java
from harness.errors import HarnessError
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.descriptor import Descriptor

DEADLINE_SECONDS: Final = 60.0
"""Ten times what the largest published plug-ins take; a guard against a hanging JVM."""

ANSWER_LIMIT: Final = 256 << 20
"""Bytes of an answer; more is no honest plug-in."""

_MAIN: Final = "mockvro.classindex.Main"
_FLAGS: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx768m")

HELPER_JARS: Final = (
    "o11n-plugin-tools",
    "o11n-plugin-modeldriven-runtime",
    "o11n-sdkapi-vmware",
    "o11n-spring-tools",
)
"""The SDK's own helper jars, meant to be bundled (``reference/misbehaviours.md``)."""

_LAYERS: Final = ("common", "platform")
"""What the product offers, from the narrow parent to the wide one."""

EXITS: Final = ("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt")
NATIVE_LOADERS: Final = tuple(
    f"java.lang.{owner}.{method}"
    for owner in ("System", "Runtime")
    for method in ("load", "loadLibrary")
)


class ApiNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Class name prefixes by standing.

    Attributes:
        internal: Not for plug-ins.
        allowed: Exceptions from that.
        assumed: What the platform has although none of our jars does; by layer.
        removed: What the JDK had up to Java 8 (``reference/version-profiles.md`` §2).
        kept: Exceptions from that.
        unjudged: What one JDK has and another has not.
        encrypting: What encrypts, or makes keys.
    """

    internal: tuple[str, ...]
    allowed: tuple[str, ...]
    assumed: dict[str, tuple[str, ...]]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    unjudged: tuple[str, ...]
    encrypting: tuple[str, ...]


@cache
def api_names() -> ApiNames:
    """Read the list of prefixes.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "api.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=ApiNames)
    except msgspec.DecodeError as error:
        raise HarnessError(f"prefix list is broken: {error}", where="api.toml") from error


class Indexing:
    """A class index in the making: the JVM works while the caller does something else.

    Use as a context manager; leaving it ends the JVM and removes its files.
    """

    def __init__(
        self, jars: Mapping[str, bytes], descriptor: Descriptor, releases: tuple[str, ...] = ()
    ) -> None:
        """Start the JVM on the jars of one plug-in (path in the dar to content).

        References to the JDK are resolved against the oldest Java of the claimed releases.

        Raises:
            HarnessError: The JVM cannot be started.
            MockvroError: Java or our own jars are missing.
        """
        self._names = tuple(sorted(jars))
        self._exempt = frozenset(i for i, name in enumerate(self._names) if is_helper(name))
        command = _command()
        self._folder = TemporaryDirectory(prefix="vroaccept-")
        folder = Path(self._folder.name)
        self._answer, self._errors = folder / "answer.json", folder / "errors.txt"
        paths = [_write(folder / f"{i}.jar", jars[name]) for i, name in enumerate(self._names)]
        question = folder / "question.json"
        asked = _question(paths, self._exempt, descriptor, oldest_java(releases))
        question.write_bytes(msgspec.json.encode(asked))
        self._jvm = self._start(command, question)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._jvm.poll() is None:
            self._jvm.kill()
        self._jvm.wait()
        self._folder.cleanup()

    def result(self) -> ClassIndex:
        """Wait for the index.

        Raises:
            HarnessError: The program failed, took too long, or wrote something else.
        """
        try:
            code = self._jvm.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise HarnessError(f"the class index took longer than {DEADLINE_SECONDS} s") from error
        if code:
            text = self._errors.read_text(errors="replace").strip().splitlines()
            raise HarnessError(f"the class index failed: {text[0] if text else f'exit {code}'}")
        if self._answer.stat().st_size > ANSWER_LIMIT:
            raise HarnessError(f"the class index is larger than {ANSWER_LIMIT} bytes")
        try:
            return decode_index(self._answer.read_bytes(), self._names, self._exempt)
        except msgspec.DecodeError as error:
            raise HarnessError(f"the class index cannot be read: {error}") from error

    def _start(self, command: list[str], question: Path) -> subprocess.Popen[bytes]:
        """All streams are files, so that no pipe can fill up while nobody reads it."""
        with (
            question.open("rb") as source,
            self._answer.open("wb") as out,
            self._errors.open("wb") as err,
        ):
            try:
                return subprocess.Popen(command, stdin=source, stdout=out, stderr=err)
            except OSError as error:
                self._folder.cleanup()
                raise HarnessError(f"the class index cannot be started: {error}") from error


def index_classes(
    jars: Mapping[str, bytes], descriptor: Descriptor, releases: tuple[str, ...] = ()
) -> ClassIndex:
    """Index the jars of a plug-in and wait for it.

    Raises:
        HarnessError: Our program failed.
        MockvroError: Java or our own jars are missing.
    """
    with Indexing(jars, descriptor, releases) as indexing:
        return indexing.result()


def is_helper(jar: str) -> bool:
    """Whether a jar, by its path in the dar, is one of the SDK's own helpers."""
    return jar.rpartition("/")[2].startswith(HELPER_JARS)


def named_classes(descriptor: Descriptor) -> tuple[str, ...]:
    """Every Java class that a descriptor names, once, in order."""
    adaptors = (each.adaptor_class for each in descriptor.datasources)
    finders = (each.java_class for each in descriptor.finders)
    objects = (each.java_class for each in descriptor.objects)
    return tuple(dict.fromkeys(name for name in (*adaptors, *finders, *objects) if name))


def assumed_prefixes(descriptor: Descriptor) -> tuple[str, ...]:
    """Prefixes of classes that count as present although no jar of ours has them."""
    names = api_names()
    layers = (names.assumed[layer] for layer in _layers(descriptor))
    return (*names.removed, *names.unjudged, *chain.from_iterable(layers))


def _layers(descriptor: Descriptor) -> tuple[str, ...]:
    return _LAYERS[:1] if descriptor.classpath_parent == "common" else _LAYERS


def _question(
    paths: list[str], exempt: frozenset[int], descriptor: Descriptor, java: int | None
) -> dict[str, Any]:
    """What ``mockvro.classindex.Question`` documents."""
    names = api_names()
    layers = _layers(descriptor)
    wanted = named_classes(descriptor)
    return {
        "jars": paths,
        "home": [each.adaptor_class for each in descriptor.datasources if each.adaptor_class],
        "exempt": sorted(exempt),
        "java": java,
        "provided": [
            {"layer": layer, "path": str(jar)}
            for layer in layers
            for jar in locate.classpath(layer)
        ],
        "hidden": [
            str(jar) for layer in _LAYERS if layer not in layers for jar in locate.classpath(layer)
        ],
        "assumed": assumed_prefixes(descriptor),
        "describe": wanted,
        "roots": wanted,
        "calls": [*EXITS, *NATIVE_LOADERS, *NOTIFIERS, *wanted_calls()],
        "watch": [*names.internal, *names.removed, *names.encrypting],
    }


def _write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def _command() -> list[str]:
    classpath = os.pathsep.join(str(jar) for jar in locate.classpath("classindex"))
    return [str(locate.java().java), *_FLAGS, "-cp", classpath, _MAIN]
