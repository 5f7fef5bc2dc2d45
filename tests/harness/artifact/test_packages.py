"""Rules about packages and their content, beyond the variants."""

from __future__ import annotations

import msgspec
import pytest

from harness.artifact.rules import packages, workflows
from harness.artifact.rules.packages import signature_rules
from mockvro.content.package import PackageSpec, SignatureReport, UsedPlugin, write_package
from sample_plugins.misbehaving.base.parts import content
from tests.harness.artifact.plugins import module, plugin_of

BODY = (
    "<installation mode='version'>"
    "<action type='install-package' resource='packages/a.package'/></installation>"
    "<finder-datasources><finder-datasource name='d' adaptor-class='a.B'/></finder-datasources>"
    "<finders><finder type='Beacon' datasource='d' hidden='true'/></finders>"
)


def _rules(data: bytes, name: str = "Beacon") -> set[str]:
    descriptor = module(BODY).replace('name="Acme"', f'name="{name}"')
    plugin = plugin_of(descriptor, **{"resources__packages__a.package": data})
    found = [*packages.rules(plugin), *workflows.rules(plugin)]
    return {f"{finding.effect} {finding.rule}" for finding in found}


def _spec(**changes: object) -> PackageSpec:
    return msgspec.structs.replace(content(), **changes)


def _with_workflow(old: str, new: str) -> PackageSpec:
    workflow, *others = content().elements
    assert old in str(workflow.data)
    changed = msgspec.structs.replace(workflow, data=str(workflow.data).replace(old, new))
    return _spec(elements=(changed, *others))


UNSIGNED = "warn D26"


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        (_spec(), set()),
        (_spec(id="9413$rootElement.hashCode()"), {"warn P03"}),
        (_spec(used_plugins=()), {"note P04"}),
        (_spec(used_plugins=(UsedPlugin("Other"),)), {"note P04"}),
        (
            _with_workflow('name="times" type="number"><d', 'name="times" type="VC:VM"><d'),
            {"warn P04", "note W16", "warn W18"},
        ),
        (_with_workflow('type="task"', 'type="chore"'), {"fail W02"}),
        (_with_workflow("</workflow>", ""), {"fail W01"}),
        (_with_workflow('x="150.0"', 'x="left"'), {"fail W04"}),
        (
            _with_workflow('root-name="item1"', 'root-name="item7"'),
            {"fail W06", "warn W11", "warn W12"},
        ),
        (_with_workflow('version="1.0.0"', 'version="one"'), {"warn P16"}),
        (_with_workflow('id="5d0f6a0e', 'id="6d0f6a0e'), {"fail P06"}),
        (_with_workflow('encoded="false"', 'encoded="true"'), {"fail W03"}),
    ],
)
def test_content(spec: PackageSpec, found: set[str]) -> None:
    assert _rules(write_package(spec)) == found | {UNSIGNED}


def test_what_is_no_package() -> None:
    assert _rules(b"no") == {"fail D25"}


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (SignatureReport(), set()),
        (SignatureReport(fault="unsigned"), {"warn D26"}),
        (SignatureReport(fault="bad-entries", bad=("a",)), {"fail D26"}),
        (SignatureReport(fault="certificate-missing"), {"fail D26"}),
        (SignatureReport(fault="key-unsupported"), {"fail D26"}),
        (SignatureReport(expired=True), {"warn D26"}),
        (SignatureReport(sample_key=True), {"fail P12"}),
        (SignatureReport(orphans=("signatures/x",)), {"warn P14"}),
    ],
)
def test_signatures(report: SignatureReport, found: set[str]) -> None:
    findings = signature_rules("a.package", report)
    assert {f"{finding.effect} {finding.rule}" for finding in findings} == found
