#!/usr/bin/env python3
"""A stand-in for PubNub: subscribe v2 by long polling, presence, groups, history v3, publishing, Access Manager."""

import base64
import hashlib
import hmac
import json
import re
import threading
import time
import urllib.parse

from standin import Reply, StandIn

SUBSCRIBE_KEY, PUBLISH_KEY, SECRET_KEY = "sub-c-key", "pub-c-key", "sec-c-key"
HOLD = 280  # s
BUFFER, BUFFERED = 100, 16 * 60 * 10_000_000  # messages, ticks
REGION = 42
MESSAGE, SIGNAL = 0, 1


def fault(status, message, **more):
    return Reply(status, {"status": status, "error": True, "message": message, "service": "Access Manager"} | more)


class PubNub(StandIn):
    def __init__(self):
        super().__init__()
        self.log = []  # subscribe messages, each with its moment
        self.groups, self.members, self.refused, self.tokens = {}, {}, {}, None
        self.ahead = self.last = 0
        self.stores = self.answers_leavers = True

    def now(self):
        """In ticks of 100 ns, and never twice the same."""
        self.last = max(time.time_ns() // 100 + self.ahead, self.last + 1)
        return self.last

    # Requests

    def answer(self, request):
        path = request.raw_path.split("/")[1:]
        match path:
            case ["time", "0"]:
                return [self.now()]
            case ["publish", publish, key, "0", channel, "0", text]:
                return self.take(request, publish, key, names(channel)[0], urllib.parse.unquote(text), MESSAGE)
            case ["publish", publish, key, "0", channel, "0"]:
                return self.take(request, publish, key, names(channel)[0], request.body.decode(), MESSAGE)
            case ["signal", publish, key, "0", channel, "0", text]:
                return self.take(request, publish, key, names(channel)[0], urllib.parse.unquote(text), SIGNAL)
            case ["v2", "subscribe", key, channels, "0"]:
                self.admit(request, key, names(channels), groups(request))
                return self.subscribe(request, names(channels), groups(request))
            case ["v2", "presence", _, key, "channel", channels, "heartbeat" | "leave" as act]:
                self.admit(request, key, names(channels), groups(request))
                for channel in self.reach(names(channels), groups(request)):
                    self.move(channel, request.query["uuid"], "join" if act == "heartbeat" else "leave")
                handler = threading.current_thread().handler
                while act == "leave" and not self.answers_leavers and not handler.is_cut:
                    self.lock.wait(1)
                return {"status": 200, "message": "OK", "service": "Presence"}
            case ["v2", "presence", _, key, "channel", channels]:
                self.admit(request, key, names(channels), [])
                return self.here_now(names(channels))
            case ["v3", "history", _, key, "channel", channels]:
                self.admit(request, key, names(channels), [])
                return self.history(request, names(channels))
            case ["v3", "history", _, key, "message-counts", channels]:
                self.admit(request, key, names(channels), [])
                since = int(request.query["timetoken"])
                return {"status": 200, "error": False, "error_message": "", "channels": {
                    channel: len(self.stored(channel, since)) for channel in names(channels)}}
            case ["v1", "channel-registration", _, key, "channel-group", group]:
                self.admit(request, key, [], [])
                self.groups.setdefault(names(group)[0], set()).update(request.query.get("add", "").split(","))
                return {"status": 200, "message": "OK", "service": "channel-registry", "error": False}
        raise Reply(404, {"status": 404, "error": True, "message": "Not Found"})

    def admit(self, request, key, channels, groups):
        if key != SUBSCRIBE_KEY:
            raise fault(400, "Invalid Subscribe Key")
        if "signature" in request.query and request.query["signature"] != signature(request):
            raise fault(403, "Signature Does Not Match")
        if self.tokens is not None and request.query.get("auth") not in self.tokens:
            raise fault(403, "Token is expired." if request.query.get("auth") in self.expired else "Forbidden")
        denied = [name for name in channels if name.removesuffix("-pnpres") in self.refused]
        closed = [":" + name for name in groups if name in self.refused]
        if denied or closed:
            payload = {"channels": denied} if denied else {}
            raise fault(403, "Forbidden", payload=payload | ({"channel-groups": closed} if closed else {}))

    # Subscribing

    def reach(self, channels, groups):
        """The channels of a request; those of groups with the group."""
        reached = {channel: None for channel in channels}
        for group in groups:
            suffix = "-pnpres" if group.endswith("-pnpres") else ""
            for channel in sorted(self.groups.get(group.removesuffix("-pnpres"), ())):
                reached.setdefault(channel + suffix, group)
        return reached

    def subscribe(self, request, channels, groups):
        accepts = parse_filter(request.query.get("filter-expr"))
        wanted = self.reach(channels, groups)
        for channel in wanted if request.query.get("heartbeat", "0") != "0" else ():
            self.move(channel, request.query["uuid"], "join")
        since = int(request.query.get("tt") or 0)
        if since == 0:
            return envelope(self.now(), [])
        handler, deadline = threading.current_thread().handler, time.monotonic() + HOLD
        while not handler.is_cut:
            oldest = self.last - BUFFERED
            waiting = [message for message in self.log if since < message["tt"] and message["tt"] >= oldest
                       and not message["gone"] and accepts(message)]
            found = [told for message in waiting if (told := self.told(message, wanted))][-BUFFER:]
            if found:
                return envelope(int(found[-1]["p"]["t"]), found)
            if time.monotonic() >= deadline:
                return envelope(since, [])
            self.lock.wait(deadline - time.monotonic())

    def told(self, message, wanted):
        """As a subscriber gets it; None where it did not ask."""
        channel = message["channel"]
        match = next((name for name in wanted if name == channel or name.endswith(".*")
                      and channel.startswith(name[:-1])), None)
        if match is None:
            return None
        told = {"a": "2", "f": 514, "i": message["uuid"], "p": {"t": str(message["tt"]), "r": REGION},
                "k": SUBSCRIBE_KEY, "c": channel, "d": message["data"], "b": wanted[match] or match}
        more = {"u": message["meta"], "cmt": message["type"], "e": message["kind"] or None}
        return told | {key: value for key, value in more.items() if value}

    def put(self, channel, data, uuid, kind=MESSAGE, meta=None, type=None, store=True):
        moment = self.now()
        self.log.append({"tt": moment, "channel": channel, "data": data, "uuid": uuid, "kind": kind, "meta": meta,
                         "type": type, "store": store and kind == MESSAGE, "gone": False})
        self.lock.notify_all()
        return moment

    def take(self, request, publish, key, channel, text, kind):
        self.admit(request, key, [channel], [])
        if publish != PUBLISH_KEY:
            raise Reply(400, [0, "Invalid Key", str(self.now())])
        query = request.query
        meta = json.loads(query["meta"]) if "meta" in query else None
        moment = self.put(channel, json.loads(text), query["uuid"], kind, meta, query.get("custom_message_type"),
                          query.get("store") != "0")
        return [1, "Sent", str(moment)]

    # Presence and history

    def move(self, channel, uuid, action, data=None):
        present = self.members.setdefault(channel, [])
        if channel.endswith("-pnpres") or (uuid in present) == (action == "join"):
            return
        present.append(uuid) if action == "join" else present.remove(uuid)
        self.put(channel + "-pnpres", {"action": action, "timestamp": self.now() // 10_000_000, "uuid": uuid,
                                       "occupancy": len(present)}, "pn", store=False)

    def here_now(self, channels):
        lists = {channel: {"occupancy": len(self.members.get(channel, [])), "uuids": self.members.get(channel, [])}
                 for channel in channels}
        answer = {"status": 200, "message": "OK", "service": "Presence"}
        if len(channels) == 1:
            return answer | lists[channels[0]]
        total = sum(entry["occupancy"] for entry in lists.values())
        return answer | {"payload": {"channels": lists, "total_channels": len(lists), "total_occupancy": total}}

    def stored(self, channel, after, before=1 << 60):
        """After, and not at, the one moment; before the other."""
        if not self.stores:
            raise Reply(400, {"status": 400, "error": True, "error_message": "Message Persistence is not enabled"})
        return [message for message in self.log
                if message["channel"] == channel and message["store"] and after < message["tt"] < before]

    def history(self, request, channels):
        size = min(int(request.query.get("max", 100)), 100 if len(channels) == 1 else 25)
        after, before = int(request.query.get("end", 1)) - 1, int(request.query.get("start", 1 << 60))
        found = {urllib.parse.quote(channel): [entry(message, request.query) for message in
                                               self.stored(channel, after, before)[-size:]] for channel in channels}
        return {"status": 200, "error": False, "error_message": "",
                "channels": {channel: list for channel, list in found.items() if list}}

    # Controls

    def control_publish(self, options):
        """`{"channel":…,"data":…,"uuid":…,"kind":…,"meta":…,"type":…,"store":…}`"""
        return {"timetoken": str(self.put(**{"uuid": "elsewhere"} | options))}

    def control_presence(self, options):
        """`{"channel":…,"uuid":…,"action":"join"}`, or leave."""
        self.move(**options)

    def control_group(self, options):
        """`{"group":…,"channels":[…]}`"""
        self.groups[options["group"]] = set(options["channels"])

    def control_forget(self, options):
        """Nothing that has been published is buffered any more; with `"history":true` nothing was ever stored."""
        self.log = [message | {"gone": True} for message in self.log]
        self.stores = not options.get("history")

    def control_linger(self, options):
        """Who leaves gets no answer any more."""
        self.answers_leavers = False

    def control_later(self, options):
        """The service's clock goes on by `{"minutes":…}` at once."""
        self.ahead += int(options["minutes"] * 600_000_000)
        self.now()

    def control_refuse(self, options):
        """`{"names":[…]}`: nobody may have these channels or groups, now or later."""
        self.refused = set(options["names"])
        self.control_cut({})

    def control_tokens(self, options):
        """`{"good":[…],"expired":[…]}`: the tokens without which nobody gets in any more."""
        self.tokens, self.expired = options["good"], options.get("expired", [])


def names(text):
    return [urllib.parse.unquote(name) for name in text.split(",") if name]


def groups(request):
    return [name for name in request.query.get("channel-group", "").split(",") if name]


def envelope(moment, messages):
    return {"t": {"t": str(moment), "r": REGION}, "m": messages}


def entry(message, query):
    told = {"message": message["data"], "timetoken": str(message["tt"])}
    more = {"uuid": message["uuid"], "meta": message["meta"] or "", "message_type": message["kind"],
            "custom_message_type": message["type"]}
    return told | {name: value for name, value in more.items()
                   if value is not None and query.get("include_" + name) == "true"}


def parse_filter(text):
    """Of the service's language, the comparison of one field with one text."""
    if text is None:
        return lambda message: True
    found = re.fullmatch(r"""\s*(\w+)\s*([!=]=)\s*(["'])(.*)\3\s*""", text)
    if not found:
        raise fault(400, "Filter syntax error")
    return lambda message: ((message["meta"] or {}).get(found[1]) == found[4]) == (found[2] == "==")


def signature(request):
    query = "&".join(sorted(pair for pair in request.raw_query.split("&") if not pair.startswith("signature=")))
    text = f"GET\n{PUBLISH_KEY}\n{request.raw_path}\n{query}\n{request.body.decode()}"
    code = hmac.new(SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
    return "v2." + base64.urlsafe_b64encode(code).decode().rstrip("=")


if __name__ == "__main__":
    PubNub().run()
