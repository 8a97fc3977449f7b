### The profile screen: the form, completion, groups, the account, and the questions it asks.

profile-reading-again = Refreshing…

## Names of buttons that several messages on screen may have at once.

profile-cancel-reading = Cancel refreshing
profile-retry-reading = Retry refreshing
profile-cancel-photo = Cancel changing the photo
profile-retry-removing = Retry changing the photo
profile-close-reading = Close the message about refreshing
profile-close-removing = Close the message about the photo
profile-close-saving = Close the message about saving
profile-close-doubt = Close the message about what is not known

## The photo, the cards and their fields.

profile-photo-of = Photo of { $name }
profile-no-photo = No photo
profile-photo-unsaid = Photo not known
profile-photo-not-shown = The photo could not be loaded. Everything else works.
profile-change-photo = Change photo…
profile-change-photo-name = Change photo
profile-remove-photo = Remove photo
profile-removing-photo = Removing the photo…
profile-photo-removed = Photo removed
profile-photo-cancelled-removed = The photo was removed all the same.
profile-photo-cancelled-unknown = Cancelled, but the server may have removed the photo already. It still shows it so far.
profile-photo-cancelled-put-back = The photo was put back all the same.

profile-personal = Personal
profile-contact = Contact
profile-groups = Groups
profile-account = Account

field-first-name = First name
field-last-name = Last name
field-gender = Gender
field-username = Username
field-mobile-number = Mobile number
field-email = Email
field-photo = Photo

gender-male = Male
gender-female = Female
gender-other = Other
gender-not-given = Not given
gender-unknown = The server has “{ $value }”. It stays as it is until you choose another.

profile-mobile-hint = For example 0912 000 0002 or +98 912 000 0002
profile-not-shown = The server does not show this.
profile-undo-field = Undo { $field }

## A field that was changed here and elsewhere.

conflict-name = Two values of { $field }
conflict-text = This was changed elsewhere as well. Which value stays?
conflict-mine = Typed here
conflict-theirs = On the server
conflict-empty = (empty)
conflict-keep = Keep this
conflict-keep-mine = Keep what is typed here for { $field }
conflict-take = Take this
conflict-take-theirs = Take what the server has for { $field }

## Advice while typing. It never prevents saving.

advice-email-no-at = This is not a complete email address: it has no @.
advice-email-nothing-before = This is not a complete email address: the part before the @ is missing.
advice-email-nothing-after = This is not a complete email address: the part after the @ is missing.
advice-email-domain = This is not a complete email address: something like .com is missing after “{ $domain }”.
advice-email-space = An email address cannot contain a space.
advice-mobile-letters = A mobile number has no letters.
advice-marks-removed = Invisible characters were removed; they do not belong here.
advice-long = { $count } characters. The server may accept only { $limit }.
advice-paste-too-long = The pasted text is too long for this field, so it was not inserted.

## The save bar and what comes of it.

profile-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
profile-discard = Discard changes
profile-save = Save
profile-saving = Saving…
profile-preparing = Reading the profile first…
profile-checking = Checking whether it was saved…
profile-checking-save = Not known yet whether this was saved
profile-saved = Saved
profile-earlier-saved = Your earlier changes were saved after all. What you have typed since is not saved yet.
profile-already-saved = Nothing had to be saved: the server has these values already.
profile-undoing = Undoing…
profile-undone = The save is undone: { $fields }.
profile-already-undone = Nothing had to be undone: the server has the earlier values already.
profile-changed-elsewhere = Changed elsewhere and shown now: { $fields }.
profile-conflict = You and somebody else changed: { $fields }. Choose which value stays.
profile-conflict-open = Not saved yet. Choose first which value stays: { $fields }.
profile-photo-gone = The photo was removed elsewhere already.
profile-as-of = As of { $time }
profile-new-groups = { $count ->
    [one] You are in a new group since your last visit: { $name }.
   *[other] You are in { $count } new groups since your last visit.
}
profile-draft-back = Your changes from { $time } are back.
profile-draft-damaged = Some of what you had typed could not be read again. The file was set aside.
profile-draft-beside = You had typed something else here before: { $fields }. Undo shows it.
profile-draft-not-kept = What you type is not stored on this computer at the moment.
profile-open-elsewhere = This account is open in another window. What you type here is not stored until you save it.
profile-closed-unknown = The window was closed while changes were being saved. It is not known whether they were saved.
profile-discarded = Changes discarded
profile-saved-altered = Saved, but the server changed: { $fields }. Check the values shown now.
profile-saved-partly = Only a part of this was saved. The server ignored: { $fields }.
profile-fields-altered = It changed: { $fields }.
profile-not-saved-ignored = Nothing was saved: the server ignored { $fields }.
profile-saved-unshown = The server accepted this but does not show: { $fields }. So it is not known whether that is saved.
profile-cancelled-saved = It was too late to cancel: what was sent is saved.
profile-cancelled-unknown = Cancelled, but the server may have saved your changes already. It does not show them so far.
profile-not-begun = What you asked for after that was not begun.
profile-not-taken = The server has “{ $value }”.
profile-not-taken-empty = The server left this empty.
profile-fields-refused = { $count ->
    [one] The server did not accept one field. Correct it and save again.
   *[other] The server did not accept { $count } fields. Correct them and save again.
}

