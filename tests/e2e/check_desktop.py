"""Tries the desktop itself, so that a failure of it is not taken for one of the program."""

import subprocess
import sys

from desktop import Desktop, Failure, check, output, run, step, text_of, wait_for


def main():
    with Desktop() as desktop:
        step("the keyring keeps a secret")
        kept = ["service", "check", "username", "somebody"]
        subprocess.run(["secret-tool", "store", "--label=check", *kept], input="s3cret", text=True, check=True)
        check(output("secret-tool", "lookup", *kept) == "s3cret", "the keyring forgets")
        check("s3cret" in desktop.kept_secrets("service", "check"), "the keyring cannot be searched")

        step("a window is seen by assistive technology, and clicked and typed into")
        dialog = desktop.start("zenity", ["zenity", "--entry", "--title=Check"], stdout=subprocess.PIPE)
        entry = desktop.find("text")
        desktop.fill(desktop.window(dialog), entry, "typed 12 سلام")
        wait_for("the typed text", lambda: text_of(entry) == "typed 12 سلام")
        desktop.picture("e2e-check")
        desktop.click(desktop.window(dialog), desktop.find("push button", "OK"))
        answer = dialog.communicate(timeout=10)[0].decode().strip()
        check(answer == "typed 12 سلام", f"the dialog answers {answer!r}")

        step("the portal's file dialog opens and answers")
        file = desktop.home / "a photo é.png"
        file.write_bytes(b"")
        client = desktop.start("portal", [sys.executable, "-c", PORTAL_CLIENT], stdout=subprocess.PIPE)
        desktop.pick_in_dialog(file)
        chosen = client.communicate(timeout=20)[0].decode().strip()
        check(chosen.endswith("/a%20photo%20%C3%A9.png"), f"the portal answers {chosen!r}")
    step("the desktop is as it should be")


PORTAL_CLIENT = """
from gi.repository import Gio, GLib

loop = GLib.MainLoop()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def answered(_bus, _sender, _path, _interface, _signal, answer):
    print(*answer.unpack()[1].get("uris", ["nothing"]))
    loop.quit()


bus.signal_subscribe(
    None, "org.freedesktop.portal.Request", "Response", None, None, Gio.DBusSignalFlags.NONE, answered
)
bus.call_sync(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.FileChooser",
    "OpenFile",
    GLib.Variant("(ssa{sv})", ("", "Check", {})),
    None,
    Gio.DBusCallFlags.NONE,
    -1,
)
GLib.timeout_add_seconds(60, loop.quit)
loop.run()
"""

if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
