#!/usr/bin/env python3
"""A stand-in for Ably Realtime: JSON over WebSocket without TLS, tokens, presence, continuity, history, publishing."""

import itertools
import json
import secrets
import threading
import time

from ably_rest import Rest, error

IDLE = 15_000  # ms
HEARTBEAT, ACK, NACK, CONNECTED, DISCONNECTED, CLOSED, ERROR = 0, 1, 2, 4, 6, 8, 9
ATTACHED, DETACHED, PRESENCE, MESSAGE, SYNC, AUTH = 11, 13, 14, 15, 16, 17
HAS_PRESENCE, HAS_BACKLOG, RESUMED, MODES = 1, 2, 4, 0b1111 << 16
PRESENT, LEAVE = 1, 3


class Connection:
    def __init__(self, ws, request):
        self.ws, self.query = ws, request.query
        self.id = self.key = None
        self.attached = set()


class Channel:
    def __init__(self):
        self.frames = []  # MESSAGE and PRESENCE; the n-th has the serial that ends with n
        self.known = 0  # serials before this one cannot be continued from
        self.stored = 0  # frames before this one are not in the history
        self.members = {}
        self.refusal = None


class Ably(Rest):
    def __init__(self):
        super().__init__()
        self.channels, self.connections, self.states, self.unrenewed = {}, set(), {}, set()
        self.epoch, self.numbers = 1, itertools.count(1)
        threading.Thread(target=self.beat, daemon=True).start()

    def beat(self):
        while True:
            time.sleep(IDLE / 1000)
            with self.lock:
                self.tell_all({"action": HEARTBEAT})

    def channel(self, name):
        return self.channels.setdefault(name, Channel())

    def serial(self, position):
        return f"e{self.epoch}@{self.last_time}-{position}"

    # Connections

    def opened(self, ws, request):
        return Connection(ws, request)

    def greet(self, connection):
        query = connection.query
        refusal = error(40017, "Unsupported protocol version", 400) if int(query.get("v", 0)) < 2 else None
        if "key" in query:
            refusal = error(40103, "Basic auth is for connections with TLS only", 401)
        refusal = refusal or self.objection(query.get("accessToken"))
        if refusal:
            connection.ws.send({"action": ERROR, "error": refusal})
            return connection.ws.close()
        resumed = self.states.pop(query["resume"], None) if "resume" in query else None
        connection.id = resumed or f"c{next(self.numbers)}"
        self.connections.add(connection)
        self.welcome(connection, None if resumed or "resume" not in query
                     else error(80018, "Unable to recover connection: it is not known", 400))

    def welcome(self, connection, fault=None):
        self.states.pop(connection.key, None)
        connection.key = f"{connection.id}!{secrets.token_urlsafe(8)}"
        self.states[connection.key] = connection.id
        details = {
            "connectionKey": connection.key, "clientId": connection.query.get("clientId"), "maxMessageSize": 65_536,
            "maxInboundRate": 50, "maxFrameSize": 262_144, "connectionStateTtl": 120_000, "maxIdleInterval": IDLE,
            "serverId": "stand-in"}
        frame = {"action": CONNECTED, "connectionId": connection.id, "connectionDetails": details}
        connection.ws.send(frame | ({"error": fault} if fault else {}))

    def closed(self, connection):
        self.connections.discard(connection)

    def tell_all(self, frame):
        for connection in self.connections:
            connection.ws.send(frame)

    def end_all(self, frame):
        self.tell_all(frame)
        for connection in list(self.connections):
            self.connections.discard(connection)
            connection.ws.close()

    def received(self, connection, text):
        if connection not in self.connections:
            return
        frame = json.loads(text)
        match frame.get("action"):
            case 0: connection.ws.send({key: frame[key] for key in ("action", "id") if key in frame})
            case 7: self.close(connection)
            case 10: self.attach(connection, frame)
            case 12: self.detach(connection, frame["channel"])
            case 14 | 15: self.take(connection, frame)
            case 17: self.renewed(connection, frame["auth"]["accessToken"])

    def close(self, connection):
        self.states.pop(connection.key, None)
        self.connections.discard(connection)
        connection.ws.send({"action": CLOSED})
        connection.ws.close()

    def renewed(self, connection, token):
        if objection := self.objection(token):
            connection.ws.send({"action": ERROR, "error": objection})
            return connection.ws.close()
        self.welcome(connection)
        self.unrenewed.discard(connection)
        self.lock.notify_all()

    # Channels

    def attach(self, connection, frame):
        name, wish, last = frame["channel"], frame.get("params") or {}, frame.get("channelSerial")
        channel = self.channel(name)
        if channel.refusal:
            return connection.ws.send({"action": ERROR, "channel": name, "error": channel.refusal})
        head = len(channel.frames)
        start = self.position(channel, last) if last else self.rewound(channel, wish.get("rewind"))
        answer = {
            "action": ATTACHED, "channel": name, "timestamp": self.now(),
            "flags": frame.get("flags", 0) & MODES or MODES,
            "params": {key: wish[key] for key in wish if key in ("rewind", "occupancy")}}
        if channel.members:
            answer["flags"] |= HAS_PRESENCE
        if last and start is not None:
            answer["flags"] |= RESUMED
        elif last:
            answer["error"] = error(80008, "Unable to recover channel: messages expired", 400)
        elif start < head:
            answer["flags"] |= HAS_BACKLOG
        # What is told again after a break has to be told once more where that breaks too.
        answer["channelSerial"] = self.serial(start if last and start is not None else head)
        connection.attached.add(name)
        connection.ws.send(answer)
        if channel.members:
            connection.ws.send({"action": SYNC, "channel": name, "channelSerial": "1:",
                                "presence": [member | {"action": PRESENT} for member in channel.members.values()]})
        for frame in channel.frames[head if start is None else start:]:
            connection.ws.send(frame)

    def position(self, channel, serial):
        """Up to where a client has come; None where that cannot be continued from."""
        epoch, _, number = serial.partition("@")[0], *serial.rpartition("-")[1:]
        fits = epoch == f"e{self.epoch}" and number.isdigit() and channel.known <= int(number) <= len(channel.frames)
        return int(number) if fits else None

    def rewound(self, channel, wish):
        head = len(channel.frames)
        if not wish:
            return head
        if wish[-1] not in "sm":
            return max(0, head - int(wish))
        since = self.last_time - int(wish[:-1]) * {"s": 1_000, "m": 60_000}[wish[-1]]
        return next((index for index, frame in enumerate(channel.frames) if frame["timestamp"] >= since), head)

    def detach(self, connection, name):
        connection.attached.discard(name)
        connection.ws.send({"action": DETACHED, "channel": name})

    def take(self, connection, frame):
        """A MESSAGE or PRESENCE of a client."""
        answer = {"msgSerial": frame["msgSerial"], "count": 1}
        name, id = frame["channel"], f"{connection.id}:{frame['msgSerial']}"
        if refusal := self.channel(name).refusal:
            return connection.ws.send({"action": NACK, "error": refusal} | answer)
        if frame["action"] == MESSAGE:
            self.publish(name, frame["messages"], connection.id, id, connection)
        else:
            client = connection.query.get("clientId")
            self.announce(name, [{"clientId": client} | member for member in frame["presence"]], connection.id, id)
        connection.ws.send({"action": ACK} | answer)

    def publish(self, name, messages, connection_id, id=None, sender=None):
        self.spread(name, {"action": MESSAGE, "connectionId": connection_id, "messages": messages}, id, sender)

    def announce(self, name, members, connection_id, id=None):
        members = [{"connectionId": connection_id} | member for member in members]
        self.spread(name, {"action": PRESENCE, "connectionId": connection_id, "presence": members}, id)
        last = self.channel(name).frames[-1]
        for index, member in enumerate(members):
            key = member["connectionId"], member["clientId"]
            self.channel(name).members.pop(key, None)
            if member["action"] != LEAVE:
                id = f"{last['id']}:{index}"
                self.channel(name).members[key] = {"id": id, "timestamp": last["timestamp"]} | member

    def spread(self, name, frame, id, sender=None):
        channel = self.channel(name)
        frame |= {"channel": name, "timestamp": self.now(), "id": id or f"s{next(self.numbers)}:0"}
        channel.frames.append(frame | {"channelSerial": self.serial(len(channel.frames) + 1)})
        for connection in self.connections:
            if name in connection.attached and not (connection is sender and sender.query.get("echo") == "false"):
                connection.ws.send(channel.frames[-1])

    # Controls

    def control_publish(self, options):
        """`{"channel":…,"messages":[{"name":…,"data":…},…]}`"""
        self.publish(options["channel"], options["messages"], "elsewhere")

    def control_presence(self, options):
        """`{"channel":…,"client":…,"action":…,"data":…}`: somebody enters (2), leaves (3), tells more (4)."""
        member = {"action": options["action"], "clientId": options["client"], "data": options.get("data")}
        self.announce(options["channel"], [member], "elsewhere")

    def control_forget(self, options):
        """No connection and no channel can be continued; with `"history":true` nothing is stored any more either."""
        self.epoch += 1
        self.states.clear()
        for channel in self.channels.values():
            channel.known = len(channel.frames)
            channel.stored = channel.known if options.get("history") else channel.stored

    def control_refuse(self, options):
        """`{"channel":…,"code":…,"message":…}`: nobody may have it, now or later."""
        name = options["channel"]
        refusal = self.channel(name).refusal = error(options.get("code", 40160), options["message"], 401)
        for connection in self.connections:
            if name in connection.attached:
                connection.attached.discard(name)
                connection.ws.send({"action": ERROR, "channel": name, "error": refusal})

    def control_detach(self, options):
        """`{"channel":…}`: everybody is detached."""
        for connection in self.connections:
            if options["channel"] in connection.attached:
                self.detach(connection, options["channel"])

    def control_end(self, options):
        """`{"action":…,"code":…,"message":…,"status":…}`: DISCONNECTED (6) or ERROR (9) for everybody."""
        fault = error(options["code"], options["message"], options.get("status"))
        self.end_all({"action": options["action"], "error": fault})

    def control_token(self, options):
        """A token, `{"life":…}` ms long."""
        return self.issue(life=options.get("life", 3_600_000))

    def control_renew(self, options):
        """Asks everybody for another token, and answers once they have given it."""
        self.unrenewed = set(self.connections)
        self.tell_all({"action": AUTH})
        if not self.lock.wait_for(lambda: not self.unrenewed & self.connections, 10):
            raise TimeoutError("no token came")

    def control_expire(self, options):
        """No token is good any more, and everybody is told."""
        self.tokens = dict.fromkeys(self.tokens, 0)
        self.end_all({"action": DISCONNECTED, "error": error(40142, "Token expired", 401)})


if __name__ == "__main__":
    Ably().run()
