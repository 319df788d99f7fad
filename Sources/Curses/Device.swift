import CNcurses
import Glibc
import TUI

/// The files behind the screen, and the terminal's name.
struct Device {
    let name: String
    let input: Int32
    let output: Int32
    let inputFile: UnsafeMutablePointer<FILE>
    let outputFile: UnsafeMutablePointer<FILE>

    /// Standard input and output where they are terminals, `/dev/tty` in place of one that is not.
    static func open() throws(TerminalError) -> Device {
        guard let name = environment("TERM") else { throw .unnamed }
        let hasInput = isatty(STDIN_FILENO) == 1
        let hasOutput = isatty(STDOUT_FILENO) == 1
        guard hasInput, hasOutput else { return try openControlling(name, hasInput: hasInput, hasOutput: hasOutput) }
        guard let input = spotter_stdin(), let output = spotter_stdout() else { throw .noTerminal }
        return Device(
            name: name, input: STDIN_FILENO, output: STDOUT_FILENO, inputFile: input, outputFile: output)
    }

    private static func openControlling(
        _ name: String, hasInput: Bool, hasOutput: Bool
    ) throws(TerminalError) -> Device {
        guard let file = fopen("/dev/tty", "r+e") else { throw .noTerminal }
        let descriptor = fileno(file)
        guard let standardInput = spotter_stdin(), let standardOutput = spotter_stdout() else { throw .noTerminal }
        return Device(
            name: name, input: hasInput ? STDIN_FILENO : descriptor, output: hasOutput ? STDOUT_FILENO : descriptor,
            inputFile: hasInput ? standardInput : file, outputFile: hasOutput ? standardOutput : file)
    }

    /// Closes what `open` opened beyond the standard streams.
    func close() {
        if inputFile != spotter_stdin() {
            fclose(inputFile)
        } else if outputFile != spotter_stdout() {
            fclose(outputFile)
        }
    }

    /// Columns and rows now; 80 × 24 when the terminal does not say, never more than ncurses and memory bear.
    var size: Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard spotter_window_size(output, &columns, &rows) == 0, columns > 0, rows > 0 else {
            return Size(width: 80, height: 24)
        }
        return Size(width: min(Int(columns), 1000), height: min(Int(rows), 500))
    }

    /// Writes past ncurses; its own output must have been flushed.
    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { spotter_write(output, $0.baseAddress, $0.count) }
        }
    }
}
