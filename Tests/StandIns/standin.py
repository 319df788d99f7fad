"""What the stand-ins share: HTTP and WebSocket on one port of the loopback, and control over them.

A stand-in prints "listening on 127.0.0.1:PORT". `POST /control/NAME` with a JSON object calls `control_NAME` with it,
and is answered with what that returns. A stand-in does everything under one lock: what a control does is done at once.
"""

import base64
import hashlib
import http.server
import json
import os
import socket
import struct
import sys
import threading
import time
import urllib.parse

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def compact(document):
    return json.dumps(document, separators=(",", ":"))


class Reply(Exception):
    """An answer of its own status or header lines, to be returned or, as a refusal, raised."""

    def __init__(self, status, document, headers={}):
        self.status, self.document, self.headers = status, document, headers


class Request:
    """A request's head and body; of the query, the last of each name."""

    def __init__(self, handler):
        self.method, self.headers = handler.command, handler.headers
        self.raw_path, _, self.raw_query = handler.path.partition("?")
        self.path = [urllib.parse.unquote(part) for part in self.raw_path.split("/")[1:]]
        self.query = dict(urllib.parse.parse_qsl(self.raw_query, keep_blank_values=True))
        self.body = handler.rfile.read(int(self.headers.get("Content-Length") or 0))

    def json(self):
        return json.loads(self.body or b"{}")


class Socket:
    """The server's end of a WebSocket (RFC 6455), without extensions."""

    def __init__(self, handler):
        self._in, self._connection = handler.rfile, handler.connection
        self._writing = threading.Lock()

    def send(self, document):
        """Text as it is, anything else as JSON."""
        self._write(1, (document if isinstance(document, str) else compact(document)).encode())

    def close(self, code=1000):
        self._write(8, struct.pack(">H", code))

    def cut(self):
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It is gone already.

    def messages(self):
        """Each message as text or bytes, until the end."""
        parts, kind = b"", 0
        while True:
            try:
                first, second = self._read(2)
                size = second & 0x7F
                if size > 125:
                    size = int.from_bytes(self._read(2 if size == 126 else 8), "big")
                if not second & 0x80 or first & 0x70:
                    return self.close(1002)
                mask = self._read(4)
                data = bytes(byte ^ mask[index % 4] for index, byte in enumerate(self._read(size)))
            except (OSError, EOFError):
                return
            opcode = first & 0x0F
            if opcode == 8:
                return self._write(8, data[:2])
            if opcode == 9:
                self._write(10, data)
            if opcode > 2:
                continue
            kind = opcode or kind
            parts += data
            if first & 0x80:
                yield parts.decode() if kind == 1 else parts
                parts = b""

    def _read(self, count):
        data = self._in.read(count)
        if len(data) < count:
            raise EOFError
        return data

    def _write(self, opcode, data):
        size = len(data)
        if size < 126:
            length = bytes([size])
        else:
            length = struct.pack(">BH", 126, size) if size < 65_536 else struct.pack(">BQ", 127, size)
        try:
            with self._writing:
                self._connection.sendall(bytes([0x80 | opcode]) + length + data)
        except OSError:
            pass  # Who reads notices.


class StandIn:
    """A service. Subclasses say what HTTP requests and WebSockets get."""

    def __init__(self):
        self.lock = threading.Condition()
        self.handlers = set()  # that have a connection
        self.seen = []  # methods, paths and queries, as they came

    def answer(self, request):
        """To a request: a document or a `Reply`; None where it has written to the connection itself, to its end."""
        raise Reply(404, {"error": "nothing here"})

    def opened(self, ws, request):
        """A WebSocket; what this returns `received` and `closed` get. Raises a `Reply` in place of the upgrade."""
        raise Reply(404, {"error": "no WebSocket here"})

    def greet(self, session):
        """After the upgrade."""

    def received(self, session, message):
        pass

    def closed(self, session):
        pass

    def control_seen(self, options):
        """What has been asked for so far."""
        return self.seen

    def control_cut(self, options):
        """Cuts every connection; the controls in `meanwhile`, as `[["publish",{…}]]`, before anyone can be back."""
        handlers = [handler for handler in self.handlers if handler is not threading.current_thread().handler]
        for handler in handlers:
            Socket(handler).cut()
            handler.is_cut = True
            self.left(handler)
        self.lock.notify_all()
        for name, options in options.get("meanwhile", []):
            getattr(self, "control_" + name)(options)
        return {"cut": len(handlers)}

    def left(self, handler):
        """A WebSocket is gone, told once."""
        session, handler.session = handler.session, None
        if session is not None:
            self.closed(session)

    def run(self):
        stand_in = self

        class Handler(_Handler):
            service = stand_in

        server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"listening on 127.0.0.1:{server.server_port}", flush=True)
        parent = os.getppid()
        while os.getppid() == parent:  # Who started it must not leave it behind.
            time.sleep(1)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service: StandIn

    def setup(self):
        super().setup()
        self.session, self.is_cut = None, False
        threading.current_thread().handler = self
        with self.service.lock:
            self.service.handlers.add(self)

    def finish(self):
        with self.service.lock:
            self.service.handlers.discard(self)
            self.service.left(self)
        super().finish()

    def do_GET(self):
        request = Request(self)
        try:
            if self.headers.get("Upgrade", "").lower() == "websocket":
                return self._serve_websocket(request)
            with self.service.lock:
                result = self._control(request) if request.path[0] == "control" else self._answer(request)
        except Reply as reply:
            result = reply
        if result is None or self.is_cut:
            self.close_connection = True
        else:
            self._send(result if isinstance(result, Reply) else Reply(200, result))

    do_POST = do_GET

    def _answer(self, request):
        self.service.seen.append(f"{request.method} {self.path}")
        return self.service.answer(request)

    def _control(self, request):
        try:
            return getattr(self.service, "control_" + request.path[1])(request.json()) or {}
        except Exception as error:  # A test's mistake, to be seen there.
            return Reply(400, repr(error))

    def _serve_websocket(self, request):
        ws = Socket(self)
        with self.service.lock:
            self.service.seen.append(f"{request.method} {self.path}")
            session = self.session = self.service.opened(ws, request)
            self.close_connection = True
            digest = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + GUID).encode()).digest()
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", base64.b64encode(digest).decode())
            self.end_headers()
            self.service.greet(session)
        for message in ws.messages():
            with self.service.lock:
                if self.session is session:
                    self.service.received(session, message)

    def _send(self, reply):
        body = compact(reply.document).encode()
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json", "Content-Length": len(body)} | reply.headers
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass
