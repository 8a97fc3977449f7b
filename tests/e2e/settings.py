"""What the desktop's settings say, told by a portal of the test's own: high contrast, and the proxy.

The real portal of these tests knows neither without a desktop behind it.
"""

import socket
import sys
import threading

from desktop import TARGET, Desktop, Failure, check, end, output, step, wait_for

PROGRAM = TARGET / "debug" / "nameplate"

INTERFACES = """
<node>
  <interface name="org.freedesktop.portal.Settings">
    <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
    <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  </interface>
  <interface name="org.freedesktop.portal.ProxyResolver">
    <method name="Lookup"><arg type="s" direction="in"/><arg type="as" direction="out"/></method>
  </interface>
</node>
"""


class Portal:
    """Answers with `settings` and `proxies`, and keeps for which addresses a proxy was wanted."""

    def __init__(self):
        from gi.repository import Gio, GLib

        self.glib = GLib
        self.settings = {("org.freedesktop.appearance", "color-scheme"): 0, ("org.freedesktop.appearance", "contrast"): 0}
        self.proxies = []
        self.wanted = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus.set_exit_on_close(False)  # the desktop ends before this does
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            self.bus.register_object("/org/freedesktop/portal/desktop", interface, self.answer, None, None)
        Gio.bus_own_name_on_connection(self.bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE)
        threading.Thread(target=GLib.MainLoop().run, daemon=True).start()

    def answer(self, _bus, _sender, _path, _interface, method, given, call):
        if method == "Lookup":
            self.wanted.append(given.unpack()[0])
            call.return_value(self.glib.Variant("(as)", (self.proxies,)))
        elif given.unpack() in self.settings:
            value = self.glib.Variant("u", self.settings[given.unpack()])
            call.return_value(self.glib.Variant("(v)", (self.glib.Variant("v", value),)))
        else:
            call.return_dbus_error("org.freedesktop.portal.Error.NotFound", "no such setting")

    def change(self, key, number):
        self.settings["org.freedesktop.appearance", key] = number
        change = self.glib.Variant("(ssv)", ("org.freedesktop.appearance", key, self.glib.Variant("u", number)))
        self.bus.emit_signal(
            None, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "SettingChanged", change
        )


class Listener:
    """A proxy that takes what it is sent and hangs up."""

    def __init__(self):
        self.heard = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            connection, _ = self.socket.accept()
            with connection:
                self.heard.append(connection.recv(4096))


def main():
    with Desktop() as desktop:
        portal = Portal()
        contrast(desktop, portal)
        proxy(desktop, portal)
    step("the settings of the desktop are followed")


def contrast(desktop, portal):
    step("high contrast is followed, at the start and when it changes")
    program = desktop.start("contrast", [PROGRAM, "--lang", "en", "--demo"])
    window = desktop.window(program)
    desktop.find("entry", "First name")
    light = ground(window)
    portal.change("color-scheme", 1)
    wait_for("dark colours", lambda: ground(window) != light)
    dark = ground(window)
    portal.change("contrast", 1)
    wait_for("high contrast", lambda: ground(window) not in (light, dark))
    high = ground(window)
    desktop.picture("e2e-high-contrast")
    portal.change("contrast", 0)
    wait_for("dark colours again", lambda: ground(window) == dark)
    portal.change("color-scheme", 0)
    wait_for("light colours again", lambda: ground(window) == light)
    end(program)

    portal.change("contrast", 1)
    program = desktop.start("contrast", [PROGRAM, "--lang", "en", "--demo"])
    window = desktop.window(program)
    wait_for("high contrast from the start", lambda: ground(window) == high)
    end(program)


def ground(window):
    """The colour of the window's ground, near its corner."""
    return output("import", "-silent", "-window", window, "-crop", "1x1+4+4", "-depth", "8", "txt:-").split()[-1]


def proxy(desktop, portal):
    step("the desktop's proxy is used and named")
    listener = Listener()
    portal.proxies = [f"http://{listener.address}", "direct://"]
    program = desktop.start("proxy", [PROGRAM, "--lang", "en", "--server", "https://hr.example.invalid"])
    window = desktop.window(program)
    desktop.fill(window, desktop.find("password text", "API key"), "0123456789")
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find_text(f"http://{listener.address}")
    desktop.picture("e2e-proxy")
    check(portal.wanted == ["https://hr.example.invalid/"], f"asked for {portal.wanted}")
    led = [heard.startswith(b"CONNECT hr.example.invalid:443 ") for heard in listener.heard]
    check(led and all(led), f"the proxy was asked {listener.heard}")

    step("a proxy that cannot be used is no way round it")
    portal.proxies = ["gopher://proxy"]
    end(program)
    program = desktop.start("proxy", [PROGRAM, "--lang", "en", "--server", "https://hr.example.invalid"])
    window = desktop.window(program)
    desktop.fill(window, desktop.find("password text", "API key"), "0123456789")
    desktop.click(window, desktop.find("push button", "Sign in"))
    desktop.find_text("The proxy in your desktop’s settings cannot be used")
    end(program)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
