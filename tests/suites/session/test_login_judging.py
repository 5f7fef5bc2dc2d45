from typing import Any

from harness.pytest_plugin import Exchange
from suites.session.reaching import Given, Probe
from suites.session.test_auth_storm import Tries, listed, tries_of
from suites.session.test_backend_session_leak import open_sessions
from suites.session.test_no_reauth import expired_of
from suites.session.test_wrong_identity import Asked, identities, strangers

PROBE = Probe("find Lamp/1", "find Lamp", lambda _: Given(), Given(("1",)), logins=1)


def exchange(at: float = 0.0, **facts: Any) -> Exchange:
    return Exchange(at=at, connection=1, **facts)


def handing(*sessions: str, **facts: Any) -> Exchange:
    return exchange(login=True, handed=frozenset(sessions), **facts)


def carrying(*sessions: str, **facts: Any) -> Exchange:
    return exchange(carried=frozenset(sessions), **facts)


def test_log_ins_are_sorted_by_the_end_of_the_call() -> None:
    seen = [exchange(1.0, login=True), exchange(1.5), exchange(2.5, login=True)]
    tries = tries_of(seen, PROBE, 0.5, 2.0)
    assert (tries.during, tries.after, tries.usual) == ((0.5,), (0.5,), 1)
    assert listed(tries.after) == "(after 0.50 s)"


def test_a_call_that_tries_all_the_time_goes_on() -> None:
    assert Tries("q", (0.1, 1.5, 3.2), (), 1).goes_on
    assert not Tries("q", (0.1, 0.2, 0.3), (), 1).goes_on
    assert not Tries("q", (0.1, 3.2), (), 1).goes_on
    assert not Tries("q", (), (), 1).goes_on


def test_sessions_are_open_until_a_request_ends_them() -> None:
    seen = [
        handing("a"),
        carrying("a", method="GET", path="/lamps"),
        handing("b"),
        carrying("a", method="DELETE", path="/session"),
    ]
    assert open_sessions(seen) == {"b"}
    assert open_sessions([*seen, carrying("b", method="POST", path="/api/logout")]) == frozenset()
    assert open_sessions([*seen, exchange(method="DELETE", path="/session")]) == {"b"}


def test_what_was_refused_and_who_logged_in_again() -> None:
    seen = [exchange(fault="expire", status=401), handing("b"), carrying("b", status=200)]
    found = expired_of(PROBE, Given(("1",)), seen)
    assert (found.refused, found.logins) == (1, 1)


def test_an_answer_works_when_nothing_is_missing() -> None:
    before = Given(("1", "2"))
    assert Given(("1", "2", "3")).works(before)
    assert not Given(("1",)).works(before)
    assert not Given(("1", "2"), "refused").works(before)
    assert Given(error="refused").told == "refused"


def test_a_session_belongs_to_whoever_logged_in_for_it() -> None:
    users = ("amber", "birch")
    asked = [
        Asked("amber", "q", (handing("s", named=frozenset({"amber"})), carrying("s"))),
        Asked("birch", "q", (carrying("s"),)),
        Asked("birch", "q", (carrying("s"),)),
        Asked("birch", "other", (exchange(named=frozenset({"birch"})),)),
        Asked("amber", "other", (exchange(named=frozenset({"stranger"})),)),
    ]
    seen = identities(asked, users)
    assert [sorted(seen[number]) for number in range(5)] == [
        ["amber"],
        ["amber"],
        ["amber"],
        ["birch"],
        [],
    ]
    assert list(strangers(asked, seen)) == [(1, "amber")]
