import FuzzTargets

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What libFuzzer calls for each input. The environment's `TARGET` names what gets it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
    do {
        try target.run(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
        // libFuzzer keeps the input of which the process died.
        fatalError("\(target.rawValue): \(error)")
    }
    return 0
}

private let target: FuzzTarget = {
    let name = getenv("TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
}()
