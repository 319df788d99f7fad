extension Connection {
    /// Reads what came from the peer, and hands over what it holds, in order.
    ///
    /// A message that lies whole and in one frame inside `bytes` is handed over in place; only others are assembled.
    /// Text is checked as it comes, so that a fault is found at its byte and not at the end of its message (§8.1).
    /// Pings are answered.
    ///
    /// - Parameters:
    ///   - bytes: what was read; a server unmasks in place. Ignored after the close or a failure.
    ///   - body: what to do with each item. It must not touch this connection; send after the call.
    public mutating func receive(_ bytes: UnsafeMutableRawBufferPointer, _ body: (Incoming) -> Void) {
        receive(bytes, answering: { _, incoming in body(incoming) })
    }

    /// As ``receive(_:_:)``, for a body that answers at once: what it sends goes out before the answer to anything
    /// behind it in the same read, such as a close frame, after which nothing can be sent.
    ///
    /// - Parameter body: may send, close and take outgoing bytes; must not receive.
    public mutating func receive(
        _ bytes: UnsafeMutableRawBufferPointer, answering body: (inout Connection, Incoming) -> Void
    ) {
        var rest = bytes
        while rest.count > 0, state != .closed {
            if frame != nil {
                continueFrame(&rest, body)
            } else if partialHeader.isEmpty {
                beginFrame(&rest, body)
            } else {
                continueHeader(&rest, body)
            }
        }
    }

    /// The transport ended. Without a close frame before it, that is a failure with code 1006 (§7.1.5).
    public mutating func receiveEnd(_ body: (Incoming) -> Void) {
        guard state != .closed else { return }
        end()
        body(.failed(.abnormal, reason: "connection lost without a close frame"))
    }
}

// MARK: - Frames

extension Connection {
    typealias Body = (inout Connection, Incoming) -> Void

    private var context: FrameHeader.Context {
        FrameHeader.Context(
            isMasked: role == .server, isMessageOpen: messageKind != nil, isMessageCompressed: isMessageCompressed,
            allowsCompression: compression != nil, room: limits.message &- message.count,
            compressedRoom: limits.compressedMessage &- compressedCount)
    }

    /// A frame's head at the start of `rest`, and its payload where all of it is there.
    private mutating func beginFrame(_ rest: inout UnsafeMutableRawBufferPointer, _ body: Body) {
        switch FrameHeader.scan(UnsafeRawBufferPointer(rest), in: context) {
        case .header(let header):
            _ = Self.take(header.size, from: &rest)
            begin(header, &rest, body)
        case .incomplete:
            partialHeader.append(contentsOf: Self.take(rest.count, from: &rest))
        case .violation(let violation):
            fail(violation, body)
        }
    }

    /// One more byte of a head that began in an earlier read.
    private mutating func continueHeader(_ rest: inout UnsafeMutableRawBufferPointer, _ body: Body) {
        partialHeader.append(contentsOf: Self.take(1, from: &rest))
        let context = context
        switch partialHeader.withUnsafeBytes({ FrameHeader.scan($0, in: context) }) {
        case .header(let header):
            partialHeader.removeAll(keepingCapacity: true)
            begin(header, &rest, body)
        case .incomplete:
            break
        case .violation(let violation):
            fail(violation, body)
        }
    }

    private mutating func begin(
        _ header: FrameHeader, _ rest: inout UnsafeMutableRawBufferPointer, _ body: Body
    ) {
        if !header.opcode.isControl, messageKind == nil {
            messageKind = header.opcode
            isMessageCompressed = header.isCompressed
        }
        var mask = header.maskingKey.map { Mask($0) }
        guard header.length <= rest.count else {
            frame = Frame(header: header, remaining: header.length, mask: mask)
            return
        }
        let payload = Self.take(header.length, from: &rest)
        mask?.apply(to: payload)
        receiveWhole(header, UnsafeRawBufferPointer(payload), body)
    }

    /// A frame whose payload is all there: nothing is copied unless it is a fragment.
    private mutating func receiveWhole(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer, _ body: Body
    ) {
        if header.opcode.isControl {
            receiveControl(header.opcode, payload, body)
        } else if header.isFinal, header.opcode != .continuation, !header.isCompressed {
            guard check(payload, body) else { return }
            deliver(payload, body)
        } else {
            receivePart(payload, isLast: header.isFinal, body)
        }
    }

