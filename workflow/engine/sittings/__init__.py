"""The council: agendas, ballots that leave no trace, counts, and what its pages read."""
