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
profile-close-doubt = Close the message about the unknown result

## The photo, the cards and their fields.

profile-photo-of = Photo of { $name }
profile-no-photo = No photo
profile-photo-unsaid = Photo unknown
profile-photo-not-shown = The photo could not be loaded. Everything else works.
profile-change-photo = Change photo…
profile-change-photo-name = Change photo
profile-change-photo-of = Change the photo of { $name }
profile-remove-photo = Remove photo
profile-removing-photo = Removing the photo…
profile-photo-removed = Photo removed
profile-photo-cancelled-removed = It was too late to cancel: the photo is removed.
profile-photo-cancelled-unknown = Cancelled. The server still shows the photo, but may remove it later.
profile-photo-cancelled-put-back = It was too late to cancel: the old photo is back.

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
gender-unknown = The server has “{ $value }”. This stays until you choose another.

profile-mobile-hint = For example {"0912\u00A0000\u00A00002"} or {"+98\u00A0912\u00A0000\u00A00002"}
profile-not-shown = The server does not show this.
profile-undo-field = Undo { $field }

## A field that was changed here and elsewhere.

conflict-name = Two values of { $field }
conflict-text = This was also changed elsewhere. Which value do you want to keep?
conflict-mine = Your value
conflict-theirs = On the server
conflict-empty = (empty)
conflict-keep = Keep this
conflict-keep-mine = Keep your value for { $field }
conflict-take = Use this
conflict-take-theirs = Use the server’s value for { $field }

## Advice while typing. It never prevents saving.

advice-email-no-at = This email address is incomplete: it has no @.
advice-email-two-at = An email address has only one @.
advice-email-nothing-before = This email address is incomplete: the part before the @ is missing.
advice-email-nothing-after = This email address is incomplete: the part after the @ is missing.
advice-email-domain = This email address is incomplete: something like .com is missing after “{ $domain }”.
advice-email-space = An email address cannot contain a space.
advice-mobile-letters = A mobile number cannot contain letters.
advice-marks-removed = Invisible characters were removed.
advice-long = { $count } characters. The server may accept only { $limit }.
advice-paste-too-long = The pasted text is too long for this field and was not inserted.

## The save bar and what comes of it.

