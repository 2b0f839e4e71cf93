"""Grants: programmes and their guidelines, calls, applications, awards.

It knows no person accompanied, no case, no volunteer.
"""
