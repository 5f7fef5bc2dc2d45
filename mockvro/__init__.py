"""A simulated Orchestrator: the product's REST API in front of a JVM that runs the plug-in."""
