# What side conversations refuse.
side-subject-missing = Say in a line what it is about.
side-subject-too-long = A subject has at most { $max } characters.
side-to-missing = Name at least one address to write to.
side-to-too-many = At most { $max } addresses take part in one conversation.
side-to-address = “{ $address }” is not an address that letters can go to.
side-to-requester = { $address } belongs to whoever asked for this ticket. Answer them in the ticket.
side-body-missing = Write what you want to ask or say.
side-body-too-long = At most { $max_kib } KiB of text.
side-body-gap = Something between ⟦ and ⟧ is not filled in yet.
side-files-too-many = At most { $max } files go along with one letter.
side-file-elsewhere = One of the files does not belong to this ticket any more.
side-too-many = A ticket has at most { $max } side conversations.
side-state = A side conversation is open or closed.
side-full = A side conversation has at most { $max } turns. Begin a new one.
