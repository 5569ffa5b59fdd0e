erase-unfinished = { $count ->
    [one] One of their tickets is not finished. Finish it first, or choose to empty it as well.
   *[other] { $count } of their tickets are not finished. Finish them first, or choose to empty them as well.
}
erase-begun = They are being erased already.
copy-being-made = A copy is being made already.
keeping-days = Choose from { $min } to { $max } days.
