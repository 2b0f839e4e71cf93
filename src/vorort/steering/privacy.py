"""Which columns of steering are personal: none."""

FIELDS: dict[str, dict[str, str]] = {
    "Goal": {
        "id": "no",
        "code": "no",
        "title": "no",
        "description": "no",
        "valid_from": "no",
        "valid_to": "no",
        "source": "no",
    },
}
