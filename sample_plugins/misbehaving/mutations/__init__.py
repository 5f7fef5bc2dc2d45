"""What can be spoiled: the archive, its descriptor, its classes, its packages."""
