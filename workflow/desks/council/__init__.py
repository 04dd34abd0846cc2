"""The council's desk: the secretary's sittings and the members' ballots."""
