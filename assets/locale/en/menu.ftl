### The menu and what opens from it.

menu = Menu
menu-refresh = Refresh
menu-undo-save = Undo last save
menu-saves = Recent saves
saves-change = { $field }: from { $before } to { $after }
saves-undo = Undo { $fields }, { $time }
menu-language = Language
menu-theme = Theme
menu-theme-system = Same as the system
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
shortcut-undo = Undo a change
shortcut-redo = Redo a change
shortcut-choose-photo = Choose a photo
shortcut-paste-photo = Paste a photo
shortcut-read-again = Refresh
shortcut-leave = Go back or cancel
shortcut-quit = Quit
shortcut-list = Show shortcuts

about-version = Version { $version }
about-text = Edit your staff profile on your organisation’s server.
about-privacy = Nameplate connects only to your organisation’s server. Your key is stored in the system keyring.
about-copy-report = Copy report for support
about-report-copied = Report copied. It contains nothing about you.
about-licence = Nameplate is free software under the MIT or Apache 2.0 licence. Its font is Vazirmatn, under the SIL Open Font Licence. The licences of its other parts are in THIRD-PARTY.txt, which comes with each package.
