import Dashboard
import Domain
import TUI
import Testing

@testable import Interface

/// Whole screens of a fixed board at a fixed time; the pictures are in `Fixtures`.
@Suite struct ScreenTests {
    private func picture(_ board: Board, _ width: Int, _ height: Int, theme: Theme = .dark) -> Grid {
        Screen(board: board, theme: theme, now: Sample.now).grid(Size(width: width, height: height))
    }

    @Test(arguments: [(40, 12), (80, 24), (80, 40), (120, 36), (200, 60)])
    func overview(width: Int, height: Int) throws {
        let grid = picture(Sample.board(), width, height)
        try expectPicture(grid.text, "overview-\(width)x\(height).screen")
    }

    @Test(arguments: Pane.allCases, [(40, 12), (80, 24)])
    func eachPaneAlone(pane: Pane, size: (width: Int, height: Int)) throws {
        var board = Sample.board()
        _ = board.perform(.focus(pane))
        _ = board.perform(.move(by: 1))
        try expectPicture(
            picture(board, size.width, size.height).text, "\(pane)-\(size.width)x\(size.height).screen")
    }

    @Test(arguments: [(40, 12), (80, 24)])
    func help(width: Int, height: Int) throws {
        var board = Sample.board()
        _ = board.perform(.toggleHelp)
        try expectPicture(picture(board, width, height).text, "help-\(width)x\(height).screen")
    }

    @Test func paused() throws {
        var board = Sample.board()
        _ = board.perform(.togglePause)
        for number in 0..<1_204 {
            Sample.send(.message(nil), feed: "city", id: "\(number)", ago: 1, to: &board)
        }
        try expectPicture(picture(board, 120, 20).text, "paused-120x20.screen")
    }

    @Test func looks() throws {
        var board = Sample.board()
        _ = board.perform(.move(by: 1))
        try expectPicture(picture(board, 80, 24).snapshot(names: [Theme.dark[.text]: "."]), "looks-80x24.screen")
    }

    @Test func emptyBoard() throws {
        try expectPicture(picture(Board(), 80, 24).text, "empty-80x24.screen")
    }

    @Test(arguments: [(39, 12), (40, 11), (20, 3), (1, 1), (0, 0)])
    func whatIsTooSmallSaysSo(width: Int, height: Int) {
        let text = picture(Sample.board(), width, height).text
        #expect(width < 20 || text.contains("too small"))
    }

    @Test func everySizeStaysInsideItsGrid() {
        let board = Sample.board()
        for width in stride(from: 1, through: 210, by: 11) {
            for height in stride(from: 1, through: 64, by: 7) {
                let grid = picture(board, width, height)
                #expect(grid.size == Size(width: width, height: height))
            }
        }
    }

    @Test func colourIsNeverTheOnlySign() {
        let board = Sample.board()
        let text = picture(board, 120, 36).text
        for sign in [
            "● you", "✗ #7", "○ #9", "! new driver", "! 1 min", "~ 50 s", "◌ retry in 5 s", "!! Pay", "✓ sold",
        ] {
            #expect(text.contains(sign), "\(sign)")
        }
    }

    @Test func theClockShowsTheWallsTime() {
        var screen = Screen(board: Sample.board(), theme: .dark, now: Sample.now)
        #expect(screen.grid(Size(width: 80, height: 24)).lines[0].contains("14:03:22"))
        screen.offset = .seconds(7_200)
        #expect(screen.grid(Size(width: 80, height: 24)).lines[0].contains("16:03:22"))
    }

    @Test func hostileTextsStayText() {
        var board = Board()
        let hostile = "\u{1B}]0;owned\u{7}\u{202E}txt\r\n\u{9B}2J" + String(repeating: "W", count: 5_000)
        Sample.send(
            .lot(Lot(lot: hostile, title: hostile, leader: hostile)), feed: hostile, channel: hostile, to: &board)
        Sample.send(
            .ride(Ride(ride: hostile, driver: .init(name: hostile), car: .init(plate: hostile))), feed: hostile,
            to: &board)
        Sample.send(.notification(Notification(title: hostile, body: hostile)), feed: hostile, to: &board)
        board.arrange(at: Sample.now)
        for size in [Size(width: 40, height: 12), Size(width: 120, height: 36)] {
            let text = Screen(board: board, theme: .light, now: Sample.now).grid(size).text
            let isClean = text.unicodeScalars.allSatisfy { scalar in
                scalar == "\n"
                    || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar != "\u{202E}")
            }
            #expect(isClean)
        }
    }
}
