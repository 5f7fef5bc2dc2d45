"""Variants for the checks of what becomes of objects between elements and after restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.lookout_passages import with_lookout
from sample_plugins.misbehaving.dynamic.passages import (
    DESCRIPTOR,
    PIN_CASE,
    RECEIPT_WORKFLOW,
    WITH_PIN,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, doubted, java, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_FIND: Final = "        return inventory.find(type, id);"
_BOX: Final = "            if (box.getId().equals(id)) {\n                return box;"
_WEIGHT: Final = "    public double getWeight() {"
_MARK: Final = (
    '    private String mark = "";\n\n'
    "    public String getMark() {\n        return mark;\n    }\n\n"
    "    public void setMark(String mark) {\n        this.mark = mark;\n    }\n\n"
)
_ATTRIBUTE: Final = (
    '        <attribute script-name="weight" java-name="weight" return-type="Number"'
    ' read-only="true">Weight in kilograms</attribute>'
)
_COPY: Final = (
    "            if (box.getId().equals(id)) {\n                return new Box(box.getId(),"
    " box.getName(), box.getOwner(), box.getWeight());"
)
_RECEIPT_ITEM: Final = '<out-binding><bind name="receipt" type="string" export-name="receipt"/>'
_POSITION: Final = '  <workflow-item name="item0" type="end"'


def markable(says: str = "What somebody wrote on it") -> tuple[Edit, ...]:
    """Lets scripts write something on a box."""
    declared = (
        '        <attribute script-name="mark" java-name="mark" return-type="String"'
        f' read-only="false">{says}</attribute>'
    )
    return (
        java("Box", _WEIGHT, f"{_MARK}{_WEIGHT}"),
        Edit(DESCRIPTOR, _ATTRIBUTE, f"{_ATTRIBUTE}\n{declared}"),
    )


def keeping_pin(kind: str) -> tuple[Edit, ...]:
    """The workflow keeps the pin in a variable of a type."""
    variable = f'  <attrib name="keptPin" type="{kind}" read-only="false"/>\n'
    return (
        *WITH_PIN,
        Edit(RECEIPT_WORKFLOW, _POSITION, f"{variable}{_POSITION}"),
        Edit(
            RECEIPT_WORKFLOW,
            '<script encoded="false"><![CDATA[receipt',
            '<script encoded="false"><![CDATA[keptPin = pin; receipt',
        ),
        Edit(
            RECEIPT_WORKFLOW,
            _RECEIPT_ITEM,
            f'{_RECEIPT_ITEM}<bind name="keptPin" type="{kind}" export-name="keptPin"/>',
        ),
    )


_WATCHED: Final = (
    "        ObjectId lighthouse = ObjectId.parse(watcher.getTrigger().getSdkId(), 1);"
)
_MADE: Final = "        return new LighthouseFactory(session);"
_USED: Final = "lookout.use(ssl);"

WATCHERS: Final = (
    bad(
        "chk.watcher-not-rearmed",
        "takes_none_before_there_is_a_session",
        light(
            "LighthouseAdaptor",
            _WATCHED,
            f"        if (!met) {{\n            return;\n        }}\n{_WATCHED}",
        ),
        light(
            "LighthouseAdaptor",
            "    private volatile IPluginPublisher workflows;\n",
            "    private volatile IPluginPublisher workflows;\n    private volatile boolean met;\n",
        ),
        light("LighthouseAdaptor", _MADE, f"        met = true;\n{_MADE}"),
    ),
    near(
        "chk.watcher-not-rearmed",
        "forgets_all_when_it_is_loaded",
        light("LighthouseAdaptor", _USED, f"{_USED}\n        lookout.remove(ear -> true);"),
    ),
)
"""They get the lookout."""

CHECKPOINTS: Final[tuple[Variant, ...]] = (
    doubted(
        "chk.find-per-element",
        "asks_three_times",
        light(
            "LighthouseFactory",
            _FIND,
            f"        inventory.find(type, id);\n        inventory.find(type, id);\n{_FIND}",
        ),
    ),
    near(
        "chk.find-per-element",
        "asks_once_and_logs_a_lot",
        light(
            "LighthouseFactory",
            _FIND,
            f'        session.request("find once more", id);\n{_FIND}',
        ),
    ),
    bad(
        "chk.lost-property",
        "finds_a_new_box_each_time",
        *markable(),
        java("Stock", _BOX, _COPY),
    ),
    near("chk.lost-property", "keeps_what_is_written", *markable()),
    near(
        "chk.lost-property",
        "calls_it_transient",
        *markable("What somebody wrote on it. Transient: it is gone with the element."),
        java("Stock", _BOX, _COPY),
    ),
    bad(
        "chk.find-after-delete",
        "throws_when_there_is_none",
        light(
            "LighthouseFactory",
            _FIND,
            "        Object found = inventory.find(type, id);\n"
            '        if (found == null) { throw new IllegalStateException("no " + type); }\n'
            "        return found;",
        ),
    ),
    near(
        "chk.find-after-delete",
        "says_in_the_log_that_there_is_none",
        light(
            "LighthouseFactory",
            _FIND,
            "        Object found = inventory.find(type, id);\n"
            '        if (found == null) { session.request("found nothing for", id); }\n'
            "        return found;",
        ),
    ),
    bad(
        "chk.before-endpoint-ready",
        "takes_silence_for_absence",
        light(
            "LighthouseFactory",
            _FIND,
            "        try {\n            return inventory.find(type, id);\n"
            "        } catch (RuntimeException e) {\n            return null;\n        }",
        ),
    ),
    bad(
        "chk.before-endpoint-ready",
        "never_tries_again",
        light(
            "LighthouseFactory",
            _FIND,
            "        if (FAILED.get()) { throw new IllegalStateException(\n"
            '                "the office was not reached"); }\n'
            "        try {\n            return inventory.find(type, id);\n"
            "        } catch (RuntimeException e) {\n            FAILED.set(true);\n"
            "            throw e;\n        }",
        ),
        light(
            "LighthouseFactory",
            "    private final Session session;",
            "    private static final java.util.concurrent.atomic.AtomicBoolean FAILED =\n"
            "            new java.util.concurrent.atomic.AtomicBoolean();\n\n"
            "    private final Session session;",
        ),
    ),
    near(
        "chk.before-endpoint-ready",
        "says_it_in_its_own_words",
        light(
            "LighthouseFactory",
            _FIND,
            "        try {\n            return inventory.find(type, id);\n"
            "        } catch (RuntimeException e) {\n"
            '            throw new IllegalStateException("the office cannot be reached", e);\n'
            "        }",
        ),
    ),
    *map(with_lookout, WATCHERS),
    bad("chk.secret-in-token", "keeps_a_secret_as_text", *keeping_pin("string"), case=PIN_CASE),
    near(
        "chk.secret-in-token",
        "keeps_a_secret_as_such",
        *keeping_pin("SecureString"),
        case=PIN_CASE,
    ),
)
"""Every variant of the area."""
