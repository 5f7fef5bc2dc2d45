"""The archive, its descriptor, classes and packages, judged without running them."""
