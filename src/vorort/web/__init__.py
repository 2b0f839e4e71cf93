"""HTTP pages. They ask, call an action or a query, and answer; no rule and no query of their own."""
