"""A folder on a drive that is gone: files are there and can be opened, but reading one never ends.

`silent.py FOLDER` mounts it there with FUSE and stays until it is killed, after which everybody is answered "broken".
"""

import array
import os
import socket
import stat
import struct
import subprocess
import sys

LOOKUP, FORGET, GETATTR, OPEN, READ, RELEASE, INIT, OPENDIR, INTERRUPT, BATCH_FORGET = 1, 2, 3, 14, 15, 18, 26, 27, 36, 42
NOT_SUPPORTED = 38
ROOT = 1


def mount(folder):
    """The descriptor through which the kernel asks."""
    ours, theirs = socket.socketpair()
    command = ["fusermount3", "-o", "fsname=silent", "--", folder]
    subprocess.run(
        command, env={**os.environ, "_FUSE_COMMFD": str(theirs.fileno())}, pass_fds=[theirs.fileno()], check=True
    )
    _, ancillary, _, _ = ours.recvmsg(1, socket.CMSG_SPACE(4))
    return array.array("i", ancillary[0][2])[0]


def attributes(node):
    mode, size = (stat.S_IFDIR | 0o755, 0) if node == ROOT else (stat.S_IFREG | 0o644, 5000)
    return struct.pack("<6Q10I", node, size, 8, 0, 0, 0, 0, 0, 0, mode, 1, os.getuid(), os.getgid(), 0, 4096, 0)


def answer(operation, node):
    """What the kernel is told: an error, and a body; None for nothing at all."""
    if operation == INIT:
        return 0, struct.pack("<4I2H2I2H8I", 7, 31, 0, 0, 0, 0, 4096, 1, 0, 0, *[0] * 8)
    if operation == LOOKUP:
        return 0, struct.pack("<4Q2I", 2, 0, 60, 60, 0, 0) + attributes(2)
    if operation == GETATTR:
        return 0, struct.pack("<Q2I", 60, 0, 0) + attributes(node)
    if operation in (OPEN, OPENDIR):
        return 0, struct.pack("<Q2I", 0, 0, 0)
    if operation in (READ, FORGET, BATCH_FORGET, INTERRUPT):
        return None
    return (0 if operation == RELEASE else -NOT_SUPPORTED), b""


def main():
    asked = mount(sys.argv[1])
    while True:
        request = os.read(asked, 1 << 20)
        _, operation, unique, node = struct.unpack_from("<2I2Q", request)
        told = answer(operation, node)
        if told is not None:
            error, body = told
            os.write(asked, struct.pack("<IiQ", 16 + len(body), error, unique) + body)
        if operation == READ:
            print("read", flush=True)


if __name__ == "__main__":
    main()
