"""``vroaccept run``: from a plug-in to a signed verdict."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Console

from harness.bundle import (
    KeyKind,
    Keyring,
    SigningKey,
    TrustedKey,
    generate_key,
    save_keyring,
)
from harness.bundle.secrets import MIN_SECRET
from harness.canary import secret_values
from harness.case import blanks, load_case
from harness.case.placeholders import names_in
from harness.checks import read_plan
from harness.cli._progress import ConsoleProgress
from harness.cli.keys import unlock
from harness.errors import UsageError
from harness.orchestrator import Access, provider_for
from harness.orchestrator.access import IMAGE
from harness.report import printable, render_summary
from harness.run import Finished, RunFolder, RunRequest, demand_named, execute, finish

if TYPE_CHECKING:
    from harness.case import Case

KEYRING = "one-time-keyring.json"


def command(
    artifact: Annotated[Path, typer.Argument(help="A .dar or .vmoapp file.")],
    *,
    case: Annotated[Path, typer.Option(help="Your acceptance.toml.")],
    out: Annotated[Path, typer.Option(help="Folder; each run makes one of its own in it.")],
    plan: Annotated[
        str,
        typer.Option(help="What has to be passed: certification, partner, quick, or a TOML file."),
    ] = "certification",
    only: Annotated[
        list[str] | None, typer.Option(help="Run this check only; may be repeated.")
    ] = None,
    orchestrator: Annotated[
        str, typer.Option(help="'embedded', 'container', or the address of a running one.")
    ] = "embedded",
    profile: Annotated[str, typer.Option(help="Release that a simulated one plays.")] = "8.18",
    image: Annotated[
        str, typer.Option(help=f"Image of the container; {IMAGE}:VERSION without.")
    ] = "",
    user: Annotated[
        str, typer.Option(help="Account on a running one; VRO_PASSWORD has the password.")
    ] = "",
    ca: Annotated[Path | None, typer.Option(help="Authorities (PEM) for its certificate.")] = None,
    insecure: Annotated[bool, typer.Option(help="Take its certificate as it comes.")] = False,
    key: Annotated[
        Path | None, typer.Option(help="Your private key; a one-time key without it.")
    ] = None,
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Descriptor whose first line is the key's passphrase.")
    ] = None,
    attempts: Annotated[
        int, typer.Option(min=1, max=10, help="How often a finding must show.")
    ] = 3,
    soak: Annotated[
        float, typer.Option(min=0.1, max=100, help="Factor on the length of repeated scenarios.")
    ] = 1.0,
    workers: Annotated[
        int, typer.Option(min=0, max=16, help="Processes that share the checks; 0: as it fits.")
    ] = 0,
    previous: Annotated[
        Path | None, typer.Option(help="An earlier release, for the checks of upgrades.")
    ] = None,
    suite: Annotated[
        Path | None, typer.Option(help="Folder with pytest tests of your own; they never decide.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed for made-up ids; random without.")] = None,
    check_seconds: Annotated[float, typer.Option(min=1, help="Limit for one check.")] = 300.0,
    total_seconds: Annotated[float, typer.Option(min=1, help="Limit for the run.")] = 3600.0,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Run the checks of a plan: exit 0 accepted, 1 rejected, 3 inconclusive."""
    loaded = load_case(case)
    request = RunRequest(
        artifact=artifact,
        case=loaded,
        plan=read_plan(plan),
        plan_file=Path(plan) if plan.endswith(".toml") else None,
        only=tuple(only or ()),
        orchestrator=orchestrator,
        access=_access(image, user, ca, insecure=insecure),
        profile=profile,
        attempts=attempts,
        seed=secrets.randbelow(2**32) if seed is None else seed,
        soak=soak,
        workers=workers,
        previous=previous,
        own_suite=suite,
        check_seconds=check_seconds,
        total_seconds=total_seconds,
        secrets=secret_values(loaded),
    )
    request.validate()
    demand_named(artifact, loaded)
    _require_means(request)
    signing = unlock(key, passphrase_fd) if key else generate_key(KeyKind.ED25519)
    finished = _run(request, RunFolder(out / request.id), signing, one_time=key is None)
    _tell(request, finished, as_json=as_json, one_time=key is None)
    raise typer.Exit(finished.judgement.verdict.exit_code)


