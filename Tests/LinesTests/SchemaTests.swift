import Domain
import Foundation
import JSON
import Lines
import Testing

/// Lines of every kind: with all, with least, with `raw` of every form.
private let specimens: [String] = {
    var lines: [String] = []
    for event in Maximal.all + Maximal.least {
        lines.append(line(bare(event)))
        lines.append(line(full(event), seq: .max, includesRaw: true))
    }
    for status in Lot.Status.allCases { lines.append(line(bare(.lot(Lot(lot: "1", status: status))))) }
    for reserve in Lot.Reserve.allCases { lines.append(line(bare(.lot(Lot(lot: "1", reserve: reserve))))) }
    for standing in Lot.Standing.allCases { lines.append(line(bare(.lot(Lot(lot: "1", standing: standing))))) }
    for state in Bid.State.allCases { lines.append(line(bare(.bid(Bid(lot: "1", state: state))))) }
    for status in Ride.Status.allCases { lines.append(line(bare(.ride(Ride(ride: "1", status: status))))) }
    for proof in Gap.Proof.allCases { lines.append(line(bare(.gap(Gap(from: source, to: source, proof: proof))))) }
    for data in [Payload.json("null"), .text("\u{1B}\u{202E}\""), .binary([1])] {
        var envelope = bare(.message(data))
        envelope.raw = data
        lines.append(line(envelope, includesRaw: true))
    }
    for origin in Envelope.Origin.allCases {
        var envelope = bare(.drop(Drop(count: 1)))
        envelope.origin = origin
        lines.append(line(envelope))
    }
    return lines
}()

/// Lines that the strict schema must refuse, each for one reason.
private let wrong: [String] = {
    let rest = #""rx":"2026-11-21T10:00:00.161Z","feed":"f""#
    return [
        #"{"v":2,"kind":"drop",\#(rest),"seq":1,"drop":{"count":1}}"#,
        #"{"v":1,"kind":"dorp",\#(rest),"seq":1,"dorp":{"count":1}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":0,"drop":{"count":1}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"drop":{"count":1}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"origin":"live","drop":{"count":1}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"bid":{"lot":"1"}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"drop":{"count":1},"bid":{"lot":"1"}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"drop":{"count":"1"}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"drop":{"count":1,"more":1}}"#,
        #"{"v":1,"kind":"drop",\#(rest),"seq":1,"more":1,"drop":{"count":1}}"#,
        #"{"v":1,"kind":"drop","ts":null,\#(rest),"seq":1,"drop":{"count":1}}"#,
        #"{"v":1,"kind":"drop","ts":"2026-11-21T10:00:00Z",\#(rest),"seq":1,"drop":{"count":1}}"#,
        #"{"v":1,"kind":"lot",\#(rest),"seq":1,"lot":{"lot":"1","status":"closed"}}"#,
        #"{"v":1,"kind":"lot",\#(rest),"seq":1,"lot":{"status":"open"}}"#,
        #"{"v":1,"kind":"bid",\#(rest),"seq":1,"bid":{"lot":"1","amount":{"minor":1.5,"exponent":2}}}"#,
        #"{"v":1,"kind":"vehicle",\#(rest),"seq":1,"vehicle":{"vehicle":"1","lat":91,"lon":1}}"#,
        #"{"v":1,"kind":"notification",\#(rest),"seq":1,"notification":{"priority":6}}"#,
    ]
}()

/// Lines that only a later version would write: the published schema lets them pass.
private let later = [
    #"{"v":1,"kind":"drop","rx":"2026-11-21T10:00:00.161Z","feed":"f","seq":1,"more":1,"drop":{"count":1,"why":"x"}}"#
]

private func python(_ arguments: [String], input: String = "") -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let (input_, output) = (Pipe(), Pipe())
    process.standardInput = input_
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    input_.fileHandleForWriting.write(Data(input.utf8))
    try? input_.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

private let hasValidator = python(["-c", "import jsonschema"])?.status == 0

