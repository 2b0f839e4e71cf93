"""The gate: everything that must hold before a change goes in, step by step.

Started with ``./vorort test``. Nothing of the product lives here.
"""
