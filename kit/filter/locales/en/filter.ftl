# What is wrong with a filter. Each text is given $at, the character counted from 1.

filter-too-long = This filter is too long. At most { $max } bytes can be read.
filter-too-deep = Brackets and “not” are nested too deeply. { $max } levels are the most.
filter-too-many-terms = There are too many parts. { $max } are the most.
filter-too-many-values = There are too many values. { $max } are the most.
filter-too-many-orders = A list can be sorted by at most { $max } fields.
filter-too-many-words = There are too many words. { $max } are the most. To search for exactly this text, put it in quotation marks.
filter-phrase-too-long = This is too long to search for. { $max } characters are the most.
filter-nothing-to-search = There is no letter or digit here to search for.

filter-quote-open = This quotation mark is never closed. Add " at the end of the phrase.
filter-group-open = This bracket is never closed. Add ) at the end of the group.
filter-group-not-open = Nothing was opened here. Remove this ) or add ( before the group.
filter-group-empty = There is nothing between these brackets.
filter-or-left = “or” needs something on its left.
filter-or-right = “or” needs something on its right.

filter-field-unknown = There is no field “{ $name }”. To search for the text itself, put it in quotation marks.
filter-field-misspelled = There is no field “{ $name }”. Did you mean “{ $meant }”?
filter-value-missing = Write a value for “{ $field }” right after it.
filter-value-unknown = “{ $value }” is not a value of { $field }. Possible values: { $allowed }.
filter-value-misspelled = “{ $value }” is not a value of { $field }. Did you mean “{ $meant }”?
filter-question-unknown = Nothing is known as “{ $value }”.
filter-question-misspelled = Nothing is known as “{ $value }”. Did you mean “{ $meant }”?
filter-name-unknown = Nobody and nothing is called “{ $value }” in { $field }. Names of several words need quotation marks.
filter-name-misspelled = Nobody and nothing is called “{ $value }” in { $field }. Did you mean “{ $meant }”?
filter-name-too-many = More than { $max } names fit “{ $value }”. Write more of the name.
filter-not-comparable = “{ $field }” has no order, so < and > do not work. Write a colon instead.
filter-number-wrong = “{ $value }” is not a whole number.
filter-duration-wrong = “{ $value }” is not a length of time. Write 30m, 2h or 1d.
filter-time-wrong = “{ $value }” is not a time. Write -7d, 2h, today, this-week or 2026-11-30.
filter-flag-wrong = “{ $field }” is answered by yes or no, not by “{ $value }”.
filter-range-backwards = This range runs backwards. Write the smaller end first.
filter-order-unknown = A list cannot be sorted by “{ $name }”. Possible: { $allowed }.
filter-order-inside = “sort:” stands outside of brackets and is not negated.
