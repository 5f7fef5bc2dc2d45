"""The REST API of the product, one module per resource (`reference/rest-api.md`)."""
