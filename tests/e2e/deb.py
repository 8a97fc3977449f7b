"""The Debian package on a bare Debian: built, installed by apt into a new system that holds nothing else, started from its
entry in the menu of programs, used, and purged.

    tests/e2e/deb.py                 builds the package from a debug build
    tests/e2e/deb.py FILE.deb        takes this one

The new system is a folder with a Debian of its own (`debootstrap`); the display, the buses and the keyring are those of the
test's desktop, which it sees through the folder /tmp.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from desktop import ROOT, TARGET, Desktop, Failure, check, output, run, step, text_of, wait_for
from server import Server
from window import PERSON

CARGO_DEB = "3.8.0"
SYSTEM = TARGET / "e2e" / "bare-debian"
ENTRY = "usr/share/applications/org.nameplate.Nameplate.desktop"
# `gio` starts what an entry of the menu names, as a desktop does.
# The other one notes which program opens which links.
BESIDES = ["libglib2.0-bin", "desktop-file-utils"]


def main():
    package = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else build()
    check_metadata()
    with bare_system() as system, Desktop() as desktop, Server(desktop.folder / "server") as server:
        before = files(system)
        install(system, package)
        check_files(system)
        use(desktop, server, system)
        purge(system, before)
    step("the package does what it should")


def build():
    step("the package")
    tools = TARGET / "ci-tools" / "cargo"
    # It takes minutes the first time.
    install = ["cargo", "install", "--quiet", "--locked", "--version", CARGO_DEB, "--root", tools, "cargo-deb"]
    subprocess.run(install, check=True)
    package = TARGET / "e2e" / "nameplate.deb"
    environment = {**os.environ, "PATH": f"{tools}/bin:{os.environ['PATH']}"}
    command = ["cargo", "deb", "--quiet", "--locked", "--profile", "dev", "--fast", "--output", package]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return package


def check_metadata():
    step("the entry of the menu and the description for software centres are valid")
    run("desktop-file-validate", ROOT / "packaging" / "org.nameplate.Nameplate.desktop")
    run("appstreamcli", "validate", "--no-net", ROOT / "packaging" / "org.nameplate.Nameplate.metainfo.xml")


@contextlib.contextmanager
def bare_system():
    """A Debian in a folder, with what every Debian has and nothing more."""
    step("a bare Debian")
    shutil.rmtree(SYSTEM, ignore_errors=True)
    SYSTEM.parent.mkdir(parents=True, exist_ok=True)
    with open(SYSTEM.parent / "debootstrap.log", "wb") as log:
        command = ["debootstrap", "--variant=minbase", "bookworm", SYSTEM]
        subprocess.run(command, stdout=log, stderr=log, check=True)
    for file in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{file}", SYSTEM / "etc" / file)
    mounts = []
    try:
        for folder in ("tmp", "proc", "dev"):
            run("mount", "--bind", f"/{folder}", SYSTEM / folder)
            mounts.append(SYSTEM / folder)
        in_system(SYSTEM, "apt-get", "update", "-q")
        in_system(SYSTEM, "apt-get", "install", "-y", "-q", "--no-install-recommends", *BESIDES)
        yield SYSTEM
    finally:
        for mount in reversed(mounts):
            run("umount", "-l", mount)
        shutil.rmtree(SYSTEM, ignore_errors=True)


def in_system(system, *command):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with open(system.parent / "apt.log", "ab") as log:
        done = subprocess.run(["chroot", system, *command], env=environment, stdout=log, stderr=log, check=False)
    check(done.returncode == 0, f"{command} ends with {done.returncode}, see {system.parent}/apt.log")


def files(system):
    """What is in it, but for what apt and the running system write by themselves."""
    aside = [system / folder for folder in ("tmp", "proc", "dev", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log")]
    found = set()
    for folder, folders, names in os.walk(system):
        here = pathlib.Path(folder)
        folders[:] = [name for name in folders if here / name not in aside]
        found.update(str((here / name).relative_to(system)) for name in [*names, *folders])
    return found


def install(system, package):
    step("installed by apt, which brings what it needs")
    shutil.copy(package, system / "nameplate.deb")
    in_system(system, "apt-get", "install", "-y", "-q", "--no-install-recommends", "/nameplate.deb")
    (system / "nameplate.deb").unlink()


def check_files(system):
    step("manual pages, completions, the sample of settings, licences and the entry of the menu are there")
    listed = output("chroot", str(system), "dpkg", "-L", "nameplate").split()
    for wanted in (
        "/usr/bin/nameplate",
        f"/{ENTRY}",
        "/usr/share/metainfo/org.nameplate.Nameplate.metainfo.xml",
        "/usr/share/icons/hicolor/scalable/apps/org.nameplate.Nameplate.svg",
        "/usr/share/man/man1/nameplate.1.gz",
        "/usr/share/man/man1/nameplate-photo.1.gz",
        "/usr/share/bash-completion/completions/nameplate",
        "/usr/share/zsh/vendor-completions/_nameplate",
        "/usr/share/fish/vendor_completions.d/nameplate.fish",
        "/usr/share/doc/nameplate/examples/config.toml",
        "/usr/share/doc/nameplate/THIRD-PARTY.txt",
    ):
        check(wanted in listed, f"{wanted} is not in the package")
        check((system / wanted[1:]).is_file(), f"{wanted} was not installed")
    said = output("chroot", str(system), "nameplate", "--version")
    check(said.startswith("nameplate "), f"--version says {said!r}")


def use(desktop, server, system):
    step("a link opens it, and fills in the address after a question")
    desktop.start("gio", ["chroot", system, "gio", "open", "nameplate://server?url=https%3A%2F%2Fhr.example.com%3A8443"])
    program = wait_for("the program", lambda: Started.find(system))
    window = desktop.window(program)
    desktop.find("push button", "Cancel")
    desktop.picture("e2e-deb-link")
    desktop.click(window, desktop.find("push button", "Use this server"))
    address = desktop.find("entry", "Server address")
    wait_for("the address", lambda: text_of(address) == "https://hr.example.com:8443")
    desktop.key("ctrl+q")
    wait_for("its end", lambda: program.poll() is not None)

    step("the server is the administrator's, and the program is started from its entry")
    settings = system / "etc/nameplate/config.toml"
    settings.parent.mkdir()
    sample = (system / "usr/share/doc/nameplate/examples/config.toml").read_text(encoding="utf-8")
    line = '# url = "https://hr.example.com" '
    check(line in sample, "the sample has no line for the server")
    settings.write_text(sample.replace(line, f'url = "{server.url}" '), encoding="utf-8")
    desktop.start("gio", ["chroot", system, "gio", "launch", f"/{ENTRY}"])
    program = wait_for("the program", lambda: Started.find(system))
    window = desktop.window(program)
    key = desktop.find("password text", "API key")
    check(not desktop.look("entry", "Server address"), "another server can be typed")
    desktop.fill(window, key, server.person(PERSON)["token"])
    desktop.click(window, desktop.find("push button", "Sign in"))

    step("signed in, edited, saved; and signed in still at the next start")
    desktop.fill(window, desktop.find("entry", "First name"), "Packaged")
    desktop.key("ctrl+s")
    server.wait_for_row(PERSON, first_name="Packaged")
    desktop.picture("e2e-deb")
    wait_for("the key in the keyring", lambda: desktop.kept_secrets("service", "nameplate"))
    desktop.key("ctrl+q")
    wait_for("its end", lambda: program.poll() is not None)
    desktop.start("gio", ["chroot", system, "gio", "launch", f"/{ENTRY}"])
    program = wait_for("the program", lambda: Started.find(system))
    window = desktop.window(program)
    desktop.find("entry", "First name")
    run("xdotool", "windowactivate", "--sync", window)
    desktop.key("ctrl+q")
    wait_for("its end", lambda: program.poll() is not None)


class Started:
    """A process that somebody else has started."""

    name = "nameplate"

    def __init__(self, pid):
        self.pid = pid

    @classmethod
    def find(cls, system):
        program = (system / "usr/bin/nameplate").resolve()
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (folder / "exe").resolve() == program:
                    return cls(int(folder.name))
        return None

    def poll(self):
        """None while it runs."""
        try:
            os.kill(self.pid, 0)
            state = pathlib.Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            return 0 if state == "Z" else None
        except OSError:
            return 0


def purge(system, before):
    step("purged: nothing is left but the administrator's settings")
    in_system(system, "apt-get", "purge", "-y", "-q", "--autoremove", "nameplate")
    left = {path for path in files(system) - before if "nameplate" in path.lower()}
    check(left == {"etc/nameplate", "etc/nameplate/config.toml"}, f"left: {sorted(left)}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
