"""A clipboard manager that takes a text when its owner asks for that, and offers it when the owner is gone: no sooner,
as the protocol has it (freedesktop.org, ClipboardManager). GTK answers such requests itself, so this speaks to the X
server."""

import time

from Xlib import X, Xatom, display
from Xlib.protocol import event

PATIENCE = 5


def main():
    server = display.Display()
    window = server.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    atom = server.intern_atom
    manager, clipboard, save, text = map(atom, ("CLIPBOARD_MANAGER", "CLIPBOARD", "SAVE_TARGETS", "UTF8_STRING"))
    window.set_selection_owner(manager, X.CurrentTime)
    server.sync()
    print("shown", flush=True)
    kept = b""
    while True:
        asked = server.next_event()
        if asked.type != X.SelectionRequest:
            continue
        given = asked.property or asked.target
        if asked.selection == manager and asked.target == save:
            kept = copied(server, window, clipboard, text)
            asked.requestor.change_property(given, atom("NULL"), 32, [])
        elif asked.selection == clipboard and asked.target == atom("TARGETS"):
            asked.requestor.change_property(given, Xatom.ATOM, 32, [asked.target, text])
        elif asked.selection == clipboard and asked.target == text:
            asked.requestor.change_property(given, text, 8, kept)
        else:
            given = X.NONE
        answer(asked, given)
        server.flush()
        if asked.target == save:
            wait_for(lambda: server.get_selection_owner(clipboard) == X.NONE)
            window.set_selection_owner(clipboard, X.CurrentTime)
            server.flush()


def copied(server, window, clipboard, text):
    """What the owner of the clipboard gives."""
    window.convert_selection(clipboard, text, text, X.CurrentTime)
    server.flush()
    wait_for(lambda: server.pending_events() and server.next_event().type == X.SelectionNotify)
    found = window.get_full_property(text, X.AnyPropertyType)
    return found.value if found else b""


def answer(asked, given):
    asked.requestor.send_event(
        event.SelectionNotify(
            time=asked.time, requestor=asked.requestor, selection=asked.selection, target=asked.target, property=given
        )
    )


def wait_for(look):
    deadline = time.monotonic() + PATIENCE
    while not look() and time.monotonic() < deadline:
        time.sleep(0.01)


main()
