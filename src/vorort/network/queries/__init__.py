"""What pages and other contexts read of the network: one module a page or question, fixed numbers of statements."""
