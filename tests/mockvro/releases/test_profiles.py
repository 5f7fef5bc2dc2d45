from __future__ import annotations

import pytest

from mockvro import releases


def test_every_profile_loads() -> None:
    assert [releases.profile(name).name for name in releases.names()] == list(releases.names())


def test_profiles_are_listed_oldest_first() -> None:
    assert releases.names() == ("7.6", "8.18", "9.0")


def test_the_first_installation_differs_between_the_generations() -> None:
    assert releases.profile("8.18").install.first_installation_imports
    assert not releases.profile("7.6").install.first_installation_imports


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(releases.UnknownProfileError, match=r"8\.18"):
        releases.profile("5.5")


def test_a_profile_name_is_no_path() -> None:
    with pytest.raises(releases.UnknownProfileError):
        releases.profile("../releases/8.18")
