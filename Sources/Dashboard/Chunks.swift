/// A growing array in pieces: growth never copies what is there, and changing one element of a copied array copies one piece.
struct Chunks<Element> {
    /// Pieces of some hundred kilobytes: few enough that what the pieces themselves say stays in the cache, small enough
    /// that copying one is not felt.
    private static var shift: Int { MemoryLayout<Element>.stride <= 16 ? 15 : 10 }
    private static var mask: Int { 1 << shift - 1 }

    private var pieces: [[Element]] = []
    private(set) var count = 0

    subscript(_ index: Int) -> Element { pieces[index >> Self.shift][index & Self.mask] }

    mutating func append(_ element: Element) {
        if count & Self.mask == 0 {
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(1 << Self.shift)
        }
        pieces[pieces.count - 1].append(element)
        count += 1
    }

    /// Reads a part of one element without copying the whole.
    @inline(__always)
    func read<Result>(_ index: Int, _ body: (borrowing Element) -> Result) -> Result {
        body(pieces[index >> Self.shift][index & Self.mask])
    }

    /// Reads all elements in order without copying any.
    @inline(__always)
    func scan(_ body: (Int, borrowing Element) -> Void) {
        for (number, piece) in pieces.enumerated() {
            piece.withUnsafeBufferPointer { elements in
                for index in elements.indices { body(number << Self.shift + index, elements[index]) }
            }
        }
    }

    /// Changes one element where it lies.
    @inline(__always)
    mutating func update<Result>(_ index: Int, _ body: (inout Element) -> Result) -> Result {
        body(&pieces[index >> Self.shift][index & Self.mask])
    }
}

extension Chunks: Sendable where Element: Sendable {}
extension Chunks: Equatable where Element: Equatable {}
