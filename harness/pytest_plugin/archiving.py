"""What is kept of an Orchestrator in the folder of its stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from harness.client import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from harness.client import Observation
    from harness.client.mockvro import MockvroApi

OBSERVATIONS, PLUGIN_LOG, EXCHANGES = "observations.jsonl", "plugin-log.jsonl", "exchanges.jsonl"
SINCE = "since.txt"
"""When the release under test began on a stage on which another one was before; empty: never."""
STREAMS, SIZES = ("stdout", "stderr"), "output-sizes.jsonl"

_encoder = msgspec.json.Encoder()


def archive(
    host: MockvroApi, observations: Callable[[], Iterable[Observation]], folder: Path
) -> None:
    """End the JVM, then keep what the simulation knows; an error of its own is kept instead."""
    try:
        host.stop_host()
        _write(folder / OBSERVATIONS, (item.facts for item in observations()))
        _write(folder / PLUGIN_LOG, host.log())
        sizes = []
        for stream in STREAMS:
            capture = host.capture(stream)
            (folder / f"{stream}.txt").write_text(capture.text, encoding="utf-8")
            sizes.append({"stream": stream, "bytes": capture.size})
        _write(folder / SIZES, sizes)
    except ClientError as exc:
        (folder / "archive-error.txt").write_text(f"{exc}\n", encoding="utf-8")


def _write(path: Path, documents: Iterable[object]) -> None:
    with path.open("wb") as file:
        for document in documents:
            file.write(_encoder.encode(document) + b"\n")
