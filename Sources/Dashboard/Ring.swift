/// The latest `capacity` elements in the order they came; older ones make room.
public struct Ring<Element>: RandomAccessCollection {
    public let capacity: Int
    private var storage: [Element] = []
    private var start = 0

    public init(capacity: Int) {
        self.capacity = Swift.max(1, capacity)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.count }

    /// 0 is the oldest.
    public subscript(_ index: Int) -> Element {
        get { storage[place(index)] }
        set { storage[place(index)] = newValue }
    }

    public mutating func append(_ element: Element) {
        guard storage.count == capacity else { return storage.append(element) }
        storage[start] = element
        start = start + 1 == capacity ? 0 : start + 1
    }

    /// The newest element for which the claim holds; each is looked at where it lies.
    @inline(__always)
    func newest(where claim: (UnsafePointer<Element>) -> Bool) -> Int? {
        storage.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            for index in stride(from: buffer.count - 1, through: 0, by: -1) where claim(base + place(index)) {
                return index
            }
            return nil
        }
    }

    /// Changes one element where it lies.
    mutating func update(_ index: Int, _ body: (inout Element) -> Void) {
        body(&storage[place(index)])
    }

    private func place(_ index: Int) -> Int {
        let place = start + index
        return place < storage.count ? place : place - storage.count
    }
}

extension Ring: Sendable where Element: Sendable {}

extension Ring: Equatable where Element: Equatable {
    public static func == (left: Ring, right: Ring) -> Bool {
        left.capacity == right.capacity && left.elementsEqual(right)
    }
}
