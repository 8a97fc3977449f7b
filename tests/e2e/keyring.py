"""The vault against the keyring of a desktop: the library's own test, on the bus of a desktop that was started for it."""

import json
import subprocess

from desktop import ROOT, Desktop, check, output, step

TEST = "vault::tests::the_system_keeps_one_key_per_account"


def main():
    # Built before the desktop is there, whose home has no cargo.
    program = tests_of_the_library()
    with Desktop():
        step("a key is kept, replaced and forgotten")
        said = output(program, "--exact", TEST)
        check("1 passed" in said, said)


def tests_of_the_library():
    command = ["cargo", "test", "--locked", "--features", "e2e", "--lib", "--no-run", "--message-format", "json"]
    built = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = [json.loads(line) for line in built.splitlines() if line.startswith("{")]
    return next(message["executable"] for message in messages if message.get("executable"))


if __name__ == "__main__":
    main()
