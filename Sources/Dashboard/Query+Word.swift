extension Query {
    /// One word in lower case.
    struct Word: Equatable, Sendable {
        /// Where the word is all ASCII: its bytes. They never lie inside another character, so bytes can be compared in any
        /// text, and nothing has to be made for it.
        private let bytes: [UInt8]
        /// Else its letters.
        private let scalars: [Unicode.Scalar]

        init(_ text: String) {
            let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
            bytes = isASCII ? text.utf8.map(lowered) : []
            scalars =
                isASCII ? [] : text.unicodeScalars.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
        }

        func occurs(in text: String) -> Bool {
            scalars.isEmpty ? firstByte(in: text, from: 0) != nil : firstRange(in: text, from: text.startIndex) != nil
        }

        func ranges(in text: String) -> [Range<String.Index>] {
            var ranges: [Range<String.Index>] = []
            guard scalars.isEmpty else {
                var start = text.startIndex
                while let range = firstRange(in: text, from: start) {
                    ranges.append(range)
                    start = range.upperBound
                }
                return ranges
            }
            var start = 0
            while let place = firstByte(in: text, from: start) {
                start = place + bytes.count
                let lower = text.utf8.index(text.startIndex, offsetBy: place)
                ranges.append(lower..<text.utf8.index(lower, offsetBy: bytes.count))
            }
            return ranges
        }

        private func firstByte(in text: String, from start: Int) -> Int? {
            let fast = text.utf8.withContiguousStorageIfAvailable { text in
                bytes.withUnsafeBufferPointer { Self.find($0, in: text, from: start) }
            }
            if let fast { return fast }
            return Array(text.utf8).withUnsafeBufferPointer { text in
                bytes.withUnsafeBufferPointer { Self.find($0, in: text, from: start) }
            }
        }

        private static func find(
            _ word: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
        ) -> Int? {
            guard let first = word.first, text.count - start >= word.count else { return nil }
            for place in start...(text.count - word.count) where lowered(text[place]) == first {
                var length = 1
                while length < word.count, lowered(text[place + length]) == word[length] { length += 1 }
                if length == word.count { return place }
            }
            return nil
        }

        private func firstRange(in text: String, from start: String.Index) -> Range<String.Index>? {
            let letters = text.unicodeScalars
            var place = start
            while place < letters.endIndex {
                if let end = end(in: letters, from: place) { return place..<end }
                place = letters.index(after: place)
            }
            return nil
        }

        /// Where the word ends that begins here.
        private func end(in text: String.UnicodeScalarView, from start: String.Index) -> String.Index? {
            var (place, matched) = (start, 0)
            while matched < scalars.count {
                guard place < text.endIndex, let next = match(text[place], from: matched) else { return nil }
                matched = next
                place = text.index(after: place)
            }
            return place
        }

        /// How much of the word is matched with one more letter of the text, whose lower case may be several.
        @inline(__always)
        private func match(_ letter: Unicode.Scalar, from start: Int) -> Int? {
            if letter.isASCII {
                return scalars[start].value == UInt32(lowered(UInt8(truncatingIfNeeded: letter.value)))
                    ? start + 1 : nil
            }
            var matched = start
            for scalar in letter.properties.lowercaseMapping.unicodeScalars {
                guard matched < scalars.count, scalars[matched] == scalar else { return nil }
                matched += 1
            }
            return matched
        }
    }
}

@inline(__always)
private func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
