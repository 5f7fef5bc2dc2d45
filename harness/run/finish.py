"""From outcomes to the verdict, the reports, and the signed bundle."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from harness.bundle import BundleContent, RunFacts, SigningKey, WrittenBundle, write_bundle
from harness.bundle.subjects import read_subjects
from harness.checks import (
    CheckOutcome,
    Judgement,
    Outcome,
    ReasonCode,
    judge_run,
    read_journal,
)
from harness.checks.outcome import OwnOutcome
from harness.checks.registry import spec_of
from harness.report import (
    RunLabels,
    check_results,
    render_ctrf,
    render_findings,
    render_junit,
    render_own,
    render_page,
)
from harness.run.evidence import collect, usable_secrets
from harness.run.ingredients import ingredients
from harness.run.repeat import reproduction_of
from harness.version import kit_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.run.request import RunFolder, RunRequest


class Finished(Struct, frozen=True, kw_only=True):
    """A run that has come to its verdict; its labels name bundle and report."""

    judgement: Judgement
    labels: RunLabels
    bundle: WrittenBundle


def finish(
    request: RunRequest, folder: RunFolder, outcomes: Iterable[CheckOutcome], key: SigningKey
) -> Finished:
    """Judge a run, write its reports and its bundle.

    Raises:
        BundleWriteError: The bundle cannot be written, or a secret would be in it.
    """
    finished = datetime.now(UTC)
    everything = (*outcomes, *_left_out(request))
    judgement = judge_run(everything, request.plan, request.case.waiver, finished.date())
    target = folder.path / _bundle_name(request)
    labels = RunLabels(
        artifact=request.artifact.name,
        plan=request.plan.ref,
        bundle=str(target),
        details=str(folder.results / "summary.html"),
        seconds=(finished - request.started).total_seconds(),
        reproduction=reproduction_of(request),
    )
    _write_reports(request, folder, judgement, labels, finished)
    content = BundleContent(
        subjects=read_subjects(request.artifact),
        run=_facts(request, judgement, finished),
        results=check_results(judgement.results),
        ingredients=ingredients(request.plan.ref),
        evidence=collect(request, folder),
        secrets=usable_secrets(request.secrets),
    )
    return Finished(judgement=judgement, labels=labels, bundle=write_bundle(target, content, key))


def _left_out(request: RunRequest) -> Iterator[CheckOutcome]:
    """Say of the checks of the plan that nobody asked for why they have no outcome."""
    for check in request.plan.ids:
        if check not in request.checks:
            yield CheckOutcome(
                check=check,
                version=spec_of(check).version,
                outcome=Outcome.NOT_EXERCISED,
                reason="left out with --only",
                code=ReasonCode.NOT_SELECTED,
            )


def _bundle_name(request: RunRequest) -> str:
    """``<plugin>-<version>-<runid>.vroaccept.zip`` (guide ``bundle-format.md`` §1)."""
    plugin = request.case.plugin
    words = "-".join(filter(None, (plugin.name, plugin.version, request.id[:12])))
    return "".join(char if char.isalnum() or char in "-._" else "-" for char in words) + (
        ".vroaccept.zip"
    )


def _facts(request: RunRequest, judgement: Judgement, finished: datetime) -> RunFacts:
    kinds = [result.outcome.outcome.value for result in judgement.results]
    return RunFacts(
        id=request.id,
        started_on=request.started,
        finished_on=finished,
        plan=request.plan.ref,
        counts={kind: kinds.count(kind) for kind in sorted(set(kinds))},
    )


def _write_reports(
    request: RunRequest,
    folder: RunFolder,
    judgement: Judgement,
    labels: RunLabels,
    finished: datetime,
) -> None:
    """Write the reports; they leave the machine, so that files are named without their place."""
    results, anonymous = folder.results, reproduction_of(request, places=False)
    ctrf = render_ctrf(
        judgement.results, started=request.started, finished=finished, version=kit_version()
    )
    page = render_page(judgement, structs.replace(labels, reproduction=anonymous))
    (results / "junit.xml").write_bytes(render_junit(judgement.results))
    (results / "ctrf.json").write_bytes(ctrf)
    (results / "summary.html").write_text(page, encoding="utf-8")
    (results / "findings.json").write_bytes(render_findings(judgement, anonymous))
    if request.own_suite is not None:
        events = read_journal(folder.journal)
        own = [event for event in events if isinstance(event, OwnOutcome)]
        (results / "own.json").write_bytes(render_own(own))
