"""What every context stands on: workflow table, history, clock and periods, money, messages, documents.

No business word.
"""
