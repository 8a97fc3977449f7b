"""Another program on the desktop, from which something is copied or dragged. Runs until it is ended.

    neighbour.py copy-picture FILE     as a picture viewer copies
    neighbour.py copy-files FILE...    as a file manager copies
    neighbour.py copy-text TEXT
    neighbour.py copy-as TYPE FILE     as a program copies that offers one form alone
    neighbour.py copy-nothing
    neighbour.py drag URI...           a window from which these are dragged
"""

import os
import sys
from pathlib import Path

# Nobody reads this window, and it comes and goes while others are read.
os.environ["NO_AT_BRIDGE"] = "1"
import gi  # noqa: E402

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk  # noqa: E402

COPIED_FILES = "x-special/gnome-copied-files"
URI_LIST = "text/uri-list"


def main(what, *given):
    if what == "drag":
        drag(given)
    elif what == "copy-as":
        own({given[0]: 0}, {0: Path(given[1]).read_bytes()})
        print("copied", flush=True)
    elif what == "copy-files":
        copy_files([Path(path).as_uri() for path in given])
    else:
        clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
        if what == "copy-picture":
            clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(given[0]))
        elif what == "copy-text":
            clipboard.set_text(given[0], -1)
        else:
            # An owner with nothing to give.
            own({}, {})
        print("copied", flush=True)
    Gtk.main()


def copy_files(uris):
    own(
        {COPIED_FILES: 0, URI_LIST: 1, "UTF8_STRING": 2},
        {
            0: "copy\n" + "\n".join(uris),
            1: "".join(f"{uri}\r\n" for uri in uris),
            2: "\n".join(GLib.filename_from_uri(uri)[0] for uri in uris),
        },
    )
    print("copied", flush=True)


def own(targets, contents):
    """Owns the clipboard, with several forms of the same."""

    def give(_window, selection, number, _time):
        content = contents[number]
        selection.set(selection.get_target(), 8, content.encode() if isinstance(content, str) else content)

    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.realize()
    for target, number in targets.items():
        Gtk.selection_add_target(window, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern(target, False), number)
    window.connect("selection-get", give)
    Gtk.selection_owner_set(window, Gdk.SELECTION_CLIPBOARD, Gdk.CURRENT_TIME)
    own.window = window


def drag(uris):
    window = Gtk.Window(title="Neighbour", default_width=160, default_height=120)
    box = Gtk.EventBox()
    window.add(box)
    # As a browser offers a link: no file, although it is a list of addresses as well.
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()

    def give(_box, _context, selection, _number, _time):
        selection.set(selection.get_target(), 8, "".join(f"{uri}\r\n" for uri in uris).encode())

    box.connect("drag-data-get", give)
    box.connect("drag-end", lambda *_: print("ended", flush=True))
    window.show_all()
    window.move(0, 0)
    print("shown", flush=True)


main(*sys.argv[1:])
