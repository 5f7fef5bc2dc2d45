"""Looking up in the class index what the descriptor names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.artifact.indexing import assumed_prefixes
from harness.artifact.rulebook import breach

if TYPE_CHECKING:
    from harness.artifact.classes import ClassIndex
    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding


def elsewhere(plugin: Plugin, index: ClassIndex, name: str) -> bool:
    """Whether rule D38 reports the name, or the product has the class and we do not."""
    absent = index.find(name) is None
    return "${" in name or (absent and name.startswith(assumed_prefixes(plugin.descriptor)))


def class_missing(name: str, where: str) -> Finding:
    """The finding for a class that nobody has."""
    what = f"the class {name or '(none)'} is neither in lib/ nor on the platform"
    return breach("D17", what, where=where)


def has_getter(index: ClassIndex, name: str, bean: str) -> bool:
    """Whether a bean property can be read; unknown super types count as having it."""
    if not index.hierarchy_known(name):
        return True
    getters = (f"{prefix}{suffix}" for prefix in ("get", "is") for suffix in suffixes(bean))
    return any(each.arity == 0 for getter in getters for each in index.methods(name, getter))


def has_setter(index: ClassIndex, name: str, bean: str) -> bool:
    """Whether a bean property can be written."""
    setters = (f"set{suffix}" for suffix in suffixes(bean))
    return any(each.arity == 1 for setter in setters for each in index.methods(name, setter))


def suffixes(bean: str) -> tuple[str, ...]:
    """How a bean property may be spelled in its accessors (JavaBeans §8.8)."""
    return tuple(dict.fromkeys((bean[:1].upper() + bean[1:], bean)))
