### Changing the photo, and why a file cannot be used.

photo-title = Change photo
photo-choose = Choose a file…
photo-choose-name = Choose a file
photo-now = Present photo
photo-other-ways = Other ways
photo-path = Photo path
photo-path-hint = Type the path of the file and press Enter.
photo-open-path = Open
photo-open-path-name = Open photo path
photo-paste = Paste
photo-paste-nothing = The clipboard has no picture. Copy one, or choose a file.
photo-paste-link = The clipboard has a link, not a picture. Copy the picture itself, or choose a file.
photo-paste-failed = The clipboard could not be read. Choose a file instead.
photo-caption = Location and camera data are removed.
photo-caption-drop = You can also drop a file anywhere in the window. Location and camera data are removed.
photo-drop-now = Drop it to use it as your photo
photo-back = The photo you chose earlier ({ $time }) is back. Use it, or cancel to discard it.
photo-one-only = Only the first file is used.
photo-dialog-title = Choose a photo
photo-dialog-pictures = Pictures
photo-dialog-all = All files
photo-dialog-failed = The file dialog could not be opened. Type the path of the file instead.
photo-opening = Opening the photo…
photo-drawing = Preparing the picture…
photo-crop = Crop
photo-crop-keys = Arrow keys move the square, with Shift further. Plus and minus zoom, brackets rotate, F flips, C centres, 0 resets, Enter uses the photo.
photo-crop-zoom = Zoom { $zoom }
photo-crop-place = { $left } from the left, { $top } from the top
photo-crop-turned-right = rotated 90° right
photo-crop-turned-left = rotated 90° left
photo-crop-turned-round = rotated 180°
photo-crop-flipped = flipped
photo-move-left = Move left
photo-move-right = Move right
photo-move-up = Move up
photo-move-down = Move down
photo-centre = Centre
photo-zoom = Zoom
photo-zoom-in = Zoom in
photo-zoom-out = Zoom out
photo-rotate-left = Rotate left
photo-rotate-right = Rotate right
photo-flip = Flip
photo-reset = Reset
photo-previews = How others will see it
photo-put-back = Old photo restored
photo-putting-back = Restoring the old photo…
photo-undo-change = Undo photo change
photo-not-kept = Your current photo could not be loaded, so you cannot get it back after you replace it.
photo-preview-light = Previews on light
photo-preview-dark = Previews on dark
photo-use = Use photo
photo-another = Choose another
photo-progress = Upload
photo-preparing = Preparing the photo…
photo-sending = Sending, { $percent }
photo-waiting = Sent, waiting for the server…
photo-checking = Checking the server…
photo-cancelled-not-stored = Cancelled. Your photo was not changed.
photo-cancelled-stored = It was too late to cancel: the new photo is saved.
photo-cancelled-unknown = The server may or may not have changed your photo.
photo-not-enlarged = The square is only { $size } pixels wide. It is not enlarged and may look blurry.
photo-facts = { $width } × { $height } · { $size }

## Pictures that are made here, for those who have no photo.

photo-make = Make one…
photo-make-name = Make one
photo-make-title = Make a picture
photo-make-keys = Choose with the arrow keys, then press Enter.
photo-make-choices = Pictures
photo-make-initials = Your initials
photo-make-initials-on = { $letters } on { $colour }
photo-make-drawings = Drawings
colour-blue = blue
colour-indigo = indigo
colour-violet = violet
colour-purple = purple
colour-pink = pink
colour-red = red
colour-orange = orange
colour-brown = brown
colour-olive = olive
colour-green = green
colour-teal = teal
colour-grey = grey
drawing-leaf = Leaf
drawing-wave = Wave
drawing-mountain = Mountain
drawing-star = Star
drawing-lamp = Lamp
drawing-book = Book
drawing-key = Key
drawing-cup = Cup
drawing-kite = Kite
drawing-shell = Shell
drawing-tree = Tree
drawing-sun = Sun

## One line that says what was done, joined with the separator of lists.

photo-done = Photo changed
photo-done-size = { $before } → { $after }
photo-done-turned = turned upright
photo-done-location = location removed

