from suites.install.test_not_idempotent import differences

ENDPOINT = {"plugin": "Beacon", "id": "e1", "keys": [], "sha256": "aa"}


def test_the_same_again_is_no_difference() -> None:
    first = {"endpoints": [ENDPOINT], "files": []}
    second = {"endpoints": [ENDPOINT], "files": [{"path": "log", "size": 1, "sha256": "bb"}]}
    assert list(differences(first, second)) == []


def test_what_is_doubled_is_a_difference() -> None:
    second = {"endpoints": [ENDPOINT, ENDPOINT | {"id": "e2"}]}
    found = differences({"endpoints": [ENDPOINT]}, second)
    assert [str(each) for each in found] == ["endpoints: Beacon e2 added"]
