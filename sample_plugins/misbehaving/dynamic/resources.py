"""Variants for the checks of what a plug-in takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.variant import bad, doubted, java, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_READ: Final = "connection.setReadTimeout(within(READ_MILLIS));"
_READ_MILLIS: Final = "READ_MILLIS = 6000"
_EXCHANGE: Final = (
    "            return exchange(method, path, body);\n        } catch (IOException e)"
)
_LARGEST: Final = "LARGEST = 4 * 1024 * 1024"
_LONG: Final = "new String(new char[4300000])"
_CLAIM: Final = "[claims]\ntimeout_seconds = 4\n"
_SOON: Final = "[deadlines]\nworkflow = 3\n"


def _retrying(attempts: int, pause: str) -> str:
    """Java that asks again when the office reports an error."""
    return (
        "            for (int n = 1; ; n++) {\n"
        "                try {\n"
        "                    return exchange(method, path, body);\n"
        "                } catch (LighthouseException e) {\n"
        f"                    if (n == {attempts}) {{ throw e; }}\n"
        f"                    {pause}\n"
        "                }\n"
        "            }\n"
        "        } catch (IOException e)"
    )


_PAUSE: Final = (
    "try { Thread.sleep(10L << n); } catch (InterruptedException i) {"
    " Thread.currentThread().interrupt(); throw e; }"
)

RESOURCES: Final[tuple[Variant, ...]] = (
    bad(
        "res.connect-no-timeout",
        "reads_without_a_limit",
        light("Office", _READ, ""),
        case=_CLAIM + _SOON,
        alone=True,
        also=("fail res.not-cancellable",),
    ),
    near(
        "res.connect-no-timeout",
        "takes_all_of_its_limit",
        light("Office", _READ_MILLIS, "READ_MILLIS = 2500"),
        case=_CLAIM,
    ),
    bad(
        "res.not-cancellable",
        "waits_on",
        light("Office", _READ, ""),
        case=_SOON,
        alone=True,
        also=("fail res.connect-no-timeout",),
    ),
    near(
        "res.not-cancellable",
        "ends_after_a_while",
        light("Office", _READ_MILLIS, "READ_MILLIS = 2500"),
        case="[deadlines]\nworkflow = 12\n",
    ),
    bad("res.retry-storm", "never_pauses", light("Office", _EXCHANGE, _retrying(20, ""))),
    near("res.retry-storm", "tries_three_times", light("Office", _EXCHANGE, _retrying(3, ""))),
    doubted(
        "res.retry-storm",
        "pauses_longer_each_time",
        light("Office", _EXCHANGE, _retrying(7, _PAUSE)),
    ),
    doubted(
        "res.timeout-too-short",
        "waits_a_second",
        light("Office", _READ_MILLIS, "READ_MILLIS = 1000"),
    ),
    near(
        "res.timeout-too-short",
        "waits_four_seconds",
        light("Office", _READ_MILLIS, "READ_MILLIS = 4000"),
    ),
    bad(
        "res.big-token",
        "gives_a_long_receipt",
        java("Box", "return receipt;", f"return receipt + {_LONG}.replace((char) 0, 'x');"),
        also=("fail wf.unexpected-result",),
    ),
    near(
        "res.big-token",
        "keeps_a_long_text_to_itself",
        java("Box", "return receipt;", f"return receipt.substring({_LONG}.indexOf(1) + 1);"),
    ),
    bad(
        "res.oom-amplifier",
        "reads_to_the_end",
        light("Office", _LARGEST, "LARGEST = Integer.MAX_VALUE"),
        alone=True,
    ),
    near(
        "res.oom-amplifier", "reads_much", light("Office", _LARGEST, "LARGEST = 64 * 1024 * 1024")
    ),
)
"""Every variant of the area."""
