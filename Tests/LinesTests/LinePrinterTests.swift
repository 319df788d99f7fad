import Domain
import Lines
import Testing

private let stream: [Envelope] = [
    bare(Maximal.bid), bare(Maximal.lot), bare(Maximal.gap), bare(.status(.connected)), bare(Maximal.messages[1]),
    bare(Maximal.drop),
]

/// What a printer makes of the stream: stdout, stderr, how many lines it counted.
private func printed(_ options: LinePrinter.Options) -> (lines: [Substring], notices: [Substring], count: Int) {
    var printer = LinePrinter(options)
    for envelope in stream { printer.print(envelope) }
    return (
        String(decoding: printer.lines, as: UTF8.self).split(separator: "\n"),
        String(decoding: printer.notices, as: UTF8.self).split(separator: "\n"), printer.count
    )
}

@Test func sequenceNumbersHaveNoHoles() throws {
    let filter = try LineFilter(#"kind != "lot""#)
    let (lines, notices, count) = printed(.init(events: EventFilter(includesStatus: true), filter: filter))
    #expect(count == 5)
    #expect(notices.isEmpty)
    let expected = [stream[0], stream[2], stream[3], stream[4], stream[5]].enumerated().map { index, envelope in
        line(envelope, seq: index + 1).dropLast()
    }
    #expect(lines == expected)
}

@Test func gapAndDropPassEveryFilter() throws {
    let options = LinePrinter.Options(
        events: EventFilter(kinds: [.bid], events: [Glob("x")]), filter: try LineFilter("false"))
    #expect(
        printed(options).lines.map { $0.contains(#""kind":"gap""#) || $0.contains(#""kind":"drop""#) } == [true, true])
}

@Test(arguments: [LineFormat.text, .raw])
func filtersWorkInEveryFormat(_ format: LineFormat) throws {
    let options = LinePrinter.Options(format: format, filter: try LineFilter(#"message.data == "hi""#))
    let (lines, notices, count) = printed(options)
    switch format {
    case .text: #expect(lines.map { $0.split(separator: "  ")[2] } == ["gap", "message", "drop"])
    case .raw: #expect(lines == ["hi"])
    case .jsonl: Issue.record("not asked for")
    }
    #expect(notices.count == (format == .raw ? 2 : 0))
    #expect(count == lines.count)
}

@Test func rawKeepsNewsOfTheStreamApart() {
    let (lines, notices, _) = printed(.init(format: .raw, events: EventFilter(includesStatus: true)))
    #expect(lines == ["hi"])
    #expect(notices.map { $0.split(separator: "  ")[2] } == ["gap", "status", "drop"])
}

@Test func outcomesAndEmptying() {
    var printer = LinePrinter(.init(format: .raw))
    #expect(printer.print(bare(Maximal.messages[1])) == .printed)
    #expect(printer.print(bare(Maximal.messages[3])) == .skipped)
    #expect(printer.print(bare(.status(.connected))) == .skipped)
    #expect(printer.print(bare(Maximal.gap)) == .noticed)
    printer.removeLines()
    printer.removeNotices()
    #expect(printer.lines.isEmpty)
    #expect(printer.notices.isEmpty)
    #expect(printer.count == 1)
}

@Test func rawIsAddedOnlyWhereItIsAskedFor() {
    for (includesRaw, expected) in [(true, true), (false, false)] {
        var printer = LinePrinter(.init(includesRaw: includesRaw))
        printer.print(full(Maximal.bid))
        #expect(String(decoding: printer.lines, as: UTF8.self).contains(#""raw":{"a":[1, 2.50]}"#) == expected)
    }
}
