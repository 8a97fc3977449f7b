### Notices about settings files, and what the command line says.

config-server-fixed = Your administrator has set the server, so the other address you gave was not used.
config-title = Settings
config-broken = The settings in { $file } cannot be read, so defaults are used. The file was left as it is.
config-unknown-key = “{ $key }” in { $file } is not a known setting and was ignored.
config-bad-value = The value of “{ $key }” in { $file } cannot be used, so the default is used instead.
config-administrator-only = Only your administrator can set “{ $key }”, so the line in { $file } was ignored.
config-more = { $count ->
    [one] One further line
   *[other] { $count } further lines
} of { $file } cannot be used either.
config-no-folder = This computer names no folder for your files (HOME must be a full path), so nothing is kept when Nameplate closes.
config-not-kept = Your choice works now but could not be kept for the next start.

cli-ended-by-fault = Nameplate ended by a fault of its own. What you typed is kept for the next start.
cli-no-display = Nameplate needs a display and found none: start it in a desktop session, or use “nameplate photo” without one.
cli-demo-failed = The built-in server could not be started: { $reason }
cli-photo-extension = The name of the result must end in .jpg or .png.
cli-photo-same-file = { $path } is the photo itself. Give the result another name, so that the photo is kept.
cli-photo-not-read = { $path } could not be read: { $reason }
cli-photo-not-written = { $path } could not be written: { $reason }
