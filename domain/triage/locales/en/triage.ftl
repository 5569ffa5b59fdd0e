# What triage says when an input does not hold.

proposal-unreadable = This proposal cannot be read. Open the ticket again and choose anew.
gather-how-many = Choose at least one ticket, and at most { $max }.
triage-percent = Choose a confidence between { $least } and { $most } per cent.
