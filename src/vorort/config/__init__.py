"""Settings, root addresses, WSGI and the command line. Nothing of the business lives here."""
