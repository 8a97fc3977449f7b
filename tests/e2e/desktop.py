"""A private screen, and a private desktop on one: an X server, a window manager, a session bus, an unlocked keyring (or none yet), the file
dialog's portal and assistive technology; and a person on it, who finds things by role and name like a screen reader
does and uses the real pointer and the real keyboard.

Needs Debian's packages (see `run`) and /usr/bin/python3. Nothing of the machine's own session is touched: home,
run-time folder, display and buses are made here and removed again.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")
PICTURES = TARGET / "pictures"
LOGS = TARGET / "e2e"
PATIENCE = 20.0

KEYRING_PASSWORD = "the keyring of a test"


class Failure(Exception):
    """Something is not as it should be; the message says what."""


def check(condition, message):
    if not condition:
        raise Failure(message)


def step(text):
    print(f"[{time.monotonic() - START:6.1f} s] {text}", flush=True)


START = time.monotonic()
LIBC = ctypes.CDLL(None)


def wait_for(what, look, patience=PATIENCE):
    """What `look` returns as soon as that is something; a Failure when it never is."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise Failure(f"waited {patience:g} s for {what}")
        time.sleep(0.05)


def settles(look, patience):
    """Whether `look` finds something within `patience` seconds."""
    try:
        return bool(wait_for("it", look, patience))
    except Failure:
        return False


