import Dashboard
import Foundation
import TUI
import Testing

@testable import Interface

/// The one table of commands and keys.
@Suite struct CommandTests {
    @Test func everyCommandIsInTheTableOnce() {
        #expect(Command.table.map(\.command.rawValue).sorted() == Command.allCases.map(\.rawValue).sorted())
    }

    @Test func everyKeyOfTheTableMeansItsCommand() throws {
        for entry in Command.table {
            let scope: Command.Scope = entry.scope == .everywhere ? .lists : entry.scope
            for notation in entry.keys {
                #expect(Keymap.standard.command(for: try Key(notation: notation), in: scope) == entry.command)
            }
        }
    }

    @Test func keysCanBeRebound() throws {
        let keymap = try Keymap(rebinding: [.acknowledge: ["<space>"], .sort: [], .quit: ["<c-q>"]])
        #expect(keymap.command(for: Key(" "), in: .lists) == .acknowledge)
        #expect(keymap.command(for: Key("a"), in: .lists) == nil)
        #expect(keymap.command(for: Key("s"), in: .lists) == nil)
        #expect(keymap.keys(of: .quit) == ["<c-q>"])
        #expect(keymap.command(for: Key("j"), in: .map) == .panDown)
        #expect(keymap.command(for: Key("j"), in: .lists) == .down)
    }

    @Test(arguments: [
        (
            [Command.acknowledge: ["s"]],
            "\"s\" is claimed by both sort and acknowledge: give one of them another key, or []"
        ),
        (
            [.zoomIn: ["p"]],
            "\"p\" is claimed by both pause and zoom-in: give one of them another key, or []"
        ),
        ([.sort: ["<hyper>"]], "sort: \"<hyper>\" is no key; write j, G, <enter>, <c-d>, <f4>"),
    ])
    func conflictsNameBothOwners(own: [Command: [String]], text: String) {
        #expect {
            _ = try Keymap(rebinding: own)
        } throws: { error in
            "\(error)" == text
        }
    }

    @Test func theReadmeHasTheTable() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(
            contentsOf: root.deletingLastPathComponent().appendingPathComponent("README.md"), encoding: .utf8)
        let table = CommandList.markdown(.standard).trimmingCharacters(in: .newlines)
        #expect(readme.contains(table), "put the output of spotter keys --markdown into the README")
    }

    @Test(
        "what belongs to the pane comes first",
        arguments: [
            ("2zj4j", "a ack  x dismiss  Z snooze"), ("2j5", "enter detail"), ("2j", "f follow"),
            ("3", "+ in  - out  0 fit all"),
        ])
    func theFootersOrder(keys: String, first: String) throws {
        let footer = Screen(try Sample.desk(80, 24, keys)).grid().lines.last ?? ""
        #expect(footer.hasPrefix(" " + first), "\(footer)")
        #expect(footer.contains("follow") == (first == "f follow"))
    }

    @Test func theFooterShowsOnlyKeysThatWork() throws {
        let empty = Screen(try Sample.desk(80, 24, board: Board())).grid().lines.last ?? ""
        #expect(!empty.contains("ack") && !empty.contains("dismiss") && !empty.contains("sort"))
        #expect(empty.contains("? help") && empty.contains("q quit"))
        let full = Screen(try Sample.desk(160, 36, "4j")).grid().lines.last ?? ""
        #expect(full.contains("a ack") && full.contains("x dismiss") && !full.contains("sort"))
        let map = Screen(try Sample.desk(160, 36, "3")).grid().lines.last ?? ""
        #expect(map.contains("+ in") && map.contains("0 fit all") && !map.contains("dismiss"))
    }
}
