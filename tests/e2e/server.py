"""The reference server, and what it holds: its database and its pictures, read without asking it."""

import json
import os
import signal
import sqlite3
import subprocess
from pathlib import Path

from desktop import LOGS, ROOT, Failure, check, end, end_with_parent, wait_for

REFERENCE = ROOT / "tests" / "reference"


class Server:
    """`with Server(folder) as server:` serves from a fresh database in `folder`."""

    def __init__(self, folder, **behaviour):
        self.folder = Path(folder)
        self.log = self.folder / "requests.jsonl"
        self.behaviour = behaviour

    def __enter__(self):
        self.folder.mkdir(parents=True)
        environment = {
            **os.environ,
            **self.behaviour,
            "REF_DATA_DIR": str(self.folder),
            "REF_REQUEST_LOG": str(self.log),
            "REF_WATCH_STDIN": "1",
        }
        with open(LOGS / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [REFERENCE / "serve"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                preexec_fn=end_with_parent,
            )
        line = self.process.stdout.readline()
        check(line, f"the reference server does not start, see {LOGS}/server.log")
        self.announced = json.loads(line)
        self.url = self.announced["base_url"]
        return self

    def __exit__(self, *_):
        end(self.process)

    def pause(self):
        """From now on it accepts connections and says nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        """It goes on with what it was asked meanwhile."""
        self.process.send_signal(signal.SIGCONT)

    def person(self, name):
        """What was announced about a person: `token`, `password`, `username`."""
        return self.announced["users"][name]

    def replace_key(self, name, key):
        """Gives the person another key; the one they have is not accepted any more. Returns the new one."""
        with sqlite3.connect(f"{self.folder}/db.sqlite3", timeout=10) as database:
            changed = database.execute(
                "UPDATE authtoken_token SET key = ? WHERE user_id = ?", [key, self.person(name)["id"]]
            )
            check(changed.rowcount == 1, f"{name} has no key")
        return key

    def row(self, name):
        """The person's row in the database, as it is now."""
        with sqlite3.connect(f"file:{self.folder}/db.sqlite3?mode=ro", uri=True) as database:
            database.row_factory = sqlite3.Row
            found = database.execute("SELECT * FROM accounts_user WHERE id = ?", [self.person(name)["id"]])
            return dict(found.fetchone())

    def wait_for_row(self, name, **expected):
        """Waits until the row has these values."""

        def differences():
            row = self.row(name)
            return {column: row[column] for column, value in expected.items() if row[column] != value}

        try:
            wait_for("the server", lambda: not differences())
        except Failure:
            raise Failure(f"the server should hold {expected} and holds {differences()}") from None

    def requests(self, method=None, path=None):
        """The requests answered so far, oldest first."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [
            request
            for request in map(json.loads, lines)
            if method in (None, request["method"]) and (path is None or request["path"].startswith(path))
        ]

    def picture(self, name):
        """The person's stored picture: a path, or None."""
        stored = self.row(name)["avatar"]
        return self.folder / "media" / stored if stored else None


def pillow(code, *arguments):
    """Runs a few lines with the image library of the reference server's environment; what they print."""
    python = Path(os.environ.get("REF_VENV") or REFERENCE / ".venv") / "bin" / "python"
    done = subprocess.run([python, "-c", code, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Failure(done.stderr)
    return done.stdout.strip()
