"""How numbers and days are written, by language. Every language writes them the German way: so they are typed and
printed on the notices.
"""
