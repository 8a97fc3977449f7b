"""A line to the server that can be slow or break: plain TCP, so what is sent stays what it is."""

import socket
import threading
import time
from urllib.parse import urlsplit

PIECE = 16 * 1024


class Line:
    """`with Line(url) as line:` passes on what comes to `line.url`.

    `upwards` is how many bytes a second go to the server, None for all at once; after `breaks_after` bytes of one
    connection it is cut.
    """

    def __init__(self, url):
        self.server = (urlsplit(url).hostname, urlsplit(url).port)
        self.upwards = self.breaks_after = None
        self.entrance = socket.socket()
        # The kernels must not swallow a whole photo at once.
        self.entrance.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)
        self.entrance.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1024)
        self.entrance.bind(("127.0.0.1", 0))
        self.entrance.listen()
        self.url = f"http://127.0.0.1:{self.entrance.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self._take, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.entrance.close()

    def _take(self):
        while True:
            try:
                client, _ = self.entrance.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self.server)
            except OSError:
                client.close()
                continue
            for one, other, is_up in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass_on, args=(one, other, is_up), daemon=True).start()

    def _pass_on(self, one, other, is_up):
        passed = 0
        try:
            while piece := one.recv(PIECE):
                passed += len(piece)
                if is_up and self.breaks_after is not None and passed > self.breaks_after:
                    break
                if is_up and self.upwards:
                    time.sleep(len(piece) / self.upwards)
                other.sendall(piece)
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
