### Words that belong to no single screen, and how numbers, sizes and times are written.
###
### One word for one thing, in all files of this language:
###
### profile        what the server holds about a person
### photo          the picture of the person; a picture is any other, as in a file
### account        a server and a person on it
### key            the API key; the keyring is where the system keeps it
### server         what Nameplate connects to; it refuses, accepts, sends, shows
### administrator  who runs the server
### field, value   a line of the form, and what stands in it
### save           send to the server; store: write on this computer; keep: do not lose
### undo, redo     take back, and do again
### discard        give up what is not saved
### refresh        read the profile again
### cancel         end what is going on; close: put a message away
### try again      in sentences; Retry: on a button
### copy           to the clipboard
###
### A sentence is short, active and complete: what is wrong, then what to do.

general-name = Nameplate
general-window-title = { $name } – Nameplate
general-cancel = Cancel
general-ended-by-fault = Nameplate closed unexpectedly ({ $time }). What you typed is kept. About, in the menu, has a report for support.
general-close = Close
general-retry = Retry
general-look-again = Check again
general-quoted = “{ $text }”
general-undo = Undo
general-redo = Redo
general-hide = Hide
general-list-separator = {", "}
general-bullet-separator = {" · "}

## Sizes of files. $size is written in the digits of the language, with at most one decimal place.

size-bytes = { $size } B
size-kilobytes = { $size } KB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB

percent = { $number }%

## How long to wait, rounded up.

wait-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
wait-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}

## How long ago.

date-just-now = just now
date-minutes-ago = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
date-hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
date-days-ago = { $count ->
    [1] yesterday
   *[other] { $count } days ago
}
date-months-ago = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
date-years-ago = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}

## Dates. $month is a name from below.

date-short = { $day } { $month } { $year }
date-month-and-year = { $month } { $year }
date-yesterday = yesterday, { $time }
date-exact = { $day } { $month } { $year }, { $time }

date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
}
date-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}
date-month-jalali = { $month ->
    [1] Farvardin
    [2] Ordibehesht
    [3] Khordad
    [4] Tir
    [5] Mordad
    [6] Shahrivar
    [7] Mehr
    [8] Aban
    [9] Azar
    [10] Dey
    [11] Bahman
   *[other] Esfand
}
