"""The only writers: routes, the clerk, the council, decisions; and the read side of the inbox."""
