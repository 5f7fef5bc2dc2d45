"""The members of a ``Stage``, idea by idea; suites see them through that class only."""
