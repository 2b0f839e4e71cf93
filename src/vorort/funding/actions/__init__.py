"""The only code that writes funding's tables. Keyword-only; one transaction, one history entry, one message each."""
