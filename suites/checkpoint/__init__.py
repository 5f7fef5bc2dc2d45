"""What becomes of plug-in objects between the elements of a workflow, and after a restart."""
