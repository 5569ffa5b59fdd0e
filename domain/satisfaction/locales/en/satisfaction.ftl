# The letter that asks, and what refusals about it say.
satisfaction-letter-subject = How was our help with “{ $subject }”? [#{ $ticket }]
satisfaction-letter =
    Hello { $name },

    your request “{ $subject }” (#{ $ticket }) is done. How was our help? One click is enough, and you need not sign in.

    Good:
    { $good }

    Not good:
    { $bad }

    We ask once and do not remind you. If it does not work after all, just answer this letter.
satisfaction-score = Choose good or not good.
satisfaction-comment-too-long = A comment has at most { $max } characters.
satisfaction-off = This help desk does not ask for opinions at present.
satisfaction-not-done = This request is not done yet.
satisfaction-too-late = It is too late to answer or to change the answer.
satisfaction-hours = Choose between 1 and { $max } hours.
