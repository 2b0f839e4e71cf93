"""Read models of funding, one a page or document: frozen dataclasses from a fixed number of statements."""
