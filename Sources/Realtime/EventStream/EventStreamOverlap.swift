/// The ids of the last two events, to find out after a break whether a service still has what it promised to keep.
///
/// A stream's ids prove nothing by themselves: one that lost its memory takes an id that it does not know, and goes on with what comes next.
/// So it is asked for what came after the last event but one, and must tell the last one again.
struct EventStreamOverlap {
    /// The id before `last`; `nil` where it is not known that no event stood between the two.
    private(set) var previous: [UInt8]?
    private(set) var last: [UInt8]?
    private var hasNameless = false

    mutating func note(_ event: EventStreamEvent) {
        guard let id = event.id, !id.isEmpty else {
            hasNameless = true
            return
        }
        guard id != last else { return }
        // What has no id of its own could not be known again.
        previous = hasNameless ? nil : last
        last = id
        hasNameless = false
    }
}
