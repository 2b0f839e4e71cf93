"""Every stored field of this context, classified. Territory says nothing about a person."""

from vorort.core.privacy import NO

FIELDS: dict[str, dict[str, str]] = {
    "TerritorialUnit": {
        "id": NO,
        "key": NO,
        "ars": NO,
        "nuts": NO,
        "name": NO,
        "short_name": NO,
        "kind": NO,
        "parent": NO,
        "valid_from": NO,
        "valid_to": NO,
        "successor": NO,
        "source": NO,
    },
    "UnitGeometry": {
        "id": NO,
        "unit": NO,
        "valid_from": NO,
        "valid_to": NO,
        "shape": NO,
        "outline": NO,
        "west": NO,
        "south": NO,
        "east": NO,
        "north": NO,
        "inner_longitude": NO,
        "inner_latitude": NO,
        "as_of": NO,
        "source": NO,
    },
    "Area": {"id": NO, "code": NO, "name": NO, "source": NO},
    "AreaPart": {"id": NO, "area": NO, "prefix": NO, "excluded": NO},
}
