"""Asking the JVM for the class index of one plug-in."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import msgspec

from harness.artifact.classes import ClassIndex, decode_index
from harness.errors import HarnessError
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.descriptor import Descriptor

DEADLINE_SECONDS: Final = 60.0
"""Ten times what the largest published plug-ins take; a guard against a hanging JVM."""

ANSWER_LIMIT: Final = 256 << 20
"""Bytes of an answer; more is no honest plug-in."""

_FLAGS: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx768m")

HELPER_JARS: Final = (
    "o11n-plugin-tools",
    "o11n-plugin-modeldriven-runtime",
    "o11n-sdkapi-vmware",
    "o11n-spring-tools",
)
"""The SDK's own helper jars, meant to be bundled (``reference/misbehaviours.md``)."""

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
    """

    internal: tuple[str, ...]
    allowed: tuple[str, ...]
    assumed: dict[str, tuple[str, ...]]
    removed: tuple[str, ...]


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


def index_classes(jars: Mapping[str, bytes], descriptor: Descriptor) -> ClassIndex:
    """Index the jars of a plug-in (path in the dar to content).

    Raises:
        HarnessError: Our program failed.
        MockvroError: Java or our own jars are missing.
    """
    names = tuple(sorted(jars))
    exempt = frozenset(i for i, name in enumerate(names) if is_helper(name))
    with TemporaryDirectory(prefix="vroaccept-") as folder:
        paths = [_write(Path(folder, f"{i}.jar"), jars[name]) for i, name in enumerate(names)]
        answer = _ask(_question(paths, exempt, descriptor), Path(folder))
    try:
        return decode_index(answer, names, exempt)
    except msgspec.DecodeError as error:
        raise HarnessError(f"the class index cannot be read: {error}") from error


def is_helper(jar: str) -> bool:
    """Whether a jar, by its path in the dar, is one of the SDK's own helpers."""
    return jar.rpartition("/")[2].startswith(HELPER_JARS)


def named_classes(descriptor: Descriptor) -> tuple[str, ...]:
    """Every Java class that a descriptor names, once, in order."""
    adaptors = (each.adaptor_class for each in descriptor.datasources)
    finders = (each.java_class for each in descriptor.finders)
    objects = (each.java_class for each in descriptor.objects)
    return tuple(dict.fromkeys(name for name in (*adaptors, *finders, *objects) if name))


def _question(paths: list[str], exempt: frozenset[int], descriptor: Descriptor) -> dict[str, Any]:
    """What ``mockvro.classindex.Question`` documents."""
    names = api_names()
    layers = ("common",) if descriptor.classpath_parent == "common" else ("common", "platform")
    wanted = named_classes(descriptor)
    return {
        "jars": paths,
        "home": [each.adaptor_class for each in descriptor.datasources if each.adaptor_class],
        "exempt": sorted(exempt),
        "provided": [
            {"layer": layer, "path": str(jar)}
            for layer in layers
            for jar in locate.classpath(layer)
        ],
        "assumed": [*names.removed, *(each for layer in layers for each in names.assumed[layer])],
        "describe": wanted,
        "roots": wanted,
        "calls": [*EXITS, *NATIVE_LOADERS],
        "watch": names.internal,
    }


def _write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def _ask(question: dict[str, Any], folder: Path) -> bytes:
    """Run the Java side once; its answer goes to a file, so that no pipe can fill up."""
    classpath = ":".join(str(jar) for jar in locate.classpath("classindex"))
    command = [str(locate.java().java), *_FLAGS, "-cp", classpath, "mockvro.classindex.Main"]
    output, errors = folder / "answer.json", folder / "errors.txt"
    try:
        with output.open("wb") as out, errors.open("wb") as err:
            subprocess.run(
                command,
                input=msgspec.json.encode(question),
                stdout=out,
                stderr=err,
                timeout=DEADLINE_SECONDS,
                check=True,
            )
    except subprocess.TimeoutExpired as error:
        raise HarnessError(f"the class index took longer than {DEADLINE_SECONDS} s") from error
    except (OSError, subprocess.CalledProcessError) as error:
        text = errors.read_text(errors="replace").strip().splitlines()
        raise HarnessError(f"the class index failed: {text[0] if text else error}") from error
    if output.stat().st_size > ANSWER_LIMIT:
        raise HarnessError(f"the class index is larger than {ANSWER_LIMIT} bytes")
    return output.read_bytes()
