# What requesters thought of the help.
rate-ask = How was our help?
rate-thanks = Thank you
rate-over = Answers are taken no more
rate-helped = { $name } looked after it.
rate-said-good = You said that our help was good. You can change it, or add a word.
rate-said-bad = You said that our help was not good. You can change it, or add what went wrong.
rate-comment = What went well, or what went wrong?
rate-comment-hint = Optional. The help desk reads it.
rate-good = Good
rate-bad = Not good
rate-by-whom = You got this by email and need not sign in. We ask about each request once.
rate-portal = How was our help?
toast-rated = Thank you. Your answer is kept.
settings-satisfaction-title = Satisfaction
settings-satisfaction-text = Requesters are asked once about each request, some time after it was resolved, whether the help was good. Leads hear of low marks. Touches every requester who does not work at the desk.
satisfaction-is-off = Nobody is asked at present. What was answered before stays.
satisfaction-results = The last twelve months
satisfaction-summary = { $asked ->
    [0] Nobody was asked yet.
    [one] Asked about one request.
   *[other] Asked about { $asked } requests.
} { $answers ->
    [0] Nobody answered.
    [one] One answer, { $good } of them good.
   *[other] { $answers } answers, { $good } of them good.
}
satisfaction-few = With fewer than { $min } answers there is no share: it would say nothing about anybody.
satisfaction-too-few = Too few answers
satisfaction-by-category = By category
satisfaction-by-person = By person
satisfaction-by-team = By team
satisfaction-by-month = By month
satisfaction-category = Category
satisfaction-person = Person
satisfaction-team = Team
satisfaction-month = Month
satisfaction-share = Good of all answers
satisfaction-good = Good
satisfaction-bad = Not good
satisfaction-asked = Asked
satisfaction-latest = Latest low marks
satisfaction-latest-none = There is none.
satisfaction-had = { $name } had it
satisfaction-when = Whether and when we ask
satisfaction-on = Ask requesters whether the help was good
satisfaction-after = Hours after resolving
satisfaction-after-hint = A request that came back meanwhile is not asked about until it is resolved again. Asked for merged requests, spam and programs’ letters: nobody.
told-rating-offered = asked the requester how the help was
told-rated-good = said that the help was good
told-rated-bad = said that the help was not good
told-rated-words = { $what }: “{ $comment }”
