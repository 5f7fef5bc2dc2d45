"""The formats of the product: archives, descriptors, packages and what packages carry."""
