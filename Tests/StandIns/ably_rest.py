"""The part of the stand-in for Ably that is asked over HTTP: tokens, history, publishing."""

import base64
import hashlib
import hmac
import re
import secrets
import time

from standin import Reply, StandIn

KEY_NAME, KEY_SECRET = "app.key", "sesame"
HISTORY_PAGE = 100


def error(code, message, status=None):
    return {"code": code, "statusCode": status or code // 100, "message": message}


class Rest(StandIn):
    def __init__(self):
        super().__init__()
        self.tokens, self.nonces, self.last_time = {}, set(), 0

    def now(self):
        """In ms, and never twice the same."""
        self.last_time = max(int(time.time() * 1000), self.last_time + 1)
        return self.last_time

    # Tokens

    def issue(self, client=None, life=3_600_000):
        token = f"app.{secrets.token_urlsafe(12)}"
        self.tokens[token] = self.now() + life
        details = {"token": token, "issued": self.last_time, "expires": self.tokens[token], "capability": '{"*":["*"]}'}
        return details | ({"clientId": client} if client else {})

    def objection(self, token):
        if token not in self.tokens:
            return error(40101, "Invalid accessToken in request", 401)
        return error(40142, "Token expired", 401) if self.tokens[token] <= time.time() * 1000 else None

    def request_token(self, name, wish):
        if name != KEY_NAME or wish.get("keyName") != name:
            raise Reply(404, {"error": error(40400, "No application found with that id", 404)})
        parts = [wish.get(part) or "" for part in ("keyName", "ttl", "capability", "clientId", "timestamp", "nonce")]
        text = "".join(f"{part}\n" for part in parts)
        code = base64.b64encode(hmac.new(KEY_SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
        if wish.get("mac") != code:
            raise Reply(401, {"error": error(40101, "Invalid mac in request", 401)})
        if abs(int(wish["timestamp"]) - time.time() * 1000) > 120_000:
            raise Reply(401, {"error": error(40104, "Timestamp not current", 401)})
        if len(wish.get("nonce", "")) < 16 or wish["nonce"] in self.nonces:
            raise Reply(401, {"error": error(40105, "Nonce value replayed", 401)})
        self.nonces.add(wish["nonce"])
        return self.issue(wish.get("clientId"), int(wish.get("ttl") or 3_600_000))

    # REST

    def answer(self, request):
        match request.method, request.path:
            case "GET", ["time"]:
                return [int(time.time() * 1000)]
            case "POST", ["keys", name, "requestToken"]:
                return self.request_token(name, request.json())
        self.authorise(request.headers.get("Authorization", ""))
        match request.method, request.path:
            case "GET", ["channels", name, "messages" | "history"]:
                return self.history(request, name)
            case "POST", ["channels", name, "messages"]:
                body = request.json()
                self.publish(name, body if isinstance(body, list) else [body], "")
                return Reply(201, {"channel": name, "messageId": self.channel(name).frames[-1]["id"]})
        raise Reply(404, {"error": error(40400, "Could not find path", 404)})

    def authorise(self, field):
        scheme, _, value = field.partition(" ")
        if scheme != "Bearer":  # There is no TLS here.
            raise Reply(401, {"error": error(40103, "Basic auth is for connections with TLS only", 401)})
        if objection := self.objection(base64.b64decode(value).decode()):
            raise Reply(objection["statusCode"], {"error": objection})

    def history(self, request, name):
        channel, query = self.channel(name), request.query
        end = int(query["from_serial"].rpartition("-")[2]) if "from_serial" in query else len(channel.frames)
        first, last = int(query.get("start", 0)), int(query.get("end", 1 << 60))
        found = [
            message for frame in channel.frames[channel.stored:end] if first <= frame["timestamp"] <= last
            for message in self.completed(frame)
        ]
        if query.get("direction", "backwards") == "backwards":
            found.reverse()
        start, size = int(query.get("skip", 0)), min(int(query.get("limit", HISTORY_PAGE)), 1000)
        rest = re.sub(r"&?skip=\d+", "", request.raw_query)
        more = len(found) > start + size
        link = {"Link": f'<./messages?{rest}&skip={start + size}>; rel="next"'} if more else {}
        return Reply(200, found[start:start + size], link)

    @staticmethod
    def completed(frame):
        shared = {key: frame[key] for key in ("timestamp", "connectionId")}
        return [{"id": f"{frame['id']}:{index}", **shared, **message}
                for index, message in enumerate(frame.get("messages", []))]
