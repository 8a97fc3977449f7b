### Changing the photo, and why a file cannot be used.

photo-title = Change photo
photo-choose = Choose a file…
photo-choose-name = Choose a file
photo-path = Photo path
photo-path-hint = Or type where the file is and press Enter.
photo-open-path = Open
photo-open-path-name = Open photo path
photo-paste = Paste
photo-paste-nothing = There is no picture in the clipboard. Copy one, or choose a file.
photo-paste-link = A link was copied, not a picture. Copy the picture itself, or choose a file.
photo-paste-failed = The clipboard could not be read. Choose a file instead.
photo-drop = Drop a picture anywhere in the window.
photo-drop-now = Drop it to use it as your photo
photo-one-only = Only the first of the files is used.
photo-dialog-failed = The system’s file dialog could not be opened. Type the path of the file instead.
photo-opening = Opening the photo…
photo-drawing = Preparing the picture…
photo-crop = Crop
photo-crop-keys = Arrow keys move the square, with Shift further. Plus and minus zoom, brackets rotate, F flips, 0 resets, Enter uses it.
photo-crop-zoom = Zoom { $zoom }
photo-crop-place = { $left } from the left, { $top } from the top
photo-crop-turned = turned { $degrees }°
photo-crop-flipped = mirrored
photo-move-left = Move left
photo-move-right = Move right
photo-move-up = Move up
photo-move-down = Move down
photo-zoom = Zoom
photo-zoom-in = Zoom in
photo-zoom-out = Zoom out
photo-rotate-left = Rotate left
photo-rotate-right = Rotate right
photo-flip = Flip
photo-reset = Reset
photo-previews = How others will see it
photo-put-back = Photo put back
photo-putting-back = Putting the photo back…
photo-undo-change = Undo photo change
photo-not-kept = Your current photo could not be fetched, so it cannot be put back once it is replaced.
photo-preview-light = Previews on light
photo-preview-dark = Previews on dark
photo-location-note = Location and camera data are removed.
photo-use = Use photo
photo-another = Choose another
photo-progress = Upload
photo-preparing = Preparing the photo…
photo-sending = Sending, { $percent }
photo-waiting = Sent, waiting for the server…
photo-checking = Checking what the server has…
photo-cancelled-not-stored = Cancelled. The photo was not changed.
photo-cancelled-stored = The photo was saved all the same. It is your photo now.
photo-cancelled-unknown = Whether the server has changed the photo is not known yet. Refresh to see.
photo-read-again = Refresh
photo-not-enlarged = The square has only { $size } pixels on a side. It is not enlarged and may look blurry.
photo-facts = { $width } × { $height } · { $size }

## One line that says what was done, joined with the separator of lists.

photo-done = Photo changed
photo-done-size = { $before } → { $after }
photo-done-turned = turned upright
photo-done-location = location removed

## Why a file cannot be used, and the way out.

picture-empty = This file is empty. Choose another one.
picture-too-large = This file is { $size }; files up to { $limit } can be read. Make it smaller or choose another one.
picture-too-many-pixels = This picture has { $width } × { $height } pixels; at most { $limit } million can be read. Make it smaller or choose another one.
picture-heic = This is a HEIC picture, which cannot be read here. Export it as JPEG, or set your phone’s camera to “Most compatible” and take it again.
picture-avif = This is an AVIF picture, which cannot be read here. Save it as JPEG or PNG and choose that.
picture-svg = This is an SVG drawing, which cannot be used as a photo. Save it as PNG and choose that.
picture-pdf = This is a PDF document, not a picture. Save the page as JPEG or PNG and choose that.
picture-other-kind = This kind of picture cannot be read here. Save it as JPEG or PNG and choose that.
picture-not-a-picture = This file is not a picture that can be read here. Choose a JPEG, PNG, WebP, GIF, BMP or TIFF file.
picture-cut-short = This picture is cut short: its end is missing. Copy or download it again.
picture-broken = This picture is damaged and cannot be read. Choose another one.
picture-too-slow = Reading this picture took too long. Save it as an ordinary JPEG and choose that.
picture-too-fine = This picture cannot be made smaller than { $limit }. Choose another one.
picture-file-missing = There is no file at this path. Check it for typing mistakes.
picture-file-denied = This file may not be read. Copy it to your own folder and choose the copy.
picture-file-not-a-file = This is a folder or a device, not a file. Choose a picture.
picture-file-unreadable = This file could not be read. Copy it to this computer and choose the copy.
