"""The public interface for suites, ours and a partner's own; also the pytest plug-in itself.

::

    from harness.pytest_plugin import Judge, Stage, check

    @check("inv.phantom-object")
    def test_phantom_object(stage: Stage, judge: Judge) -> None: ...

The fixtures ``judge``, ``stage``, ``own_stage``, ``fresh_stage``, ``aftermath``, ``inspection``,
``shipped`` and ``submission`` are there in every test of a process that loads this module
(``pytest -p harness.pytest_plugin``).
"""

from harness.artifact import Inspection, ShippedElement, ShippedPackage
from harness.case.expectation import output_mismatch
from harness.pytest_plugin.declare import check
from harness.pytest_plugin.exceptions import describe_exception
from harness.pytest_plugin.fixtures import (
    aftermath,
    fresh_stage,
    inspection,
    judge,
    own_stage,
    shipped,
    stage,
    submission,
)
from harness.pytest_plugin.hooks import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_pyfunc_call,
    pytest_runtest_makereport,
    pytest_runtest_setup,
    pytest_sessionfinish,
)
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.judging import Judge
from harness.pytest_plugin.leaks import Leak
from harness.pytest_plugin.remains import Aftermath, Output
from harness.pytest_plugin.runs import EffectSeen, WorkflowRun
from harness.pytest_plugin.site import Site as FreshStage
from harness.pytest_plugin.snapshot import Branch, Node, Snapshot
from harness.pytest_plugin.stop import PluginNotLoadedError
from harness.settings import RunSettings as Submission

__all__ = [
    "Aftermath",
    "Branch",
    "EffectSeen",
    "FreshStage",
    "Inspection",
    "Judge",
    "Leak",
    "Node",
    "Output",
    "PluginNotLoadedError",
    "ShippedElement",
    "ShippedPackage",
    "Snapshot",
    "Stage",
    "Submission",
    "WorkflowRun",
    "aftermath",
    "check",
    "describe_exception",
    "fresh_stage",
    "inspection",
    "judge",
    "output_mismatch",
    "own_stage",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_pyfunc_call",
    "pytest_runtest_makereport",
    "pytest_runtest_setup",
    "pytest_sessionfinish",
    "shipped",
    "stage",
    "submission",
]
