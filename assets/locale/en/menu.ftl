### The menu and what opens from it.

menu = Menu
menu-refresh = Refresh
menu-undo-save = Undo last save
menu-saves = Saved in this run
saves-change = { $field }: from { $before } to { $after }
saves-undo = Undo { $fields }, { $time }
menu-language = Language
menu-theme = Theme
menu-theme-system = Like the system
menu-theme-system-short = System
menu-theme-light = Light
menu-theme-dark = Dark
menu-theme-high-contrast = High contrast
menu-theme-high-contrast-short = Contrast
menu-shortcuts = Shortcuts
menu-about = About Nameplate
menu-switch-account = Switch account
menu-sign-out = Sign out

shortcut-save = Save
shortcut-undo = Undo in the form
shortcut-redo = Redo in the form
shortcut-choose-photo = Choose a photo
shortcut-paste-photo = Paste a photo
shortcut-read-again = Refresh
shortcut-leave = Leave the photo, a menu or a question
shortcut-quit = Quit
shortcut-list = Show these shortcuts

about-version = Version { $version }
about-text = Edit your own staff profile over your organisation’s REST API.
about-privacy = It talks to your organisation’s server only. Your key stays in the system keyring.
about-copy-report = Copy a report for support
about-report-copied = Copied. Nothing about you is in it.
about-licence = Free software under the MIT or Apache 2.0 licence. Text is set in Vazirmatn under the SIL Open Font Licence. The licences of its other parts are in THIRD-PARTY.txt, which comes with each package.
