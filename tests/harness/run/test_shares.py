import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks import load_plan
from harness.checks.registry import area_of, spec_of
from harness.run.shares import LONG, MOST, share_out, workers_for
from harness.settings import Portion

PLAN = load_plan("certification").ids


@given(st.lists(st.sampled_from(PLAN), unique=True, min_size=1).map(tuple), st.integers(1, 6))
def test_every_check_is_in_one_share_and_areas_stay_together(
    checks: tuple[str, ...], workers: int
) -> None:
    shares = share_out(checks, workers)
    assert shares == share_out(checks, workers)
    assert len(shares) <= workers
    assert sorted(check for share in shares for check in share.checks) == sorted(checks)
    owners: dict[str, set[str]] = {}
    for share in shares:
        assert share.checks
        assert list(share.checks) == [check for check in checks if check in share.checks]
        assert set(share.elsewhere) == set(checks) - set(share.checks) or len(shares) == 1
        for check in share.checks:
            if spec_of(check).dynamic:
                owners.setdefault(area_of(check), set()).add(share.name)
    assert all(len(names) == 1 for names in owners.values())


def test_one_share_runs_everything() -> None:
    (share,) = share_out(PLAN, 1)
    assert (share.name, share.portion, share.checks) == ("", Portion.ALL, PLAN)


def test_a_long_plan_gets_a_process_for_each_core_and_one_for_what_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    dynamic = [check for check in PLAN if spec_of(check).dynamic]
    assert workers_for(dynamic[:LONG], 0) == 1
    assert workers_for([*dynamic, *dynamic], 0) == 3
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    assert workers_for([*dynamic, *dynamic], 0) == MOST
    assert workers_for(dynamic[:1], 3) == 3
