internal import JSON

extension Report {
    /// One JSON object in one line, without the line's end.
    public var json: String {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.key("v")
        writer.int(1)
        writer.key("target")
        writer.string(Discretion.fit(subject.target))
        writer.key("service")
        writer.string(subject.service)
        writer.key("ok")
        writer.bool(isHealthy)
        writer.key("exit")
        writer.int(Int(conclusion.rawValue))
        writer.key("summary")
        writer.string(summary)
        writer.key("stages")
        writer.beginArray()
        for finding in findings { finding.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.text
    }
}

extension Finding {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("stage")
        writer.string(stage.rawValue)
        writer.key("outcome")
        writer.string(outcome.rawValue)
        if let duration {
            writer.key("ms")
            writer.double(duration.inMilliseconds, decimals: 1)
        }
        writer.key("result")
        writer.string(result)
        writer.key("facts")
        writer.beginObject()
        for fact in facts { fact.write(to: &writer) }
        writer.endObject()
        if !advice.isEmpty {
            writer.key("cause")
            writer.string(advice.map(\.cause).joined(separator: " "))
            writer.key("try")
            writer.strings(advice.flatMap(\.remedies))
        }
        writer.endObject()
    }
}

extension Fact {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key(name)
        switch value {
        case .text(let text): writer.string(text)
        case .list(let texts): writer.strings(texts)
        case .number(let number): writer.double(number, decimals: 1)
        case .flag(let flag): writer.bool(flag)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text.replacing("\u{A0}", with: " ")) }
        endArray()
    }
}
