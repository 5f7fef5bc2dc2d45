"""Variants for the checks of how workflows are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import RECEIPT_WORKFLOW
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, doubted, light, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_LIGHT: Final = "content/workflows/Library/Lighthouse"
_CREATE: Final = f"{_LIGHT}/Lighthouses/create-lighthouse.xml"
_LIST: Final = f"{_LIGHT}/Lighthouses/list-lighthouses.xml"
_BUILD: Final = "lighthouse = harbour.createLighthouse(lighthouseId, order);"
_UNDO: Final = """    harbour.cancelLighthouse(lighthouseId);
    problem = "Nothing was built: " + error;"""
_SORTED: Final = "names.sort();"
_GREET: Final = "        return greet(session.harbour(harbour.objectId().harbour()));"
_ACTION: Final = "content/actions/org.example.depot/countBoxes.xml"
_COUNT: Final = "content/workflows/Library/Depot/count-boxes.xml"
_CHECKED: Final = """if (shelf == null) {
    throw "shelf must be given";
}
"""
_MANDATORY: Final = (
    "<desc><![CDATA[Shelf to be looked at]]></desc>"
    '<p-qual kind="static" name="mandatory" type="boolean"><![CDATA[true]]></p-qual>'
)
_OPTIONAL: Final = Edit(_COUNT, _MANDATORY, "<desc><![CDATA[Shelf to be looked at]]></desc>")
_PRINT: Final = '<workflow-item name="item1" type="task" out-name="item0">'
_LAST: Final = '  <workflow-item name="item0" type="end" end-mode="0">'
_UNTIL: Final = '<bind name="timeout.date" type="Date" export-name="until"/>'
_LOOP: Final = "for (var n = 0; n < names.length; n++)"


def asking(binding: str) -> tuple[Edit, ...]:
    """A person is asked when the receipt cannot be printed."""
    variable = '  <attrib name="until" type="Date" read-only="false"/>\n'
    item = (
        '  <workflow-item name="item2" type="input" out-name="item0">'
        "<display-name><![CDATA[Ask]]></display-name>"
        f'<in-binding>{binding}</in-binding><position x="250.0" y="150.0"/>'
        "<presentation/></workflow-item>\n"
    )
    return (
        Edit(RECEIPT_WORKFLOW, _PRINT, _PRINT.replace(">", ' catch-name="item2">')),
        Edit(RECEIPT_WORKFLOW, _LAST, f"{variable}{item}{_LAST}"),
    )


def repeating(times: int) -> Edit:
    """The test of a harbour is done several times."""
    again = _GREET.replace("return ", "").strip()
    return light(
        "LighthouseManager",
        _GREET,
        f"        for (int i = 1; i < {times}; i++) {{ {again} }}\n{_GREET}",
    )


FLOWS: Final[tuple[Variant, ...]] = (
    bad(
        "wf.no-undo",
        "only_says_that_it_undoes",
        Edit(_CREATE, _UNDO, '    problem = "Nothing was built: " + error;'),
    ),
    near(
        "wf.no-undo",
        "says_what_is_left",
        Edit(
            _CREATE,
            _UNDO,
            '    problem = "Nothing was built: or " + lighthouseId + " is left: " + error;',
        ),
    ),
    bad(
        "wf.not-idempotent-resume",
        "chooses_the_id_when_it_builds",
        Edit(_CREATE, _BUILD, _BUILD.replace("lighthouseId", "LighthouseManager.newId()")),
        also=("fail wf.no-undo",),
    ),
    near(
        "wf.not-idempotent-resume",
        "builds_twice_with_the_same_id",
        Edit(_CREATE, _BUILD, f"{_BUILD}\n{_BUILD}"),
    ),
    doubted(
        "wf.scripted-loop",
        "runs_a_workflow_for_each_name",
        Edit(
            _LIST,
            _SORTED,
            f"{_SORTED}\n{_LOOP} {{\n    if (names[n] == '?')"
            " Server.getWorkflowWithId(names[n]).execute(new Properties());\n}",
        ),
    ),
    near(
        "wf.scripted-loop",
        "talks_about_it_in_a_loop",
        Edit(
            _LIST,
            _SORTED,
            f"{_SORTED}\n{_LOOP} {{\n    // no flow.execute(names[n]) here\n"
            "    names[n] = String(names[n]);\n}\n"
            "if (names[0] == '?') Server.getWorkflowWithId(names[0]).execute(new Properties());",
        ),
    ),
    bad("wf.no-timeout", "asks_without_a_limit", *asking("")),
    near("wf.no-timeout", "asks_until_a_date", *asking(_UNTIL)),
    bad("wf.not-cancellable", "goes_on_for_long", repeating(60)),
    near("wf.not-cancellable", "goes_on_for_a_moment", repeating(5)),
    bad(
        "wf.mandatory-input-missing",
        "fails_inside",
        _OPTIONAL,
        Edit(_ACTION, _CHECKED, ""),
    ),
    warned("wf.mandatory-input-missing", "asks_for_what_it_needs", _OPTIONAL),
    near(
        "wf.mandatory-input-missing",
        "needs_nothing",
        _OPTIONAL,
        Edit(_ACTION, _CHECKED, "if (!shelf) return 0;\n"),
    ),
)
"""Of how they are made."""
