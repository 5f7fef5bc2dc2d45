"""``vroaccept verify``: a reviewer's answer about a bundle."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from msgspec import structs

from harness.bundle import Code, Policy, Verdict, Verification, load_keyring, verify_bundle
from harness.checks.plan import Level, Plan, read_plan
from harness.errors import UsageError
from harness.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXIT = {Verdict.ACCEPTED: 0, Verdict.REJECTED: 1, Verdict.INCONCLUSIVE: 3}


def command(
    bundle: Annotated[Path, typer.Argument(help="The bundle, *.vroaccept.zip.")],
    *,
    artifact: Annotated[Path, typer.Option(help="The plug-in that was uploaded with it.")],
    keyring: Annotated[Path, typer.Option(help="Your keyring; see 'vroaccept keys ring'.")],
    plan: Annotated[
        str, typer.Option(help="Your plan: certification, partner, quick, or a TOML file.")
    ] = "certification",
    challenge: Annotated[
        str | None, typer.Option(help="What you issued for this submission.")
    ] = None,
    received: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When you got the bundle, UTC; now."),
    ] = None,
    waive: Annotated[
        list[str] | None, typer.Option(help="Mandatory check that may have failed.")
    ] = None,
    not_applicable: Annotated[
        list[str] | None,
        typer.Option(help="Mandatory check that you found not to apply to this plug-in."),
    ] = None,
    all_not_applicable: Annotated[
        bool,
        typer.Option(
            "--all-not-applicable",
            help="Confirm whatever the run says not to apply; read the list without it first.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Verify a bundle: exit 0 accepted, 1 rejected, 3 inconclusive."""
    demands = read_plan(plan)
    verification = verify_bundle(
        bundle,
        artifact=artifact,
        keyring=load_keyring(keyring),
        policy=structs.replace(
            _policy(demands, waive or (), not_applicable or ()), confirms_all=all_not_applicable
        ),
        challenge=challenge,
        received=received.replace(tzinfo=UTC) if received else None,
    )
    typer.echo(_as_json(verification, demands) if as_json else _as_text(verification, demands))
    raise typer.Exit(_EXIT[verification.verdict])


def _policy(plan: Plan, waived: Iterable[str], not_applicable: Iterable[str]) -> Policy:
    mandatory = frozenset(ref for ref, level in plan.checks.items() if level is Level.MANDATORY)
    return Policy(
        mandatory=mandatory,
        waived=_refs(mandatory, waived, "--waive"),
        not_applicable=_refs(mandatory, not_applicable, "--not-applicable"),
    )


def _refs(mandatory: frozenset[str], names: Iterable[str], option: str) -> frozenset[str]:
    found = set()
    for name in names:
        hits = {ref for ref in mandatory if name in {ref, ref.partition("@")[0]}}
        if not hits:
            raise UsageError("not a mandatory check of this plan", where=f"{option} {name}")
        found |= hits
    return frozenset(found)


def _as_json(verification: Verification, plan: Plan) -> str:
    signed = verification.statement
    answer = {
        "verdict": verification.verdict,
        "plan": plan.ref,
        "reasons": verification.reasons,
        "partner": verification.partner,
        "keyid": signed.predicate.run.signer_keyid if signed else "",
        "run": signed.predicate.run.id if signed else "",
        "result": signed.predicate.result if signed else "",
        "subjects": signed.subject if signed else (),
    }
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()


def _as_text(verification: Verification, plan: Plan) -> str:
    lines = [f"{verification.verdict} by plan {plan.ref}"]
    weighty = sorted(verification.reasons, key=lambda reason: tuple(Code).index(reason.code))
    lines += [f"  {reason.code}: {reason.text}" for reason in weighty]
    if any(reason.code is Code.PLAN_NOT_APPLICABLE for reason in weighty):
        lines.append(
            "confirm what does not apply with --not-applicable CHECK, once for each check,"
            " or, after reading the list, with --all-not-applicable"
        )
    signed = verification.statement
    if signed is not None:
        run = signed.predicate.run
        lines.append(f"signed by {verification.partner}, key {run.signer_keyid}")
        lines.append(f"run {run.id}, claimed to have ended {run.finished_on:%Y-%m-%d %H:%M}Z")
        lines += [f"{item.name}  sha256 {item.digest.sha256}" for item in signed.subject]
    return "\n".join(map(printable, lines))