class Screen:
    """A home and an X server with a window manager, and the hands of a person on them.

    `with Screen() as screen:` starts everything and ends everything that it started.
    """

    def __init__(self, size="1280x900x24"):
        self.size = size
        self.processes = []
        self.folder = Path(tempfile.mkdtemp(prefix="nameplate-e2e-"))
        self.home = self.folder / "home"
        LOGS.mkdir(parents=True, exist_ok=True)
        PICTURES.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
        try:
            self._begin()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, _value, _trace):
        if kind is not None and "DISPLAY" in os.environ:
            try:
                self.picture("e2e-failed")
                print(self.describe(), file=sys.stderr)
            except Exception as problem:  # whatever went wrong first is what counts
                print(f"no picture of the failure: {problem}", file=sys.stderr)
        for process in reversed(self.processes):
            end(process)
        subprocess.run(
            ["umount", "-l", str(self.folder / "run" / "doc")], stderr=subprocess.DEVNULL, check=False
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    # What the desktop consists of

    def _make_environment(self):
        for name in ("home", "run", "home/.config", "home/.local/share", "home/.local/state", "home/.cache"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "run").chmod(0o700)
        for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "NAMEPLATE_KEY", "GTK_MODULES", "DBUS_SESSION_BUS_ADDRESS"):
            os.environ.pop(name, None)
        os.environ.update(
            HOME=str(self.home),
            XDG_RUNTIME_DIR=str(self.folder / "run"),
            XDG_CONFIG_HOME=str(self.home / ".config"),
            XDG_DATA_HOME=str(self.home / ".local/share"),
            XDG_STATE_HOME=str(self.home / ".local/state"),
            XDG_CACHE_HOME=str(self.home / ".cache"),
            XDG_SESSION_TYPE="x11",
            XDG_CURRENT_DESKTOP="GNOME",  # the portal shows GTK's dialog for it
            LANG="C.UTF-8",
            LC_ALL="C.UTF-8",
        )

    def _begin(self):
        self._make_environment()
        self._start_display()
        self.start("openbox", ["openbox", "--sm-disable"])

    def describe(self):
        """What is told of the screen beside its picture when something fails."""
        return ""

    def _start_display(self):
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", self.size, "-nolisten", "tcp", "-noreset"]
        self.start("xvfb", command, pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as announced:
            number = announced.readline().strip()
        check(number, f"Xvfb does not start, see {LOGS}/xvfb.log")
        os.environ["DISPLAY"] = f":{number}"
        # Both on the keyboard, or every Persian letter would have to change the keyboard first.
        run("setxkbmap", "-layout", "us,ir")

    # Processes

    def start(self, name, command, **options):
        """Starts a process that ends with the desktop. Its output goes to target/e2e/{name}.log."""
        with open(LOGS / f"{name}.log", "wb") as log:
            options.setdefault("stdin", subprocess.DEVNULL)
            options.setdefault("stdout", log)
            process = subprocess.Popen(command, stderr=log, preexec_fn=end_with_parent, **options)
        process.name = name
        self.processes.append(process)
        return process

    # What a person does

    def type(self, text):
        """Types on the keyboard."""
        run("xdotool", "type", "--delay", "20", "--", text)
        time.sleep(0.1)

    def key(self, *keys):
        """Presses keys such as `ctrl+s` or `Tab`, one after the other."""
        run("xdotool", "key", "--delay", "40", "--", *keys)
        time.sleep(0.1)

    def picture(self, name):
        """Writes what is on the screen to target/pictures/{name}.png."""
        run("import", "-silent", "-window", "root", str(PICTURES / f"{name}.png"))

    def settled_picture(self, window, file):
        """Takes a picture once nothing changes any more for a second: what is drawn in the background may still be on
        its way."""
        last = file.with_suffix(".last.png")
        run("import", "-silent", "-window", window, str(last))
        for _ in range(30):
            time.sleep(1)
            run("import", "-silent", "-window", window, str(file))
            if differences(last, file) < 80:
                return
            file.replace(last)
        check(False, f"the window does not come to rest: {file}")


class Desktop(Screen):
    """A screen with everything that a desktop has.

    Without `has_keyring` the keyring's service runs as it does for a new user: it holds no keyring yet.
    """

    def __init__(self, size="1280x900x24", has_keyring=True):
        super().__init__(size)
        self.has_keyring = has_keyring

    def _begin(self):
        super()._begin()
        self._start_bus()
        self._start_keyring()
        self._start_assistive_technology()

    def _start_bus(self):
        read, write = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write}"]
        self.start("bus", command, pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as announced:
            address = announced.readline().strip()
        check(address, f"the session bus does not start, see {LOGS}/bus.log")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address

    def _start_keyring(self):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        if self.has_keyring:
            keyring = self.start("keyring", [*command, "--unlock"], stdin=subprocess.PIPE)
            keyring.stdin.write(KEYRING_PASSWORD.encode())
            keyring.stdin.close()
        else:
            self.start("keyring", command)
        wait_for("the keyring", lambda: bus_has("org.freedesktop.secrets"))

    def _start_assistive_technology(self):
        run(
            "gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
            "--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>",
        )  # fmt: skip
        # Not before: the library looks for the display and the bus when it is loaded.
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi

        Atspi.init()
        self.atspi = Atspi

    # What a person finds

    def roots(self):
        """The programs that assistive technology sees, as they are now."""
        desktop = self.atspi.get_desktop(0)
        programs = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
        programs = [program for program in programs if program is not None]
        for program in programs:
            program.clear_cache()
        return programs

    def walk(self, node, depth=0):
        if node is None:
            return
        yield node, depth
        for index in range(node.get_child_count()):
            yield from self.walk(node.get_child_at_index(index), depth + 1)

    def look(self, role, name=None):
        """Everything on screen with this role (`push button`, `entry`...) and name, as it is now."""
        roles = self.atspi.Role
        wanted = getattr(roles, role.upper().replace(" ", "_"), None)
        if wanted is None and role == "push button":
            wanted = roles.BUTTON  # what newer versions call it
        return [
            node
            for root in self.roots()
            for node in self._all(root)
            if node.get_role() == wanted and (name is None or node.get_name() == name)
        ]

    def _all(self, root):
        from gi.repository import GLib

        try:
            return [node for node, _ in self.walk(root)]
        except GLib.Error:  # it changed while it was read: the next look sees it
            return []

    def find(self, role, name=None, patience=PATIENCE):
        """The first thing with this role and name, waited for."""
        try:
            return wait_for(f"{role} {name!r}", lambda: self._looked(role, name), patience)[0]
        except Failure as failure:
            raise Failure(f"{failure}; there is\n{self.describe()}") from None

    def gone(self, role, name, patience=PATIENCE):
        """Waits until there is no such thing any more."""
        wait_for(f"no {role} {name!r}", lambda: not self._looked(role, name), patience)

    def _looked(self, role, name):
        from gi.repository import GLib

        try:
            return self.look(role, name)
        except GLib.Error:
            return []

    def find_all(self, role, name):
        """All things with this role and name that are there now, those of an older program first."""
        return self._looked(role, name)

    def find_text(self, part, patience=PATIENCE):
        """Waits until a name, a description or a text anywhere contains `part`."""

        from gi.repository import GLib

        def says():
            try:
                return [
                    node
                    for root in self.roots()
                    for node in self._all(root)
                    if part in node.get_name() or part in (node.get_description() or "") or part in text_of(node)
                ]
            except GLib.Error:  # it changed while it was read: the next look sees it
                return []

        try:
            return wait_for(f"the text {part!r}", says, patience)[0]
        except Failure as failure:
            raise Failure(f"{failure}; there is\n{self.describe()}") from None

    def has(self, node, state):
        """Whether a state such as `checked`, `enabled` or `focused` is set."""
        return node.get_state_set().contains(getattr(self.atspi.StateType, state.upper()))

    def describe(self):
        """Everything on screen, one line each."""
        lines = []
        for root in self.roots():
            for node, depth in self.walk(root):
                text = text_of(node)
                shown = f" = {text!r}" if text and text != node.get_name() else ""
                lines.append(f"{'  ' * depth}[{node.get_role_name()}] {node.get_name()!r}{shown}")
        return "\n".join(lines)

    # What a person does

    def window(self, process, patience=PATIENCE):
        """The X window of a program."""

        def look():
            found = output("xdotool", "search", "--onlyvisible", "--pid", str(process.pid), check=False).split()
            check(process.poll() is None, f"{process.name} has ended, see {LOGS}/{process.name}.log")
            return found

        return wait_for(f"a window of {process.name}", look, patience)[-1]

    def click(self, window, node):
        """Clicks in the middle of a thing, with the pointer."""
        run("xdotool", "windowactivate", "--sync", window)
        width, height = geometry(window)
        x, y = self.middle(node)
        if not (0 <= x < width and 0 <= y < height):
            node.get_component_iface().grab_focus()  # which scrolls there
            time.sleep(0.3)
            x, y = self.middle(node)
        check(0 <= x < width and 0 <= y < height, f"{node.get_name()!r} is at ({x}, {y}), outside of the window")
        run("xdotool", "mousemove", "--window", window, str(x), str(y), "sleep", "0.05", "click", "1")
        time.sleep(0.1)

    def middle(self, node):
        box = node.get_component_iface().get_extents(self.atspi.CoordType.WINDOW)
        return box.x + box.width // 2, box.y + box.height // 2

    def fill(self, window, node, text):
        """Replaces what an entry holds, as a person would."""
        self.click(window, node)
        self.key("ctrl+a")
        if text:
            self.type(text)
        else:
            self.key("BackSpace")

    def dialog(self):
        """The window of GTK's file dialog, which the portal shows, once it can be used."""
        window = wait_for("the file dialog", dialogs)[-1]
        run("xdotool", "windowactivate", "--sync", window)
        wait_for("the dialog's list of files", lambda: self._looked("push button", "Cancel"))
        return window

    def pick_in_dialog(self, path):
        """Types a path into the file dialog and accepts it."""
        self.dialog()
        self.picture("e2e-dialog")
        self.key("ctrl+l")
        entry = self.find("text", "")
        self.key("ctrl+a")
        self.type(str(path))
        wait_for("the path in the dialog", lambda: text_of(entry) == str(path))

        self.key("Return")
        if not settles(lambda: not dialogs(), patience=2):
            self.key("Return")  # the first only closed the list of completions
        wait_for("the file dialog to close", lambda: not dialogs())

    def check_drawing(self, window, name):
        """Asserts that what is on screen is what a redraw of everything gives: the renderer draws only what has
        changed, and what it gets wrong on the way stays. A caret may blink meanwhile."""
        width, height = geometry(window)
        before, after = (LOGS / f"{name}-{moment}.png" for moment in ("before", "after"))
        self.settled_picture(window, before)
        for changed in (height + 16, height):
            run("xdotool", "windowsize", "--sync", window, str(width), str(changed))
        self.settled_picture(window, after)
        different = differences(before, after)
        check(different < 80, f"{different:g} pixels change when everything is drawn again: {before}, {after}")

    @contextlib.contextmanager
    def covered(self, window):
        """Another window lies over a part of this one meanwhile, after it has moved about there."""
        shown = output("xdotool", "getwindowgeometry", "--shell", window)
        place = dict(line.split("=", 1) for line in shown.split() if "=" in line)
        over = subprocess.Popen(["xev", "-name", "Over", "-geometry", "400x300"], stdout=subprocess.DEVNULL)
        try:
            other = output("xdotool", "search", "--sync", "--onlyvisible", "--name", "^Over$").split()[0]
            for n in range(20):
                run("xdotool", "windowmove", other, str(int(place["X"]) + 12 * n), str(int(place["Y"]) + 16 * n))
            yield
        finally:
            over.terminate()
            over.wait()

    def asks_for_new_keyring(self):
        """Whether the system asks for the password of a new keyring."""
        return bool(self._looked("label", "Choose password for new keyring"))

    def answer_new_keyring(self, password):
        """Types the password of a new keyring, twice, where the system asks for it."""
        wait_for("the question for a new keyring", self.asks_for_new_keyring)
        self.picture("e2e-new-keyring")
        self.type(password)
        self.key("Tab")
        self.type(password)
        self.key("Return")

    def dismiss_new_keyring(self):
        """Closes that question unanswered."""
        wait_for("the question for a new keyring", self.asks_for_new_keyring)
        self.key("Escape")
        wait_for("the question to close", lambda: not self.asks_for_new_keyring())

    def keyrings(self):
        """The files of the keyrings that there are."""
        return list((self.home / ".local/share/keyrings").glob("*.keyring"))

    def kept_secrets(self, *attributes):
        """What the keyring holds, as `secret-tool` tells it."""
        found = subprocess.run(
            ["secret-tool", "search", "--all", "--unlock", *attributes], capture_output=True, text=True, timeout=30
        )
        return found.stdout + found.stderr


def dialogs():
    """The windows of the portal's file dialog."""
    return output("xdotool", "search", "--onlyvisible", "--class", "xdg-desktop-portal-gtk", check=False).split()


def differences(one, other):
    """How many pixels of two pictures differ by more than nothing."""
    compared = subprocess.run(
        ["compare", "-metric", "AE", "-fuzz", "2%", one, other, "null:"], capture_output=True, text=True
    )
    return float(compared.stderr.split()[0])


def geometry(window):
    shown = output("xdotool", "getwindowgeometry", "--shell", window)
    values = dict(line.split("=", 1) for line in shown.split() if "=" in line)
    return int(values["WIDTH"]), int(values["HEIGHT"])


def text_of(node):
    """What an entry or a label holds."""
    text = node.get_text_iface()
    return text.get_text(0, -1) if text is not None else ""


def bus_has(name):
    asked = output(
        "gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
        "--method", "org.freedesktop.DBus.NameHasOwner", name,
    )  # fmt: skip
    return "true" in asked


def run(*command):
    output(*command)


def output(*command, check=True):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    if check and done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip() or done.returncode}")
    return done.stdout


def end_with_parent():
    """Runs in each process that is started: nothing may be left behind, however this one ends."""
    PR_SET_PDEATHSIG = 1
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(process):
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
