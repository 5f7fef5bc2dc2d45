"""Running the checks of a plan over a submission, up to the signed bundle."""

from harness.run.engine import Progress, execute
from harness.run.finish import Finished, finish
from harness.run.naming import demand_named
from harness.run.request import RunFolder, RunRequest

__all__ = [
    "Finished",
    "Progress",
    "RunFolder",
    "RunRequest",
    "demand_named",
    "execute",
    "finish",
]
