"""The window on small screens and on screens that become smaller: all of it is always inside of the work area."""

import sys

from desktop import TARGET, Desktop, Failure, check, end, geometry, output, run, settles, step, wait_for

PROGRAM = TARGET / "debug" / "nameplate"
SMALLEST = (360, 480)


def main():
    # A screen of Xvfb can become smaller than it was at its start, never larger.
    with Desktop(size="1280x900x24") as desktop:
        step("a large screen: as it was left, and 960 x 760 at first")
        opens(desktop, expected=(960, 760))
        opens(desktop, "[window]\nwidth = 1100\nheight = 800\n", expected=(1100, 800))
        opens(desktop, "[interface]\nscale = 1.25\n", expected=(1200, 856), tolerance=45)

        step("a small screen: no more than there is")
        resolution("1024x600")
        for settings in ("", "[window]\nwidth = 3000\nheight = 2000\n", "[window]\nwidth = 16384\nheight = 16384\n"):
            opens(desktop, settings)
        step("everything three times as large, with which the smallest window is larger than the screen")
        opens(desktop, "[interface]\nscale = 3\n", picture="e2e-small-screen")

        step("a monitor of half the size, and back: the window follows when it has to")
        resolution("1280x900")
        data = folder(desktop, "[window]\nwidth = 1200\nheight = 800\n")
        program = desktop.start("screen", [PROGRAM, "--lang", "en", "--data-dir", str(data)])
        window = desktop.window(program)
        wait_for("the remembered size", lambda: geometry(window) == (1200, 800))
        resolution("1024x600")
        fits(window)
        desktop.picture("e2e-smaller-screen")
        small = geometry(window)
        resolution("1280x900")
        check(not settles(lambda: geometry(window) != small, patience=1), "the window has grown by itself")

        step("a panel appears")
        run("xdotool", "windowsize", "--sync", window, "1000", "840")
        with panel(desktop, 300):
            fits(window)
            desktop.picture("e2e-panel")

        step("what is hardly a screen: smaller than the smallest window, for as long as it is there")
        resolution("320x240")
        fits(window)
        resolution("1280x900")
        wait_for("the smallest size again", lambda: smallest(window) == SMALLEST)
        end(program)
    step("the window is always inside of the work area")


def opens(desktop, settings="", expected=None, tolerance=0, picture=None):
    """Starts the program and looks at the size it has at once and a little later."""
    program = desktop.start("screen", [PROGRAM, "--lang", "en", "--data-dir", str(folder(desktop, settings))])
    window = desktop.window(program)
    first = geometry(window)
    desktop.find("push button", "Sign in")
    fits(window)
    later = geometry(window)
    check(first == later, f"it opens with {first} and has {later} then")
    if expected:
        off = max(abs(one - other) for one, other in zip(later, expected))
        check(off <= tolerance, f"the window has {later}, not {expected}")
    if picture:
        desktop.picture(picture)
    end(program)


def folder(desktop, settings):
    data = desktop.folder / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    (data / "config.toml").write_text(settings)
    return data


def resolution(size):
    width, height = size.split("x")
    if size not in output("xrandr"):
        # Nothing shows it, so the rest of a mode can be anything.
        run("xrandr", "--newmode", size, "60", width, width, width, width, height, height, height, height)
        run("xrandr", "--addmode", "screen", size)
    run("xrandr", "--output", "screen", "--mode", size)
    wait_for("the window manager's work area", lambda: work_area()[2:] == [int(width), int(height)])


def work_area():
    shown = output("xprop", "-root", "_NET_WORKAREA")
    return [int(number) for number in shown.split("=")[1].split(",")[:4]]


def fits(window):
    """Waits until the window is inside of the work area, its frame included."""

    def does():
        left, top, width, height = work_area()
        frame = [int(n) for n in output("xprop", "-id", window, "_NET_FRAME_EXTENTS").split("=")[1].split(",")]
        shown = dict(line.strip().split(": ", 1) for line in output("xwininfo", "-id", window).splitlines() if ": " in line)
        x, y = int(shown["Absolute upper-left X"]), int(shown["Absolute upper-left Y"])
        right, bottom = x + int(shown["Width"]) + frame[1], y + int(shown["Height"]) + frame[3]
        return left <= x - frame[0] and top <= y - frame[2] and right <= left + width and bottom <= top + height

    wait_for(f"a window inside of {work_area()}, it has {geometry(window)}", does)


def smallest(window):
    hints = output("xprop", "-id", window, "WM_NORMAL_HINTS")
    line = next(line for line in hints.splitlines() if "minimum size" in line)
    return tuple(int(number) for number in line.split(":")[1].split("by"))


class panel:
    """A strip at the top of the screen that windows keep out of."""

    def __init__(self, desktop, height):
        self.before = work_area()
        self.process = desktop.start("panel", ["xev", "-name", "Panel", "-geometry", f"1280x{height}+0+0"])
        found = output("xdotool", "search", "--sync", "--onlyvisible", "--name", "^Panel$").split()[0]
        run("xprop", "-id", found, "-f", "_NET_WM_STRUT", "32c", "-set", "_NET_WM_STRUT", f"0, 0, {height}, 0")
        wait_for("the panel's place", lambda: work_area() != self.before)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)
        wait_for("the panel to go", lambda: work_area() == self.before)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
