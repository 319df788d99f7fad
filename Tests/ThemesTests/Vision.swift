import Foundation
import TUI

/// How people see colours: contrast as WCAG 2 defines it, colour blindness by the matrices of Machado, Oliveira and
/// Fernandes (2009), difference in CIE 1976 L*a*b*.
enum Vision: CaseIterable {
    case full, protanopia, deuteranopia, tritanopia

    /// 1 for the same, 21 for black on white.
    static func contrast(_ one: Colour, _ other: Colour) -> Double {
        let luminances = [one, other].map { colour in
            zip(linear(colour), [0.2126, 0.7152, 0.0722]).map { $0 * $1 }.reduce(0, +) + 0.05
        }.sorted()
        return luminances[1] / luminances[0]
    }

    /// Below 2 nobody sees a difference; 10 is seen at a glance.
    func difference(_ one: Colour, _ other: Colour) -> Double {
        zip(lab(one), lab(other)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private static func linear(_ colour: Colour) -> [Double] {
        guard let parts = colour.components else { return [0, 0, 0] }
        return [parts.red, parts.green, parts.blue].map { byte in
            let value = Double(byte) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    private func lab(_ colour: Colour) -> [Double] {
        let seen = Self.product(matrix, Self.linear(colour)).map { min(1, max(0, $0)) }
        let xyz = Self.product(Self.toXYZ, seen)
        let roots = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
            let part = value / white
            return part > 216.0 / 24_389 ? pow(part, 1.0 / 3) : (24_389.0 / 27 * part + 16) / 116
        }
        return [116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])]
    }

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { zip($0, vector).map { $0 * $1 }.reduce(0, +) }
    }

    private static let toXYZ = [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041],
    ]

    private var matrix: [[Double]] {
        switch self {
        case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }
}
