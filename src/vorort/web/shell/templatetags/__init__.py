"""Template tags of the house.
Nothing lives here but the library ``shell``, which every template knows without loading it.
"""
