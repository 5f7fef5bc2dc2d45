"""Lighthouse: a good plug-in, its documentation, its proof case, and the system it manages."""
