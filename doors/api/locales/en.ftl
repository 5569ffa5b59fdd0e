idempotency-key-reused = This idempotency key is already in use, but with different request parameters.
undertakings-too-many = { $max } jobs of yours are under way already. Wait until one of them has ended.
word-unknown = This is not one of the words that can stand here.
comment-missing = Write what it is about: a comment with a body, or a description.
priority-unreachable = No impact and urgency of this desk make this priority.
status-new-again = A ticket that was answered cannot become new again.
condition-unknown = The condition { $field } { $operator } has no counterpart here. Send the view as a filter instead.
