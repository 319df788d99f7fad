import Dispatch

/// Plain threads: what serves and watches must not share the event loops that are measured.
enum Thread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "bench").async(execute: body)
    }
}
