"""Pages around one's own account: coming in, name, address, password, second factor, sign-ins; restoring a lost one."""
