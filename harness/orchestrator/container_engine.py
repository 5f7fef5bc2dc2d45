"""The container engine of this machine, asked through the Docker SDK."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

import docker
import requests
from docker.errors import APIError, DockerException, ImageNotFound

from harness.errors import UsageError
from harness.orchestrator.api import OrchestratorError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL = "unix://"
_DEFAULT = "unix:///var/run/docker.sock"
_WHERE = "--orchestrator container"


def connect(image: str) -> docker.DockerClient:
    """Connect to the engine; it has been asked whether it has the image.

    Raises:
        UsageError: No engine answers on this machine, or it does not have the image.
    """
    client = _client()
    try:
        client.images.get(image)
    except ImageNotFound as exc:
        client.close()
        raise UsageError(
            f"there is no image {image}",
            where=_WHERE,
            advice=f"build it in the project's folder: docker build -f mockvro/Dockerfile "
            f"-t {image} .",
        ) from exc
    except (DockerException, requests.RequestException) as exc:
        client.close()
        raise _no_engine(exc) from exc
    return client


@contextlib.contextmanager
def told(image: str) -> Iterator[None]:
    """Turn what the engine refuses into one line.

    Raises:
        OrchestratorError: The engine refuses, or does not answer any more.
    """
    try:
        yield
    except APIError as exc:
        raise OrchestratorError(f"the engine refuses: {exc.explanation}", where=image) from exc
    except (DockerException, requests.RequestException, OSError) as exc:
        raise OrchestratorError(f"the engine fails: {exc}", where=image) from exc


def _client() -> docker.DockerClient:
    address = _address()
    if not address.startswith(_LOCAL):
        raise UsageError(
            "the engine is on another machine, whose network the checks cannot use",
            where=f"{_WHERE}: DOCKER_HOST",
            advice="use an engine of this machine",
        )
    try:
        # the SDK would not close the socket that it could not connect
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(address.removeprefix(_LOCAL))
        return docker.from_env()
    except (DockerException, OSError) as exc:
        raise _no_engine(exc) from exc


def _address() -> str:
    return os.environ.get("DOCKER_HOST") or _DEFAULT


def _no_engine(exc: Exception) -> UsageError:
    reason = " ".join(str(exc).split())
    return UsageError(
        f"no container engine answers at {_address()}: {reason}",
        where=_WHERE,
        advice="start one, such as Docker's; 'docker version' tells whether it answers",
    )
