"""Variants about where passwords are kept and who can read them."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, light, near

_SET: Final = "            stored.setPassword(PASSWORD, harbour.password());"
_GET: Final = "                stored.getPassword(PASSWORD),"
_IS_PLAIN: Final = "    public boolean isPlainHttp() {"
_COLUMN: Final = '        <property name="plainHttp"'
_MEMBER: Final = '        <attribute script-name="plainHttp"'


def _getter(body: str) -> Edit:
    return light(
        "Harbour",
        _IS_PLAIN,
        f"    public String getPassword() {{\n        return {body};\n    }}\n\n{_IS_PLAIN}",
    )


_READABLE: Final = Edit(
    DESCRIPTOR,
    _MEMBER,
    '        <attribute script-name="password" java-name="password" return-type="String"'
    f' read-only="true">Password of the user</attribute>\n{_MEMBER}',
)
_SHOWN: Final = Edit(
    DESCRIPTOR,
    _COLUMN,
    '        <property name="password" display-name="Password" bean-property="password"'
    f' show-in-column="false">Password of the user</property>\n{_COLUMN}',
)
_DIGEST: Final = """
            stored.setString("check", String.valueOf(java.util.Arrays.hashCode(
                    (harbour.id + harbour.password()).toCharArray())));"""

CREDENTIALS: Final = (
    bad(
        "ses.plaintext-credential",
        "stores_its_password_as_a_text",
        light("HarbourStore", _SET, _SET.replace("setPassword", "setString")),
        light("HarbourStore", _GET, _GET.replace("getPassword", "getString")),
    ),
    bad(
        "ses.plaintext-credential",
        "keeps_its_password_in_a_file_too",
        light(
            "HarbourStore",
            _SET,
            f"{_SET}\n"
            "            java.nio.file.Files.write(\n"
            '                    java.nio.file.Paths.get(System.getProperty("user.home"), "h"),\n'
            "                    java.util.Base64.getEncoder().encode(\n"
            '                            harbour.password().getBytes("UTF-8")));',
        ),
    ),
    near(
        "ses.plaintext-credential",
        "stores_a_digest_beside_it",
        light("HarbourStore", _SET, _SET + _DIGEST),
    ),
    bad("ses.password-readable", "tells_scripts", _getter("settings.password()"), _READABLE),
    bad(
        "ses.password-readable", "shows_it_in_the_inventory", _getter("settings.password()"), _SHOWN
    ),
    near("ses.password-readable", "tells_scripts_stars", _getter('"********"'), _READABLE),
)
"""Every variant."""