profile-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
profile-discard = Discard changes
profile-save = Save
profile-saving = Saving…
profile-saving-next = Saving… Your later changes come next.
profile-save-waits = Saved after the change that is under way…
profile-checking = Checking whether it was saved…
profile-checking-save = Not clear yet whether this was saved
profile-saved = Saved
profile-earlier-saved = Your earlier changes were saved. Your later ones are not saved yet.
profile-already-saved = Nothing to save: the server already has these values.
profile-undoing = Undoing…
profile-undone = Save undone: { $fields }.
profile-already-undone = Nothing to undo: the server already has the earlier values.
profile-changed-elsewhere = Changed elsewhere and updated here: { $fields }.
profile-conflict = You and somebody else changed: { $fields }. Choose which value to keep.
profile-conflict-open = Not saved yet. First choose which value to keep: { $fields }.
profile-photo-gone = The photo was already removed elsewhere.
profile-as-of = As of { $time }
profile-new-groups = { $count ->
    [one] You are in a new group since your last visit: { $name }.
   *[other] You are in { $count } new groups since your last visit.
}
profile-draft-beside = Changes from another window are stored for: { $fields }. They come back when you have saved or undone yours. Until then, what you type here is not stored.
profile-draft-back = Your unsaved changes from { $time } are back.
profile-draft-damaged = Some of your unsaved changes could not be read. Their file was kept under another name.
profile-draft-not-kept = What you type is not stored on this computer right now.
profile-open-elsewhere = This account is open in another window. What you type here is not stored until you save it.
profile-closed-unknown = The window was closed during a save. Your changes may or may not have been saved.
profile-discarded = Changes discarded
profile-saved-altered = Saved, but the server changed: { $fields }. Check these values.
profile-saved-partly = Only part of this was saved. The server ignored: { $fields }.
profile-fields-altered = It changed: { $fields }.
profile-not-saved-ignored = Nothing was saved: the server ignored { $fields }.
profile-saved-unshown = The server accepted this, but does not show: { $fields }. That may or may not be saved.
profile-cancelled-saved = It was too late to cancel: your changes are saved.
profile-cancelled-unknown = Cancelled. The server does not show your changes, but may save them later.
profile-not-begun = What you asked for next was not started.
profile-not-taken = The server has “{ $value }”.
profile-not-taken-empty = The server left this empty.
profile-fields-refused = { $count ->
    [one] Correct the marked field, then save again.
   *[other] Correct the { $count } marked fields, then save again.
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
completion-disagrees = Everything is filled in, but the server still says that the profile is incomplete.
completion-disagrees-partly = Everything that the server shows is filled in, but it still says that the profile is incomplete.
completion-not-shown = Not shown by the server: { $fields }
completion-optional = Optional
completion-all-filled = Everything is filled in.
completion-go-to = Go to { $field }
completion-make-photo = Make a picture

## Groups.

profile-back = Connected to the server again.
profile-signed-out = You are signed out. Until you sign in again, nothing can be refreshed or saved.
profile-signed-out-elsewhere = You signed out of this account in another window. This window stays open, but nothing in it is stored.
profile-nothing-is-kept = The server does not say who you are: it shows no id, username or email. So nothing is stored on this computer, and you have to sign in again next time.
profile-back-unsaved = Connected to the server again. Your changes are not saved yet.
groups-new = New since your last visit
groups-none = You are not in any group.
groups-not-shown = The server does not say which groups you are in.
groups-number = Group { $number }
groups-no-name = Unnamed group
groups-members = { $count ->
    [0] no members
    [one] { $count } member
   *[other] { $count } members
}
groups-since = created { $date }
groups-created = Created
groups-updated = Changed
groups-show-details = Show details of { $name }
groups-hide-details = Hide details of { $name }
groups-no-details = The server does not say when it was created or changed.
groups-copy-all = Copy all
groups-copy-all-name = Copy groups
groups-copied = Copied
groups-copy = Copy details
groups-copy-name = Copy details of { $name }
groups-search = Search groups
groups-search-clear = Clear search
groups-found = { $found } of { $all }
groups-none-found = No group has these words in its name or notes.

## Account.

account-last-sign-in = Last sign-in
account-member-since = Member since
account-server = Server
account-never = Never
account-unknown = Unknown
account-switch = Switch account
account-sign-out = Sign out

## Questions that are asked before something is lost.

ask-clear-username-title = Remove your username?
ask-clear-username-text = You may no longer be able to sign in with it.
ask-clear-username-yes = Save without username
ask-sign-out-title = Sign out?
ask-sign-out-text = Your key and everything stored about this account are removed from this computer. The key stays valid on the server.
ask-sign-out-yes = Sign out
ask-another-account-title = Continue with another account?
ask-another-account-text = { $count ->
    [0] You signed in as { $name }, but the open profile is somebody else’s.
    [one] You signed in as { $name }. Your unsaved change to the open profile will be lost.
   *[other] You signed in as { $name }. Your { $count } unsaved changes to the open profile will be lost.
}
ask-unknown-account-text = { $count ->
    [0] The server does not say whether the open profile is yours.
    [one] The server does not say whether the open profile is yours. Your unsaved change to it will be lost.
   *[other] The server does not say whether the open profile is yours. Your { $count } unsaved changes to it will be lost.
}
ask-another-account-yes = Continue with this account
ask-switch-title = Switch account?
ask-switch-yes = Switch without saving
ask-close-title = Close without saving?
ask-close-text = { $count ->
    [one] One unsaved change will be lost.
   *[other] { $count } unsaved changes will be lost.
}
ask-close-nothing-stored = What you type is not stored on this computer right now.
ask-close-yes = Close without saving
ask-close-busy = A change is still being sent. If you close now, it may or may not be saved.
ask-remove-photo-title = Remove your photo?
ask-remove-photo-text = It could not be loaded, so you cannot get it back after you remove it.
ask-remove-photo-yes = Remove photo
ask-remove-changed-photo-text = The photo on the server has changed since you last saw it here. You would remove the new one.
ask-replace-photo-title = Replace the photo?
ask-replace-photo-text = The photo on the server has changed since you last saw it here. Yours would replace the new one.
ask-replace-photo-yes = Replace photo
ask-undo-save-title = Undo this save?
ask-undo-save-text = Some values have changed again since you saved them.
ask-undo-save-field = { $field }: now { $now } on the server, { $back } after undo.
ask-undo-save-yes = Undo anyway
ask-undo-photo-title = Undo your change of the photo?
ask-undo-photo-text = The photo on the server has changed again since your change. Undo would put the photo from before your change in its place.
ask-undo-photo-yes = Undo anyway
