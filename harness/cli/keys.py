"""``vroaccept keys``: make and show signing keys, keep the reviewer's keyring."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from harness.bundle import (
    KeyKind,
    Keyring,
    PublicKey,
    SigningKey,
    TrustedKey,
    generate_key,
    is_encrypted,
    load_keyring,
    load_private_key,
    load_public_key,
    save_keyring,
    save_private_key,
)
from harness.bundle.passphrase import VARIABLE, read_passphrase
from harness.errors import UsageError
from harness.printable import printable

PRIVATE_NAME = "vroaccept.pem"
PUBLIC_NAME = "vroaccept.pub.pem"

app = typer.Typer(help="Make and show signing keys; keep a reviewer's keyring.")
ring = typer.Typer(help="Keep a reviewer's keyring: whose key is trusted from when until when.")
app.add_typer(ring, name="ring")

KeyringFile = Annotated[Path, typer.Argument(metavar="KEYRING", help="The keyring file, JSON.")]
Day = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]


@app.command()
def new(
    out: Annotated[Path, typer.Option(help="Folder for the two key files.")],
    kind: Annotated[KeyKind, typer.Option("--type", help="Kind of key.")] = KeyKind.ED25519,
    passphrase_fd: Annotated[
        int | None, typer.Option(help="Descriptor whose first line is the passphrase.")
    ] = None,
    no_passphrase: Annotated[
        bool, typer.Option("--no-passphrase", help="Do not encrypt the private key.")
    ] = False,
) -> None:
    """Make a key pair; the private key is encrypted unless told otherwise."""
    passphrase = None if no_passphrase else _new_passphrase(passphrase_fd)
    key = generate_key(kind)
    try:
        out.mkdir(parents=True, exist_ok=True)
        save_private_key(out / PRIVATE_NAME, key, passphrase)
        (out / PUBLIC_NAME).write_text(key.public.pem, encoding="ascii")
    except OSError as exc:
        raise UsageError(f"cannot write the key: {exc.strerror}", where=str(out)) from exc
    typer.echo(f"private key  {out / PRIVATE_NAME}")
    typer.echo(f"public key   {out / PUBLIC_NAME}")
    _echo_key(key.public)


def _new_passphrase(descriptor: int | None) -> str:
    given = read_passphrase(descriptor)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UsageError(
            "no passphrase for the private key",
            advice=f"set {VARIABLE}, or use --passphrase-fd or --no-passphrase",
        )
    typed: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    return typed


def unlock(private_key: Path, passphrase_fd: int | None = None) -> SigningKey:
    """Read a private key for signing; ask for its passphrase only when it has one.

    Raises:
        UsageError: The key or the passphrase cannot be used, or nobody is there to be asked.
    """
    passphrase = read_passphrase(passphrase_fd) if is_encrypted(private_key) else None
    if passphrase is None and is_encrypted(private_key):
        if not sys.stdin.isatty():
            raise UsageError(
                "private key needs a passphrase",
                where=str(private_key),
                advice=f"set {VARIABLE} or use --passphrase-fd",
            )
        passphrase = typer.prompt("Passphrase", hide_input=True)
    return load_private_key(private_key, passphrase)


@app.command()
def show(
    public_key: Annotated[Path, typer.Argument(help="A public key, PEM.")],
) -> None:
    """Show kind and id of a public key."""
    _echo_key(load_public_key(public_key))


def _echo_key(key: PublicKey) -> None:
    typer.echo(f"type         {key.kind}")
    typer.echo(f"key id       {key.keyid}")


@ring.command()
def add(
    keyring: KeyringFile,
    partner: Annotated[str, typer.Option(help="Whose key it is.")],
    public_key: Annotated[Path, typer.Option(help="The partner's public key, PEM.")],
    valid_from: Annotated[
        datetime | None, typer.Option("--from", formats=Day, help="First day, UTC; today.")
    ] = None,
    valid_to: Annotated[
        datetime | None, typer.Option("--to", formats=Day, help="End, UTC; none.")
    ] = None,
) -> None:
    """Trust a partner's key; the file is made when it does not exist."""
    key = load_public_key(public_key)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    entry = TrustedKey(
        keyid=key.keyid,
        partner=partner,
        public_key=key.pem,
        valid_from=_utc(valid_from) or today,
        valid_to=_utc(valid_to),
    )
    before = load_keyring(keyring) if keyring.exists() else Keyring()
    save_keyring(keyring, before.with_key(entry))
    typer.echo(f"{printable(partner)} is trusted with key {key.keyid}")


@ring.command()
def revoke(
    keyring: KeyringFile,
    keyid: Annotated[str, typer.Argument(help="Id of the key.")],
    on: Annotated[
        datetime | None, typer.Option(formats=Day, help="From when on, UTC; now.")
    ] = None,
) -> None:
    """No longer trust a key."""
    moment = _utc(on) or datetime.now(UTC).replace(microsecond=0)
    save_keyring(keyring, load_keyring(keyring).with_revocation(keyid, moment))
    typer.echo(f"{keyid} is revoked from {moment:%Y-%m-%dT%H:%M:%SZ} on")


@ring.command("list")
def list_keys(keyring: KeyringFile) -> None:
    """List the keys of a keyring."""
    for key in load_keyring(keyring).keys:
        state = f"revoked {key.revoked_on:%Y-%m-%d}" if key.revoked_on else "trusted"
        end = f"{key.valid_to:%Y-%m-%d}" if key.valid_to else "open"
        dates = f"{key.valid_from:%Y-%m-%d} to {end}"
        typer.echo(f"{key.keyid}  {state}  {dates}  {printable(key.partner)}")


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
