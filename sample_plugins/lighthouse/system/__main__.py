"""``python -m sample_plugins.lighthouse.system``: a harbour office in the foreground."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sample_plugins.lighthouse.system.server import serve

if TYPE_CHECKING:
    from types import FrameType


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="lighthouse-system", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 chooses a free one")
    parser.add_argument("--port-file", type=Path, help="file to write the port to")
    parser.add_argument("--number", type=int, default=1, help="each office has names of its own")
    parser.add_argument("--user", default="keeper")
    parser.add_argument(
        "--password-variable",
        default="HARBOUR_PASSWORD",
        help="environment variable that holds the password; 'light' if it is not set",
    )
    options = parser.parse_args(arguments)
    password = os.environ.get(options.password_variable, "light")
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with serve(options.port, options.user, password, number=options.number) as office:
        if options.port_file:
            # written at once, so that a reader never sees half a number
            part = options.port_file.with_suffix(".part")
            part.write_text(f"{office.port}\n")
            part.replace(options.port_file)
        print(office.port, flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