def _require_means(request: RunRequest) -> None:
    """Find what is missing on this machine before anything starts.

    Raises:
        HarnessError: No Java, no engine or image, no such address, no credentials.
    """
    provider = provider_for(
        request.orchestrator,
        profile=request.profile,
        deadlines=request.case.deadlines,
        access=request.access,
    )
    if request.dynamic:
        provider.preflight(request.case.plugin.name)


def _access(image: str, user: str, ca: Path | None, *, insecure: bool) -> Access:
    if ca and insecure:
        raise UsageError("--ca and --insecure exclude each other", where="--insecure")
    return Access(image=image, user=user, ca=str(ca.absolute()) if ca else "", insecure=insecure)


def _run(
    request: RunRequest, folder: RunFolder, signing: SigningKey, *, one_time: bool
) -> Finished:
    folder.create()
    console = Console(stderr=True)
    short = [name for name, value in request.secrets.items() if len(value) < MIN_SECRET]
    if left := _left_blank(request.case):
        told = f"{request.case.path}: still to be filled in: {', '.join(left)}"
        console.print(printable(told), markup=False, highlight=False, soft_wrap=True)
    for name in short:
        console.print(
            f"secret {name} is too short to be looked for in logs", markup=False, highlight=False
        )
    with ConsoleProgress(console) as progress:
        outcomes = execute(request, folder, progress)
    if one_time:
        _write_keyring(folder.path / KEYRING, signing, request.case)
    return finish(request, folder, outcomes, signing)


def _left_blank(case: Case) -> list[str]:
    backend = case.backend
    known = backend and (backend.start or backend.port or backend.ready.port_file)
    nowhere = "port" in names_in([case.configure, case.workflow]) and not known
    return [*blanks(case), *(["[backend], for {port}"] if nowhere else [])]


def _write_keyring(path: Path, signing: SigningKey, case: Case) -> None:
    """Let the person try ``verify`` on a bundle that no reviewer would take."""
    public = signing.public
    trusted = TrustedKey(
        keyid=public.keyid,
        partner=f"one-time key of a run of {case.plugin.name}",
        public_key=public.pem,
        valid_from=datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0),
    )
    save_keyring(path, Keyring(keys=(trusted,)))


def _tell(request: RunRequest, finished: Finished, *, as_json: bool, one_time: bool) -> None:
    if as_json:
        document = msgspec.json.encode(_as_data(request, finished))
        typer.echo(msgspec.json.format(document, indent=2))
        return
    # nothing is broken into lines here: a command has to survive copy and paste
    Console(highlight=False).print(
        render_summary(finished.judgement, finished.labels), soft_wrap=True
    )
    if one_time:
        bundle = finished.bundle.path
        typer.echo(
            printable(
                "Signed with a one-time key, good for trying only. As a reviewer would see it: "
                f"vroaccept verify {bundle} --artifact {request.artifact} "
                f"--keyring {bundle.parent / KEYRING} --plan {request.plan.name}"
            )
        )


def _as_data(request: RunRequest, finished: Finished) -> dict[str, Any]:
    judgement = finished.judgement
    return {
        "verdict": judgement.verdict,
        "reasons": judgement.reasons,
        "run": request.id,
        "seed": request.seed,
        "plan": request.plan.ref,
        "bundle": str(finished.bundle.path),
        "sha256": finished.bundle.sha256,
        "keyid": finished.bundle.keyid,
        "results": [
            {
                "check": result.spec.id,
                "level": result.level,
                "severity": result.severity,
                "waived": result.waiver is not None,
                "attempts": len(result.attempts),
                "outcome": result.outcome,
            }
            for result in judgement.results
        ],
    }