    /// More of a frame's payload, as far as this read has it.
    private mutating func continueFrame(_ rest: inout UnsafeMutableRawBufferPointer, _ body: Body) {
        guard var frame else { return }
        let chunk = Self.take(min(frame.remaining, rest.count), from: &rest)
        frame.remaining &-= chunk.count
        frame.mask?.apply(to: chunk)
        self.frame = frame.remaining > 0 ? frame : nil
        if frame.header.opcode.isControl {
            control.append(contentsOf: chunk)
            guard frame.remaining == 0 else { return }
            let payload = control
            control.removeAll(keepingCapacity: true)
            payload.withUnsafeBytes { receiveControl(frame.header.opcode, $0, body) }
        } else {
            let isLast = frame.remaining == 0 && frame.header.isFinal
            receivePart(UnsafeRawBufferPointer(chunk), isLast: isLast, body)
        }
    }

    /// Takes the first `count` bytes, which must be there, off `rest`.
    @inline(__always)
    private static func take(
        _ count: Int, from rest: inout UnsafeMutableRawBufferPointer
    ) -> UnsafeMutableRawBufferPointer {
        let taken = UnsafeMutableRawBufferPointer(rebasing: rest[..<count])
        rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
        return taken
    }
}

// MARK: - Messages

extension Connection {
    /// More of a message that is assembled, because it is in parts or compressed.
    private mutating func receivePart(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: Body) {
        if isMessageCompressed {
            guard inflate(bytes, isLast: isLast, body) else { return }
        } else {
            guard check(bytes, body) else { return }
            message.append(contentsOf: bytes)
        }
        guard isLast else { return }
        deliverAssembled(body)
    }

    /// Whether the open message may go on with `bytes`; fails the connection if not.
    mutating func check(_ bytes: UnsafeRawBufferPointer, _ body: Body) -> Bool {
        guard messageKind == .text, !utf8.accept(bytes) else { return true }
        fail(.textNotUTF8, body)
        return false
    }

    /// The open message is complete: `bytes`.
    private mutating func deliver(_ bytes: UnsafeRawBufferPointer, _ body: Body) {
        let isText = messageKind == .text
        messageKind = nil
        isMessageCompressed = false
        compressedCount = 0
        guard isText else { return body(&self, .binary(bytes)) }
        guard utf8.isComplete else { return fail(.textEndsInsideCharacter, body) }
        body(&self, .text(bytes))
    }

    private mutating func deliverAssembled(_ body: Body) {
        var assembled: [UInt8] = []
        swap(&assembled, &message)
        assembled.withUnsafeBytes { deliver($0, body) }
        guard state != .closed, assembled.capacity <= Self.keptCapacity else { return }
        assembled.removeAll(keepingCapacity: true)
        message = assembled
    }
}

// MARK: - Control frames

extension Connection {
    private mutating func receiveControl(
        _ opcode: Opcode, _ payload: UnsafeRawBufferPointer, _ body: Body
    ) {
        switch opcode {
        case .ping:
            answer(ping: payload)
            body(&self, .ping(payload))
        case .pong:
            body(&self, .pong(payload))
        case .close:
            receiveClose(payload, body)
        case .continuation, .text, .binary:
            break
        }
    }

    /// §5.5.3: each ping is answered, but if the peer does not read the answers only the latest is.
    private mutating func answer(ping payload: UnsafeRawBufferPointer) {
        guard state == .open else { return }
        guard outgoing.count <= Self.pongBacklog else {
            deferredPong = Array(payload)
            return
        }
        append(.pong, payload)
    }

    /// §5.5.1, §7.4: a close frame is empty, or a code and a reason in UTF-8. The answer has the same code.
    private mutating func receiveClose(_ payload: UnsafeRawBufferPointer, _ body: Body) {
        guard payload.count != 1 else { return fail(.closeOfOneByte, body) }
        var code = CloseCode.noStatus
        var reason = UnsafeRawBufferPointer(start: nil, count: 0)
        if payload.count >= 2 {
            code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
            reason = UnsafeRawBufferPointer(rebasing: payload[2...])
            guard code.isAllowedOnWire else { return fail(.closeCodeNotAllowed(code), body) }
            var utf8 = UTF8Validator()
            guard utf8.accept(reason), utf8.isComplete else {
                return fail(.closeReasonNotUTF8, body)
            }
        }
        if state == .open {
            append(.close, UnsafeRawBufferPointer(rebasing: payload.prefix(2)))
        }
        end()
        body(&self, .closed(code, reason: String(decoding: reason, as: UTF8.self)))
    }
}

// MARK: - The end

extension Connection {
    /// §7.1.7: says why in a close frame, where one may still be sent, and is done.
    mutating func fail(_ violation: Violation, _ body: Body) {
        close(violation.code, reason: violation.reason)
        end()
        let words = violation.words(peer: role == .client ? .server : .client, limit: limits.message)
        body(&self, .failed(violation.code, reason: words))
    }

    /// Nothing is read or sent any more: gives the buffers back, except what is still to be written.
    private mutating func end() {
        state = .closed
        frame = nil
        messageKind = nil
        message = []
        control = []
        partialHeader = []
        deferredPong = nil
        inflater = nil
        deflater = nil
    }
}
