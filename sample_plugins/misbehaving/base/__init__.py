"""A small plug-in without defects, taken apart so that one part can be spoiled."""

from sample_plugins.misbehaving.base.parts import Parts, archive, build, sound_parts

__all__ = ["Parts", "archive", "build", "sound_parts"]
