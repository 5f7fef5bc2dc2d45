#!/usr/bin/env bash
# Makes the base image of mockvro/Dockerfile from Debian's packages, for machines that cannot
# pull images. What this machine trusts, the image trusts.
set -euo pipefail

name=${1:-debian:12-slim}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debootstrap --variant=minbase bookworm "$work/root" >"$work/log" || { tail -5 "$work/log" >&2; exit 1; }
rm -rf "$work/root/var/cache/apt/archives/"*.deb "$work/root/var/lib/apt/lists/"*
trusted=$work/root/usr/local/share/ca-certificates
mkdir -p "$trusted"
awk -v folder="$trusted" '/BEGIN CERT/ {n++} n {print > (folder "/builder-" n ".crt")}' \
  /etc/ssl/certs/ca-certificates.crt
tar -C "$work/root" -c . | docker import \
  --change 'CMD ["bash"]' \
  --change 'ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt' \
  - "$name" >/dev/null
