import pytest

from harness.checks import Outcome, ReasonCode
from harness.errors import UsageError
from harness.pytest_plugin.session import classify
from harness.pytest_plugin.stop import NeedMissingError, PluginNotLoadedError
from mockvro.errors import MockvroError


def raised(kind: type[BaseException], text: str) -> BaseException:
    return kind(text)


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (NeedMissingError("r"), (Outcome.NOT_EXERCISED, "r", ReasonCode.NEED_MISSING)),
        (PluginNotLoadedError("r"), (Outcome.NOT_EXERCISED, "r", ReasonCode.PLUGIN_NOT_LOADED)),
        (
            raised(pytest.skip.Exception, "r"),
            (Outcome.NOT_EXERCISED, "r", ReasonCode.NEED_MISSING),
        ),
        (
            raised(pytest.fail.Exception, "Timeout (>1.0s) from pytest-timeout."),
            (Outcome.ERROR, "the check did not end in time", ReasonCode.TIMEOUT),
        ),
        (
            UsageError("w", where="f", advice="a"),
            (Outcome.ERROR, "f: w - a", ReasonCode.EXCEPTION),
        ),
        (MockvroError("w"), (Outcome.ERROR, "w", ReasonCode.EXCEPTION)),
        (KeyError("k\nl"), (Outcome.ERROR, r"KeyError: 'k\nl'", ReasonCode.EXCEPTION)),
    ],
)
def test_nothing_but_a_finding_fails(
    exception: BaseException, expected: tuple[Outcome, str, ReasonCode]
) -> None:
    assert classify(exception) == expected