## Why a file cannot be used, and the way out.

picture-empty = This file is empty. Choose another one.
picture-too-large = This file is too large: { $size }. The limit is { $limit }. Make it smaller or choose another one.
picture-too-many-pixels = This picture is too large: { $width } × { $height } pixels. The limit is { $limit } million. Make it smaller or choose another one.
picture-heic-too-many-pixels = This HEIC photo is too large: { $width } × { $height } pixels. The limit for HEIC is { $limit } million. Save it as JPEG and choose the new file, or make it smaller.
picture-heic = Nameplate cannot read this HEIC photo. Save it as JPEG and choose the new file, or set your phone’s camera to “Most compatible” and take the photo again.
picture-heic-kind = Nameplate cannot read HEIC photos of this kind ({ $kind }). Save it as JPEG and choose the new file.
picture-avif = Nameplate cannot read AVIF pictures. Save it as JPEG or PNG and choose the new file.
picture-svg = An SVG drawing cannot be used as a photo. Save it as PNG and choose the new file.
picture-pdf = This is a PDF document, not a picture. Save the page as JPEG or PNG and choose the new file.
picture-kind = Nameplate cannot read pictures of this kind ({ $kind }). Save it as JPEG or PNG and choose the new file.
picture-raw = Nameplate cannot read a camera’s raw files ({ $kind }). Export it as JPEG and choose the new file.
picture-film = This is a video ({ $kind }), not a picture. Save one frame as JPEG or PNG and choose the new file.
picture-document = This is a document ({ $kind }), not a picture. Save its picture as JPEG or PNG and choose the new file.
picture-archive = This is an archive ({ $kind }), not a picture. Extract it and choose a picture from it.
picture-jpeg-twelve-bits = Nameplate cannot read a JPEG with 12 bits per colour. Save it as an ordinary JPEG and choose the new file.
picture-jpeg-arithmetic = Nameplate cannot read a JPEG with arithmetic coding. Save it as an ordinary JPEG and choose the new file.
picture-jpeg-lossless = Nameplate cannot read a lossless JPEG. Save it as an ordinary JPEG and choose the new file.
picture-jpeg-hierarchical = Nameplate cannot read a hierarchical JPEG. Save it as an ordinary JPEG and choose the new file.
picture-jpeg-components = Nameplate cannot read a JPEG with this number of colour components. Save it as an ordinary JPEG and choose the new file.
picture-jpeg-height = Nameplate cannot read a JPEG that gives its height only at its end. Save it as an ordinary JPEG and choose the new file.
picture-tiff-coding = Nameplate cannot read a TIFF that is stored this way ({ $kind }). Save it as JPEG and choose the new file.
picture-tiff-colours = Nameplate cannot read a TIFF with colours of this kind ({ $kind }). Save it as JPEG and choose the new file.
picture-tiff-numbers = Nameplate cannot read a TIFF with numbers of this kind ({ $kind }). Save it as JPEG and choose the new file.
picture-other-kind = Nameplate cannot read this kind of picture. Save it as JPEG or PNG and choose the new file.
picture-not-a-picture = { $heic ->
    [0] This file is not a picture that Nameplate can read. Choose a JPEG, PNG, WebP, GIF, BMP or TIFF file.
   *[other] This file is not a picture that Nameplate can read. Choose a JPEG, HEIC, PNG, WebP, GIF, BMP or TIFF file.
}
picture-cut-short = The file is incomplete. Copy or download it again.
picture-broken = This picture is damaged. Choose another one.
picture-too-slow = Reading this picture took too long. Save it as an ordinary JPEG and choose the new file.
picture-too-fine = This picture cannot be made smaller than { $limit }. Choose another one.
picture-file-missing = There is no file at this path. Check it for typing mistakes.
picture-file-denied = You may not read this file. Copy it to your own folder and choose the copy.
picture-file-not-a-file = This is a folder or a device, not a file. Choose a picture.
picture-file-late = This file does not answer. Its drive may be gone. Copy it to this computer and choose the copy.
picture-file-unreadable = This file could not be read. Copy it to this computer and choose the copy.
