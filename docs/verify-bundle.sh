#!/bin/sh
# Verifies a result bundle without any of our code: needs openssl 3, jq, unzip, coreutils.
#
#   verify-bundle.sh BUNDLE ARTIFACT PUBLIC-KEY.pem [CHALLENGE]
#
# PUBLIC-KEY.pem is the partner's key as the reviewer holds it, never one that came with the bundle.
# Prints "OK <result> <artifact>" and the tests that did not pass; exit 0.
# Prints "FAIL <reason>" and exits 1 otherwise; exit 2 when called wrongly.
# Whether the result satisfies a plan is for the reader: see passedTests in the printed statement.
set -u
export LC_ALL=C

fail() { printf 'FAIL %s\n' "$1"; exit 1; }
[ $# -ge 3 ] || { sed -n '2,5p' "$0" >&2; exit 2; }
bundle=$1 artifact=$2 key=$3
for tool in openssl jq unzip sha256sum base64 mktemp; do
  command -v "$tool" >/dev/null || { printf '%s is not installed\n' "$tool" >&2; exit 2; }
done
for file in "$bundle" "$artifact" "$key"; do
  [ -r "$file" ] || { printf 'cannot read %s\n' "$file" >&2; exit 2; }
done
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT || exit 2
sha() { sha256sum | cut -d' ' -f1; }

# Archive: sound, plain names, each once, mimetype first.
unzip -tqq "$bundle" >/dev/null 2>&1 || fail 'archive'
unzip -Z1 "$bundle" >"$work/names" || fail 'archive'
grep -Evq '^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$' "$work/names" && fail 'entry name'
[ -z "$(sort "$work/names" | uniq -d)" ] || fail 'entry twice'
[ "$(unzip -p "$bundle" mimetype)" = 'application/x.vroaccept.bundle.v1+zip' ] || fail 'format'

# Signature: DSSE 1.0 pre-authentication encoding, checked with the key's own algorithm.
unzip -p "$bundle" attestation/test-result.dsse.json >"$work/envelope" 2>/dev/null || fail 'no statement'
jq -e '.payloadType == "application/vnd.in-toto+json" and (.signatures | length) == 1' \
  "$work/envelope" >/dev/null 2>&1 || fail 'envelope'
keyid=$(openssl pkey -pubin -in "$key" -outform DER 2>/dev/null | sha)
[ "$(jq -r '.signatures[0].keyid' "$work/envelope")" = "$keyid" ] || fail 'signature by another key'
jq -r '.payload' "$work/envelope" | base64 -d >"$work/statement" 2>/dev/null || fail 'envelope'
jq -r '.signatures[0].sig' "$work/envelope" | base64 -d >"$work/sig" 2>/dev/null || fail 'envelope'
{ printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c <"$work/statement")"
  cat "$work/statement"; } >"$work/pae"
case $(openssl pkey -pubin -in "$key" -noout -text 2>/dev/null) in
  *ED25519*) openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$work/pae" \
               -sigfile "$work/sig" >/dev/null 2>&1 ;;
  *prime256v1*) openssl dgst -sha256 -verify "$key" -signature "$work/sig" "$work/pae" \
               >/dev/null 2>&1 ;;
  *) fail 'key is neither Ed25519 nor P-256' ;;
esac || fail 'signature'

# Statement: from here on only the verified bytes are read.
jq -e --arg key "$keyid" '
  ._type == "https://in-toto.io/Statement/v1" and
  .predicateType == "https://in-toto.io/attestation/test-result/v0.1" and
  .predicate.vroaccept_run.format == 1 and .predicate.vroaccept_run.signerKeyid == $key' \
  "$work/statement" >/dev/null 2>&1 || fail 'statement'
if [ $# -ge 4 ]; then
  [ "$(jq -r '.predicate.vroaccept_run.challenge' "$work/statement")" = "$4" ] || fail 'challenge'
fi

# Evidence: exactly the signed files, with the signed contents.
jq -r '.predicate.vroaccept_evidence[].name' "$work/statement" >"$work/listed"
printf 'mimetype\nattestation/test-result.dsse.json\n' >>"$work/listed"
[ "$(sort "$work/listed")" = "$(sort "$work/names")" ] || fail 'unlisted or missing entry'
jq -r '.predicate.vroaccept_evidence[] | .digest.sha256 + " " + .name' "$work/statement" >"$work/sums"
while read -r digest name; do
  [ "$(unzip -p "$bundle" "$name" | sha)" = "$digest" ] || fail "evidence digest $name"
done <"$work/sums"
[ "$(unzip -p "$bundle" results/outcomes.json | sha)" = \
  "$(jq -r '.predicate.vroaccept_run.outcomesDigest.sha256' "$work/statement")" ] || fail 'outcomes'

# Artifact: the uploaded file is one of the subjects.
digest=$(sha <"$artifact")
subject=$(jq -r --arg d "$digest" '[.subject[] | select(.digest.sha256 == $d) | .name][0] // empty' \
  "$work/statement")
[ -n "$subject" ] || fail 'artifact is not a subject'

{ printf 'OK %s %s\n' "$(jq -r '.predicate.result' "$work/statement")" "$subject"
  jq -r '.predicate | (.failedTests[] | "failed " + .), (.warnedTests[] | "warned " + .),
    (.vroaccept_run.notRun[] | .outcome + " " + .check + "@" + .version)' "$work/statement"
} | tr -d '\000-\011\013-\037\177'  # names come from the partner: no terminal sequences