/// Reads the schema as the first line, and answers `ok` or the reason for each further line.
private let program = """
    import json, sys, jsonschema
    schema = json.loads(sys.stdin.readline())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in sys.stdin:
        errors = [e.json_path + ": " + e.message for e in validator.iter_errors(json.loads(line))]
        print("; ".join(errors).replace("\\n", " ") or "ok")
    """

private func verdicts(_ schema: String, _ lines: [String]) throws -> [String] {
    let whole = lines.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    let answer = try #require(python(["-c", program], input: schema + "\n" + whole))
    #expect(answer.status == 0)
    return answer.output.split(separator: "\n").map(String.init)
}

@Test(.enabled(if: hasValidator, "needs python3 with the package jsonschema"))
func anIndependentValidatorAgrees() throws {
    for schema in [Schema.strictDocument, Schema.document] {
        let verdicts = try verdicts(schema, specimens)
        #expect(verdicts.count == specimens.count)
        for (line, verdict) in zip(specimens, verdicts) { #expect(verdict == "ok", "\(line)") }
    }
}

@Test(.enabled(if: hasValidator, "needs python3 with the package jsonschema"))
func wrongLinesAreRefused() throws {
    let strict = try verdicts(Schema.strictDocument, wrong + later)
    #expect(strict.count == wrong.count + later.count)
    for (line, verdict) in zip(wrong + later, strict) { #expect(verdict != "ok", "\(line)") }
    #expect(try verdicts(Schema.document, later) == ["ok"])
}

/// Each state of a feed has its word in the README.
@Test func everyStateIsInTheReadme() throws {
    let readme = try String(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md"),
        encoding: .utf8)
    let row = try #require(readme.split(separator: "\n").first { $0.hasPrefix("| `status` | with") })
    let status = try #require(Schema.objects.first { $0.name == "status" })
    guard case .choice(let states) = try #require(status.fields.first { $0.name == "state" }).shape else {
        Issue.record("the schema has no list of states")
        return
    }
    #expect(states.filter { !row.contains($0) } == [])
}

/// The other direction: what the schema names, the encoder can write.
@Test func everyFieldOfTheSchemaIsWritten() throws {
    let document = JSONDocument()
    var seen: [String: Set<String>] = [:]
    for line in specimens {
        try document.read(line) { collect($0, as: Schema.line, into: &seen) }
    }
    for object in Schema.objects + [Schema.line] {
        #expect(seen[object.name] == Set(object.fields.map(\.name)), "\(object.name)")
    }
}

/// And without Python: what the encoder writes, the schema names, and in the schema's order.
@Test func everyFieldIsNamedAndInOrder() throws {
    let document = JSONDocument()
    for line in specimens {
        try document.read(line) { check($0, as: Schema.line, line) }
    }
}

private func collect(_ value: JSONValue, as object: Schema.Object, into seen: inout [String: Set<String>]) {
    for (key, member) in value.members {
        seen[object.name, default: []].insert(key.string)
        guard case .object(let name)? = object.fields.first(where: { $0.name == key.string })?.shape,
            let inner = Schema.object(name)
        else { continue }
        collect(member, as: inner, into: &seen)
    }
}

private func check(_ value: JSONValue, as object: Schema.Object, _ line: String) {
    let names = object.fields.map(\.name)
    let written = value.members.map(\.key.string)
    #expect(names.filter(written.contains) == written, "\(line)")
    for field in object.fields where field.isRequired { #expect(value[field.name] != nil, "\(field.name) in \(line)") }
    for (key, member) in value.members {
        guard case .object(let name)? = object.fields.first(where: { $0.name == key.string })?.shape,
            let inner = Schema.object(name)
        else { continue }
        check(member, as: inner, line)
    }
}

@Test func theDocumentIsJSONOnOneLine() throws {
    #expect(!Schema.document.contains("\n"))
    let title = try JSONDocument().read(Schema.document) { $0["title"]?.string?.string }
    #expect(title == "spotter JSON lines, schema 1")
}
