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
from harness.artifact.classes import ClassIndex
from harness.backend import ManagedSystem
from harness.backend.faults import (
    CanaryHit,
    CertificateShop,
    Counters,
    Exchange,
    Fault,
    FaultProxy,
    Profile,
    Rule,
    Target,
)
from harness.canary import Leak
from harness.case import Case, Reading, WorkflowEntry
from harness.case.effects import at_pointer
from harness.case.expectation import output_mismatch
from harness.client import Answer, Observation, VroClient
from harness.client import Lookup as CatalogLookup
from harness.client.catalog import CatalogObject
from harness.client.events import WatcherCycles
from harness.client.mockvro import FoundAll, StoredRun
from harness.client.observed import LoaderFate, ObservedThread, Pool, cpu_between
from harness.errors import CannotJudgeError
from harness.pytest_plugin.clock import Clock, Timed
from harness.pytest_plugin.declare import check
from harness.pytest_plugin.endpoints import Successor, TwoEndpoints
from harness.pytest_plugin.exceptions import describe_exception
from harness.pytest_plugin.facts import restarts_by_itself, version_order
from harness.pytest_plugin.fixtures import (
    aftermath,
    fresh_stage,
    inspection,
    judge,
    null_plugin,
    own_stage,
    previous,
    seeds,
    shared_endpoints,
    shipped,
    stage,
    submission,
    successor,
    two_endpoints,
    upgrade,
)
from harness.pytest_plugin.growth import (
    grows_with_dose,
    heap_grows,
    rises_every_time,
    rises_steadily,
    slope,
)
from harness.pytest_plugin.hooks import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_make_collect_report,
    pytest_pyfunc_call,
    pytest_runtest_makereport,
    pytest_runtest_setup,
    pytest_sessionfinish,
)
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.judging import Judge
from harness.pytest_plugin.launching import Launch
from harness.pytest_plugin.remains import Aftermath, Output
from harness.pytest_plugin.runs import EffectSeen, WorkflowRun
from harness.pytest_plugin.seeding import Seeds
from harness.pytest_plugin.site import Site as FreshStage
from harness.pytest_plugin.snapshot import Branch, Node, Snapshot
from harness.pytest_plugin.steps import PAUSE, Steps
from harness.pytest_plugin.stop import NotExercisedError, NothingRemoteError, PluginNotLoadedError
from harness.pytest_plugin.upgrading import (
    Endpoints,
    Upgrade,
    Waited,
    answered,
    begin_waiting,
    earlier_facts,
)
from harness.settings import RunSettings as Submission
from mockvro.content.descriptor import Attribute, Descriptor
from mockvro.content.descriptor.model import Method

__all__ = [
    "PAUSE",
    "Aftermath",
    "Answer",
    "Attribute",
    "Branch",
    "CanaryHit",
    "CannotJudgeError",
    "Case",
    "CatalogLookup",
    "CatalogObject",
    "CertificateShop",
    "ClassIndex",
    "Clock",
    "Counters",
    "Descriptor",
    "EffectSeen",
    "Endpoints",
    "Exchange",
    "Fault",
    "FaultProxy",
    "FoundAll",
    "FreshStage",
    "Inspection",
    "Judge",
    "Launch",
    "Leak",
    "LoaderFate",
    "ManagedSystem",
    "Method",
    "Node",
    "NotExercisedError",
    "NothingRemoteError",
    "Observation",
    "ObservedThread",
    "Output",
    "PluginNotLoadedError",
    "Pool",
    "Profile",
    "Reading",
    "Rule",
    "Seeds",
    "ShippedElement",
    "ShippedPackage",
    "Snapshot",
    "Stage",
    "Steps",
    "StoredRun",
    "Submission",
    "Successor",
    "Target",
    "Timed",
    "TwoEndpoints",
    "Upgrade",
    "VroClient",
    "Waited",
    "WatcherCycles",
    "WorkflowEntry",
    "WorkflowRun",
    "aftermath",
    "answered",
    "at_pointer",
    "begin_waiting",
    "check",
    "cpu_between",
    "describe_exception",
    "earlier_facts",
    "fresh_stage",
    "grows_with_dose",
    "heap_grows",
    "inspection",
    "judge",
    "null_plugin",
    "output_mismatch",
    "own_stage",
    "previous",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_make_collect_report",
    "pytest_pyfunc_call",
    "pytest_runtest_makereport",
    "pytest_runtest_setup",
    "pytest_sessionfinish",
    "restarts_by_itself",
    "rises_every_time",
    "rises_steadily",
    "seeds",
    "shared_endpoints",
    "shipped",
    "slope",
    "stage",
    "submission",
    "successor",
    "two_endpoints",
    "upgrade",
    "version_order",
]
