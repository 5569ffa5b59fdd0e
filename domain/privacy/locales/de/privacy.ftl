erase-unfinished = { $count ->
    [one] Eines ihrer Tickets ist nicht erledigt. Bitte zuerst erledigen oder wählen, dass es auch geleert wird.
   *[other] { $count } ihrer Tickets sind nicht erledigt. Bitte zuerst erledigen oder wählen, dass sie auch geleert werden.
}
erase-begun = Diese Person wird schon gelöscht.
copy-being-made = Eine Kopie wird schon erstellt.
keeping-days = Bitte { $min } bis { $max } Tage wählen.
