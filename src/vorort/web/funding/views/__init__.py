"""One module a task: get, ask, call, redirect."""