## Completion.

completion-complete = Profile complete
completion-incomplete = Profile incomplete
completion-unsaid = The server does not say whether the profile is complete
completion-will-come = Save to complete your profile
completion-may-end = Save to see whether it is still complete
completion-missing = { $count ->
    [1] 1 item missing:
   *[other] { $count } items missing:
}
completion-disagrees = Everything here is filled in, but the server still reports the profile as incomplete.
completion-disagrees-partly = Everything that the server shows is filled in, but it still reports the profile as incomplete.
completion-not-shown = Not shown by the server: { $fields }
completion-optional = Optional
completion-all-filled = Everything is filled in.
completion-go-to = Go to { $field }
completion-make-photo = Make a picture

## Groups.

profile-back = The server can be reached again.
profile-signed-out-elsewhere = You signed out of this account in another window. Here it stays open until you close it, and nothing of it is kept.
profile-nothing-is-kept = The server does not say who you are: it shows no id, username or email. So nothing is kept on this computer, and you will have to sign in again next time.
profile-back-unsaved = The server can be reached again. Your changes are not saved yet.
groups-new = New since your last visit
groups-none = You are not in any group.
groups-not-shown = The server does not say which groups you are in.
groups-number = Group { $number }
groups-no-name = Group without a name
groups-members = { $count ->
    [0] no members
    [one] { $count } member
   *[other] { $count } members
}
groups-since = since { $date }
groups-created = Created
groups-updated = Changed
groups-show-details = Show details of { $name }
groups-hide-details = Hide details of { $name }
groups-no-details = The server does not say when it was created or changed.
groups-copy-all = Copy all
groups-copy-all-name = Copy groups
groups-copied = Copied
groups-copy = Copy
groups-copy-name = Copy { $name }
groups-search = Search groups
groups-found = { $found } of { $all }
groups-none-found = No group has these words in its name or its notes.

## Account.

account-last-sign-in = Last sign-in
account-member-since = Member since
account-server = Server
account-never = Never
account-unknown = Not known
account-switch = Switch account
account-sign-out = Sign out

## Questions that are asked before something is lost.

ask-clear-username-title = Remove your username?
ask-clear-username-text = You may not be able to sign in with it again.
ask-clear-username-yes = Save without username
ask-sign-out-title = Sign out?
ask-sign-out-text = The key and everything stored about this account are removed from this computer. The key itself stays valid on the server.
ask-sign-out-yes = Sign out
ask-another-account-title = Go on with another account?
ask-another-account-text = { $count ->
    [0] You signed in as { $name }, not as the person whose profile is open.
    [one] You signed in as { $name }. The change to the profile that is open now is not saved and will be lost.
   *[other] You signed in as { $name }. The { $count } changes to the profile that is open now are not saved and will be lost.
}
ask-unknown-account-text = { $count ->
    [0] The server does not say whether you are the person whose profile is open.
    [one] The server does not say whether you are the person whose profile is open. The change to it is not saved and will be lost.
   *[other] The server does not say whether you are the person whose profile is open. The { $count } changes to it are not saved and will be lost.
}
ask-another-account-yes = Go on with this account
ask-switch-title = Switch account?
ask-switch-yes = Switch without saving
ask-close-title = Close without saving?
ask-close-text = { $count ->
    [one] One change is not saved and will be lost.
   *[other] { $count } changes are not saved and will be lost.
}
ask-close-nothing-stored = What you type is not stored on this computer at the moment.
ask-close-yes = Close without saving
ask-close-busy = A change is still on its way to the server. If you close now, it may or may not be stored.
ask-remove-photo-title = Remove your photo?
ask-remove-photo-text = It could not be fetched, so it cannot be put back once it is removed.
ask-remove-photo-yes = Remove photo
ask-remove-changed-photo-text = The photo on the server has changed since you last saw it here. The new one would be removed.
ask-replace-photo-title = Replace the photo?
ask-replace-photo-text = The photo on the server has changed since you last saw it here. Yours would take the place of the new one.
ask-replace-photo-yes = Replace photo
ask-undo-save-title = Undo this save?
ask-undo-save-text = These values were changed again since, perhaps from elsewhere. What was there before your save would take their place.
ask-undo-save-yes = Undo anyway
ask-undo-photo-title = Undo your change of the photo?
ask-undo-photo-text = The photo on the server has been changed again since, perhaps from elsewhere. What was there before your change would take its place.
ask-undo-photo-yes = Undo anyway
