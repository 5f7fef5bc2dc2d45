"""``python -m sample_plugins.lighthouse.system.call PORT fill 100``: call a harbour office."""

from __future__ import annotations

import argparse
import json
import sys
from http.client import HTTPConnection

_SECONDS = 30


def main(arguments: list[str] | None = None) -> int:
    """Make one admin call; 1 when it is refused."""
    parser = argparse.ArgumentParser(prog="lighthouse-call", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("call", choices=("reset", "fill", "change", "expire"))
    parser.add_argument("count", type=int, nargs="?", default=0, help="lighthouses to add")
    options = parser.parse_args(arguments)
    connection = HTTPConnection("127.0.0.1", options.port, timeout=_SECONDS)
    body = json.dumps({"lighthouses": options.count}).encode()
    connection.request("POST", f"/_admin/{options.call}", body)
    status = connection.getresponse().status
    connection.close()
    return 0 if status < 400 else 1  # noqa: PLR2004 - refused


if __name__ == "__main__":
    sys.exit(main())
