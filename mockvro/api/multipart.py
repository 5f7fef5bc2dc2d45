"""Multipart bodies whose header says something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.datastructures import FormData

BOUNDARY = re.compile(rb"--([0-9A-Za-z'()+_,./:=?-]{1,70})\r\n(?=[Cc]ontent-)")


async def parts_of(body: bytes) -> FormData | None:
    """The parts of a body that starts like multipart; None for any other body.

    One Maven plug-in adds `Content-Type: application/json` to its uploads
    (`reference/rest-clients.md` §15).

    Raises:
        HTTPException: With status 400, the parts cannot be read.
    """
    found = BOUNDARY.match(body)
    if found is None:
        return None
    kind = f"multipart/form-data; boundary={found[1].decode('ascii')}"

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        return await MultiPartParser(Headers({"content-type": kind}), stream()).parse()
    except MultiPartException as problem:
        raise HTTPException(400, problem.message) from problem
