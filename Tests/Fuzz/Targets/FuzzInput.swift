/// An input, taken apart.
struct FuzzInput {
    /// Its first byte: bits that choose the circumstances.
    let options: UInt8
    /// What the peer sends.
    let bytes: [UInt8]
    private let seed: UInt8
    private let cut: FuzzTarget.Cut

    /// Inputs too short to hold it all are as if followed by zeros.
    init(_ input: UnsafeRawBufferPointer, cut: FuzzTarget.Cut) {
        options = input.first ?? 0
        seed = input.dropFirst().first ?? 0
        bytes = Array(input.dropFirst(2))
        self.cut = cut
    }

    func has(_ bit: UInt8) -> Bool {
        options & bit != 0
    }

    /// The ends of the reads of so many bytes, in order; the last is the end of it all.
    func readEnds(of count: Int) -> [Int] {
        guard count > 1 else { return [count] }
        guard cut == .asInputSays else { return Array(1...count) }
        // Some inputs in crumbs, some in larger pieces.
        let most: [UInt32] = [1, 3, 16, 100]
        let modulus = most[Int(seed & 3)]
        var (state, end, ends) = (UInt32(seed), 0, [Int]())
        while end < count {
            state = state &* 1_664_525 &+ 1_013_904_223
            end = min(count, end + 1 + Int((state >> 16) % modulus))
            ends.append(end)
        }
        return ends
    }
}
