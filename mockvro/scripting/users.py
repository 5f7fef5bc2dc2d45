"""LdapUser and LdapGroup: the account of the server, and one group for it.

No directory is behind them: a name that a run was started under is a user, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members

if TYPE_CHECKING:
    from mockvro.scripting.world import World

USER = Members("LdapUser")
GROUP = Members("LdapGroup")
BOTH = Members("LdapUser", "LdapGroup")
SERVER = Members("Server")
DOMAIN = "vsphere.local"
SUFFIX = "dc=vsphere,dc=local"
ADMINISTRATORS = "vcoadmins"
INVENTED = "there is no directory: names of domain and group are made up"


def _user(name: str) -> Reference:
    return Reference("LdapUser", f"cn={name},cn=users,{SUFFIX}", name)


def _group() -> Reference:
    return Reference("LdapGroup", f"cn={ADMINISTRATORS},cn=groups,{SUFFIX}", ADMINISTRATORS)


def _name(held: Reference) -> str:
    """The name inside a distinguished name."""
    first = held.id.split(",", 1)[0]
    return first.partition("=")[2] or held.id


@BOTH.answers("commonName", "displayName", "displayInfo", lacks=INVENTED)
def _common_name(call: Call) -> Any:
    return _name(call.own)


@USER.answers("loginName")
def _login_name(call: Call) -> Any:
    return _name(call.own)


@BOTH.answers("dn", lacks=INVENTED)
def _dn(call: Call) -> Any:
    return call.own.id


@USER.answers("userPrincipalName", lacks=INVENTED)
@BOTH.answers("emailAddress", lacks=INVENTED)
def _address(call: Call) -> Any:
    return f"{_name(call.own)}@{DOMAIN}"


@USER.answers("groups", "allGroups", lacks=INVENTED)
def _groups(call: Call) -> Any:
    del call
    return [_group()]


@USER.answers("isMemberOfGroup", lacks=INVENTED)
def _is_member(call: Call) -> Any:
    return call.reference(1, "LdapGroup").id == _group().id


@GROUP.answers("parentGroups", "subGroups", lacks=INVENTED)
def _related(call: Call) -> Any:
    del call
    return []


@GROUP.answers("users", lacks=INVENTED)
def _users(call: Call) -> Any:
    return [_user(call.world.settings.username)]


@SERVER.answers("getCurrentLdapUser", lacks=INVENTED)
def _current(call: Call) -> Any:
    return _user(call.user)


def _known(world: World) -> list[Reference]:
    return [_user(world.settings.username), _group()]


@SERVER.answers("getLdapElement", lacks=INVENTED)
def _element(call: Call) -> Any:
    dn = call.text(0).lower()
    return next((each for each in _known(call.world) if each.id.lower() == dn), None)


def _search(call: Call, kind: str) -> list[Reference]:
    """A text inside the name; blank and `*` find everything."""
    wanted = str(call.arg(0) or "").replace("*", "").lower()
    found = [
        each for each in _known(call.world) if each.type == kind and wanted in each.name.lower()
    ]
    limit = call.arg(1)
    return found[: int(limit)] if isinstance(limit, float) and limit > 0 else found


@SERVER.answers("searchLdapUsers", lacks=INVENTED)
def _search_users(call: Call) -> Any:
    return _search(call, "LdapUser")


@SERVER.answers("searchLdapGroups", lacks=INVENTED)
def _search_groups(call: Call) -> Any:
    return _search(call, "LdapGroup")


@SERVER.answers("isValidLdapCredential")
def _is_valid(call: Call) -> Any:
    """The JVM sends name and password of the Credential."""
    settings = call.world.settings
    given = (call.arg(0), call.arg(1))
    if not all(isinstance(each, str) for each in given):
        raise ScriptCallError("isValidLdapCredential takes a Credential")
    return given == (settings.username, settings.password)


MEMBERS = (USER, GROUP, BOTH, SERVER)
