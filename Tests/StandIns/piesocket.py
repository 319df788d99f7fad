#!/usr/bin/env python3
"""A stand-in for PieSocket Channels v3: a room for each connection, members, tokens, publishing over REST."""

import base64
import hashlib
import hmac
import json
import time

from standin import Reply, StandIn

API_KEY, API_SECRET = "key", "sesame"


class Member:
    def __init__(self, ws, request, room):
        self.ws, self.room = ws, room
        self.uuid = request.query.get("uuid", "")
        self.user = request.query.get("user", "anonymous")
        self.sees_members = request.query.get("presence") == "1"
        self.hears_itself = request.query.get("notify_self") == "1"
        self.token = request.headers.get("jwt") or request.query.get("jwt")

    @property
    def entry(self):
        return {"uuid": self.uuid, "user": self.user}


class PieSocket(StandIn):
    def __init__(self):
        super().__init__()
        self.members = []
        self.closed_rooms = {}
        self.has_expired = False

    def opened(self, ws, request):
        if request.path[0] != "v3" or len(request.path) != 2:
            raise Reply(404, {"error": "no such version"})
        if request.query.get("api_key") != API_KEY:
            raise Reply(401, {"error": "Unknown api key"})
        return Member(ws, request, request.path[1])

    def greet(self, member):
        refusal = self.closed_rooms.get(member.room)
        if member.room.startswith("private-") and not self.is_good(member.token, member.room):
            refusal = "Authentication failed, provide valid jwt token."
        if refusal:
            member.ws.send({"error": refusal})
            return member.ws.close()
        self.members.append(member)
        everybody = self.everybody(member.room)
        if member.sees_members:
            member.ws.send({"event": "system:member_list", "data": {"members": everybody}})
        self.tell_members(member, "system:member_joined")

    def is_good(self, token, room):
        parts = (token or "").split(".")
        if len(parts) != 3 or self.has_expired:
            return False
        code = hmac.new(API_SECRET.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
        head, claims, sent = (base64.urlsafe_b64decode(part + "==") for part in parts)
        if sent != code or json.loads(head).get("alg") != "HS256":
            return False
        claims = json.loads(claims)
        return claims.get("sub") == room and claims.get("exp", 0) > time.time()

    def received(self, member, message):
        if member in self.members and isinstance(message, str):
            self.spread(member.room, message, member)

    def closed(self, member):
        if member in self.members:
            self.members.remove(member)
            self.tell_members(member, "system:member_left")

    def everybody(self, room):
        return [member.entry for member in self.members if member.room == room]

    def tell_members(self, subject, event):
        data = {"member": subject.entry, "members": self.everybody(subject.room)}
        for member in self.members:
            if member.room == subject.room and member is not subject and member.sees_members:
                member.ws.send({"event": event, "data": data})

    def spread(self, room, message, sender=None):
        for member in self.members:
            if member.room == room and (member is not sender or member.hears_itself):
                member.ws.send(message)

    def answer(self, request):
        if request.path != ["api", "publish"]:
            raise Reply(404, {"error": "no such path"})
        wish = request.json()
        if (wish.get("key"), wish.get("secret")) != (API_KEY, API_SECRET):
            raise Reply(401, {"error": "Invalid api key or secret"})
        self.spread(wish.get("roomId") or wish["channelId"], wish["message"])
        return {"status": "ok"}

    # Controls

    def control_publish(self, options):
        """`{"room":…,"message":…}`: text as it is, anything else as JSON."""
        self.spread(options["room"], options["message"])

    def control_flood(self, options):
        """`{"room":…,"count":…}`: as many notes at once, with their numbers from 1 on."""
        for number in range(1, options["count"] + 1):
            self.spread(options["room"], {"event": "note", "data": f"note {number}"})

    def control_refuse(self, options):
        """`{"room":…,"message":…}`: nobody may enter any more, and who is there is told and closed."""
        self.closed_rooms[options["room"]] = options["message"]
        for member in [member for member in self.members if member.room == options["room"]]:
            member.ws.send({"error": options["message"]})
            member.ws.close()

    def control_close(self, options):
        """`{"code":…}`, for everybody."""
        for member in self.members:
            member.ws.close(options["code"])

    def control_expire(self, options):
        """No token lets anybody in any more; `{"good":true}` takes that back."""
        self.has_expired = not options.get("good")


if __name__ == "__main__":
    PieSocket().run()
