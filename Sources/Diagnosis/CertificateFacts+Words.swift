internal import Domain
internal import Realtime

extension CertificateFacts {
    /// Whole days until the end; negative after it.
    func daysLeft(at now: Timestamp) -> Int64 {
        validUntil.day.daysSince1970 - now.day.daysSince1970
    }

    func end(in days: Int64) -> String {
        switch days {
        case ..<0: "ended \(validUntil.day)"
        case 0: "until \(validUntil.day) (today)"
        case 1: "until \(validUntil.day) (tomorrow)"
        default: "until \(validUntil.day) (\(days) days)"
        }
    }

    var facts: [Fact] {
        [
            Fact("subject", .text(subject)), Fact("issuer", .text(issuer)),
            Fact("names", .list(names)),
            Fact("valid_from", .text(validFrom.day.description)),
            Fact("valid_until", .text(validUntil.day.description)),
        ]
    }
}
