#!/usr/bin/env python3
"""A stand-in for servers of open protocols, with the same messages at each.

Socket.IO 4 with connection state recovery at /socket.io/, SockJS at /rt, server-sent events at /events, a
plain WebSocket at /live.
"""

import itertools
import json
import threading

from standin import Reply, StandIn, compact

TOKEN = "sesame"


class Session:
    def __init__(self, ws, kind):
        self.ws, self.kind = ws, kind
        self.is_in = kind != "socket.io"
        self.pid = None


class Open(StandIn):
    def __init__(self):
        super().__init__()
        self.messages = []  # events and data; the number of the n-th is n
        self.sessions, self.pids, self.numbers = set(), set(), itertools.count(1)
        self.known = 0  # what is older cannot be told again

    def opened(self, ws, request):
        match request.path:
            case ["live"]:
                kind = "plain"
            case ["rt", _, _, "websocket"]:
                kind = "sockjs"
            case ["socket.io", ""]:
                if request.query.get("EIO") != "4":
                    raise Reply(400, {"code": 5, "message": "Unsupported protocol version"})
                kind = "socket.io"
            case _:
                raise Reply(404, {})
        if kind != "socket.io" and request.query.get("token", TOKEN) != TOKEN:
            raise Reply(401, {})
        return Session(ws, kind)

    def greet(self, session):
        self.sessions.add(session)
        if session.kind == "sockjs":
            session.ws.send("o")
        if session.kind == "socket.io":
            opening = {"sid": f"e{next(self.numbers)}", "upgrades": [], "pingInterval": 25_000, "pingTimeout": 20_000}
            session.ws.send("0" + compact(opening | {"maxPayload": 1_000_000}))

    def closed(self, session):
        self.sessions.discard(session)

    def received(self, session, text):
        if session.kind != "socket.io":
            return
        if text.startswith("40"):
            self.enter(session, json.loads(text[2:] or "{}"))
        elif text.startswith("42") and session.is_in:
            self.put(*json.loads(text[2:]))

    def enter(self, session, wish):
        if wish.get("token", TOKEN) != TOKEN:
            return session.ws.send("44" + compact({"message": "Not authorized"}))
        offset = wish.get("offset", "")
        recovers = wish.get("pid") in self.pids and offset.isdigit() and int(offset) >= self.known
        session.pid = wish["pid"] if recovers else f"p{next(self.numbers)}"
        session.is_in = True
        self.pids.add(session.pid)
        session.ws.send("40" + compact({"sid": "s" + session.pid, "pid": session.pid}))
        for number in range(int(offset) + 1, len(self.messages) + 1) if recovers else ():
            self.tell(session, number)

    def put(self, event, data):
        self.messages.append((event, data))
        for session in self.sessions:
            if session.is_in:
                self.tell(session, len(self.messages))
        self.lock.notify_all()

    def tell(self, session, number):
        event, data = self.messages[number - 1]
        if session.kind == "socket.io":
            return session.ws.send("42" + compact([event, data, str(number)]))
        text = compact({"id": number, "event": event, "data": data})
        session.ws.send("a" + compact([text]) if session.kind == "sockjs" else text)

    def answer(self, request):
        if request.path != ["events"]:
            raise Reply(404, {})
        if request.headers.get("Authorization", "Bearer " + TOKEN) != "Bearer " + TOKEN:
            raise Reply(401, {})
        handler = threading.current_thread().handler
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(b"retry: 500\n\n")
        last = int(request.headers.get("Last-Event-ID") or len(self.messages))
        while not handler.is_cut:
            for number in range(max(last, self.known) + 1, len(self.messages) + 1):
                event, data = self.messages[number - 1]
                handler.wfile.write(f"id: {number}\nevent: {event}\ndata: {compact(data)}\n\n".encode())
            last = len(self.messages)
            self.lock.wait()

    # Controls

    def control_publish(self, options):
        """`{"event":…,"data":…}`"""
        self.put(options["event"], options["data"])

    def control_forget(self, options):
        """What has been published cannot be told again, and nobody is known."""
        self.known = len(self.messages)
        self.pids.clear()


if __name__ == "__main__":
    Open().run()
