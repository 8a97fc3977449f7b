### Notices about settings files, and what the command line says.

config-server-fixed = Your administrator has set the server, so the other address was not used.
config-title = Settings
config-broken = The settings in { $file } cannot be read, so the defaults are used. The file was not changed.
config-unknown-key = “{ $key }” in { $file } is not a known setting and was ignored.
config-bad-value = The value of “{ $key }” in { $file } is not valid, so the default is used.
config-administrator-only = Only your administrator can set “{ $key }”, so this line of { $file } was ignored.
config-more = { $count ->
    [one] One more line of { $file } cannot be used.
   *[other] { $count } more lines of { $file } cannot be used.
}
config-no-folder = This computer has no folder for your files (HOME must be a full path), so nothing is kept after you close Nameplate.
config-not-kept = Your choice works now, but could not be stored for the next start.

cli-ended-by-fault = Nameplate closed unexpectedly. What you typed is kept for the next start.
cli-no-display = Nameplate found no display. Start it in a desktop session. “nameplate photo” works without a display.
cli-demo-failed = The built-in server could not start: { $reason }
cli-photo-extension = The name of the new file must end in .jpg or .png.
cli-photo-same-file = { $path } is the photo itself. Give the new file another name, so that the photo is kept.
cli-photo-not-read = { $path } could not be read: { $reason }
cli-photo-not-written = { $path } could not be written: { $reason }
