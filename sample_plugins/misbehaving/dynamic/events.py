"""Variants for the checks of events; all have the lookout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.remote import SILENT_OFFICE
from sample_plugins.misbehaving.dynamic.lookout_passages import with_lookout
from sample_plugins.misbehaving.dynamic.variant import bad, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_TRIGGER: Final = "            publisher.pushTrigger(Types.LIGHTHOUSE, id(), event, named(name));\n"
_GAUGE: Final = '"height", "tower", height);'
_FIRES: Final = (
    "        @Override\n        void changed(String event, String name) {\n            close();\n"
)
_WATCHER: Final = "            return watcher.getId().equals(owner);\n"
_REGISTERED: Final = "lookout.add(new Ear.OfPolicy(harbour, lighthouse, publisher));"
_CHECKED: Final = "                    if (open) {\n                        event.run();\n"
_PAUSE: Final = "PAUSE_MILLIS = 500"
_ASKED: Final = 'Fields answer = office(harbour).get("/lighthouses?limit=500");'
_LANES: Final = "private final Executor lanes = lanes();"
_LATE: Final = 'LOG.warn("{}: changes may be seen late", Release.SIGNATURE, e);'
_LOOK: Final = "        Fields before = last;\n"
_GONE_ON: Final = "            if (found != null) {\n"
_TIMED: Final = "watcher.getTrigger().getTimeout() > 0"

_SILENT: Final = (light("Lookout", _LATE, _LATE.replace("warn", "debug")), SILENT_OFFICE)
"""What the lookout misses is not worth a warning any more."""

_PLAIN: Final[tuple[Variant, ...]] = (
    bad(
        "evt.watcher-leak",
        "keeps_every_trigger",
        light(
            "Lookout",
            "    synchronized void add(Ear ear) {\n",
            "    private final List<Object> all = new ArrayList<Object>();\n\n"
            "    synchronized void add(Ear ear) {\n        all.add(ear);\n",
        ),
        also=("fail evt.trigger-timeout-ignored",),
    ),
    near(
        "evt.watcher-leak",
        "remembers_the_last_ten",
        light(
            "Lookout",
            "    synchronized void add(Ear ear) {\n",
            "    private final java.util.ArrayDeque<Object> newest ="
            " new java.util.ArrayDeque<Object>();\n\n"
            "    synchronized void add(Ear ear) {\n        newest.add(ear);\n"
            "        if (newest.size() > 10) {\n            newest.remove();\n        }\n",
        ),
    ),
    bad(
        "evt.declared-not-fired",
        "takes_publishers_and_forgets_them",
        light("LighthouseAdaptor", _REGISTERED, 'Text.required("publisher", publisher);'),
    ),
    near(
        "evt.declared-not-fired",
        "tells_of_what_is_gone_only",
        light(
            "Ear", 'push(lanes, () -> changed("renamed", now.text("name")));', 'now.flag("lit");'
        ),
        alone=True,
    ),
    bad("evt.duplicate", "tells_twice", light("Ear", _TRIGGER, _TRIGGER + _TRIGGER)),
    near(
        "evt.duplicate",
        "tells_the_height_again_and_again",
        light(
            "Ear",
            "if (now != null && !sameHeight(before, now)) {",
            "if (now != null) {",
        ),
    ),
    bad(
        "evt.lost",
        "begins_anew_and_says_nothing",
        *_SILENT,
        light(
            "Lookout",
            _GONE_ON,
            "            if (found == null) {\n                ear.forget();\n"
            "            } else {\n",
        ),
        light(
            "Ear",
            "    abstract void changed(",
            "    void forget() {\n        last = null;\n    }\n\n    abstract void changed(",
        ),
        alone=True,
    ),
    near(
        "evt.lost",
        "goes_on_and_says_nothing",
        *_SILENT,
    ),
    bad(
        "evt.after-unregister",
        "compares_publishers_with_ids",
        light(
            "Ear",
            "            return publisher == owner;\n",
            "            return id().equals(owner);\n",
        ),
    ),
    near(
        "evt.after-unregister",
        "ends_what_is_under_way",
        light(
            "Ear",
            _CHECKED,
            "                    {\n                        event.run();\n",
        ),
    ),
    bad(
        "evt.null-arguments",
        "measures_nothing",
        light("Ear", _GAUGE, '"height", "tower", height > 40 ? Double.NaN : height);'),
    ),
    near(
        "evt.null-arguments",
        "names_no_device",
        light("Ear", _GAUGE, '"height", null, Math.min(height, 0));'),
    ),
    bad(
        "evt.blocking-push",
        "pushes_from_the_thread_that_looks",
        light("Lookout", _LANES, "private final Executor lanes = Runnable::run;"),
        alone=True,
    ),
    near(
        "evt.blocking-push",
        "has_two_threads_only",
        light("Lookout", "LANES = 4", "LANES = 2"),
    ),
    bad(
        "evt.trigger-timeout-ignored",
        "leaves_them_to_their_timeout",
        light(
            "Ear", _WATCHER, f"            return watcher.getId().equals(owner) && !({_TIMED});\n"
        ),
    ),
    near(
        "evt.trigger-timeout-ignored",
        "has_a_timer_too",
        light(
            "Ear",
            _LOOK,
            f"{_LOOK}        if (isOver()) {{\n            close();\n        }}\n",
        ),
        light(
            "Ear",
            "    abstract void changed(",
            "    boolean isOver() {\n        return false;\n    }\n\n    abstract void changed(",
        ),
        light(
            "Ear",
            _FIRES,
            "        @Override\n        boolean isOver() {\n"
            "            return watcher.getTimeoutDate() > 0\n"
            "                    && watcher.getTimeoutDate() < System.currentTimeMillis();\n"
            f"        }}\n\n{_FIRES}",
        ),
    ),
    bad(
        "evt.poll-too-often",
        "looks_ten_times_as_often",
        light("Lookout", _PAUSE, "PAUSE_MILLIS = 50"),
    ),
    near(
        "evt.poll-too-often",
        "asks_for_two_things",
        light("Lookout", _ASKED, f'office(harbour).get("/keepers");\n            {_ASKED}'),
    ),
)

EVENTS: Final[tuple[Variant, ...]] = tuple(with_lookout(variant) for variant in _PLAIN)
"""Every variant of the area."""
