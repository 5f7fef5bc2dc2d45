"""The Java side, as the Python side sees it: where the jars and the JVM are."""
