import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from harness.backend.faults import Fault, Rule, profile_of, profiles
from harness.backend.faults.certificates import CertificateKind
from harness.backend.faults.lures import gadget, with_entities
from harness.backend.faults.rules import PASSING, RuleBook
from harness.backend.faults.sessions import Sessions, basic_user, carries_password
from harness.errors import UsageError

HALF = Rule(fault=Fault.RESET, chance=0.5)


def drawn(seed: int, count: int = 200) -> list[Fault]:
    book = RuleBook((HALF,), seed)
    return [book.decide().fault for _ in range(count)]


def test_chance_comes_from_the_seed() -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert 60 < drawn(1).count(Fault.RESET) < 140


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 30))
def test_a_rule_strikes_as_often_as_it_says_and_not_before(
    after: int, times: int, count: int
) -> None:
    book = RuleBook((Rule(fault=Fault.RESET, after=after, times=times),), 0)
    struck = [book.decide() is not PASSING for _ in range(count)]
    assert struck == [after <= index < after + times for index in range(count)]


def test_a_rule_for_http_concerns_nothing_else() -> None:
    book = RuleBook((Rule(fault=Fault.RESET, path="^/a"), Rule(fault=Fault.DRIP, method="PUT")), 0)
    assert book.decide() is PASSING
    assert book.decide("GET", "/b") is PASSING
    assert book.decide("PUT", "/b").fault is Fault.DRIP


def test_the_profiles_of_the_catalogue_are_there() -> None:
    named = {"fast", "200ms", "2s", "refused", "black-hole", "half-open", "reset"}
    assert named | {"401", "500", "503"} <= set(profiles())
    kinds = {each.certificate for each in profiles().values()} - {""}
    assert kinds == {kind.value for kind in CertificateKind}
    assert {name for name, each in profiles().items() if each.http_only} == {
        *("401", "500", "503", "redirect", "xxe", "gadget", "expire")
    }
    assert profiles()["huge-body"].in_clear
    stand_ins = [each.otherwise for each in profiles().values() if each.otherwise]
    assert stand_ins
    assert not any(profile_of(name).in_clear for name in stand_ins)
    with pytest.raises(UsageError, match="no such profile"):
        profile_of("sunshine")


XML = st.sampled_from(
    [
        b"<a/>",
        b'<?xml version="1.0" encoding="utf-8"?>\n<n:a xmlns:n="urn:x" b="1"><c/></n:a>',
        b'<!DOCTYPE a SYSTEM "x"><a>text</a>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a></a>",
    ]
)


@given(XML | st.binary(max_size=60))
def test_whatever_the_answer_the_lure_is_well_formed(document: bytes) -> None:
    url = "http://127.0.0.2:1/x"
    lure = with_entities(document, url)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    assert etree.fromstring(lure, parser) is not None
    assert lure.count(url.encode()) == 2
    assert lure.count(b"<!DOCTYPE") == 1


def test_a_gadget_is_made_for_one_name() -> None:
    name = "canary-0123456789abcdef01234567.invalid"
    assert gadget(name).count(name.encode()) == 1


def test_basic_users() -> None:
    headers = [(b"authorization", b"Basic a2ltOnNlY3JldA==")]
    assert (basic_user(headers), carries_password(headers)) == ("kim", True)
    for text in (b"Basic ???", b"Bearer abc", b""):
        assert basic_user([(b"authorization", text)]) == ""
    assert not carries_password([(b"authorization", b"Bearer a")])


@given(st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=40)), max_size=5), st.binary())
def test_any_bytes_are_headers_and_bodies(headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    sessions = Sessions()
    sessions.learn(headers, body)
    used = sessions.used_by(headers)
    sessions.expire()
    assert sessions.dead(headers) or not used


def test_a_cookie_that_was_set_expires() -> None:
    sessions = Sessions()
    sessions.learn([(b"set-cookie", b"JSESSIONID=0123456789; Path=/; HttpOnly")], b"")
    cookie = [(b"cookie", b"JSESSIONID=0123456789")]
    assert sessions.used_by(cookie)
    assert not sessions.dead(cookie)
    sessions.expire()
    assert sessions.dead(cookie)
    assert not sessions.dead([(b"cookie", b"JSESSIONID=abcdefghij")])
