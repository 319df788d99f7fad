import Dashboard
import Domain
import TUI

/// A lot's facts as the list and the detail word them. Sign and colour say the same.
struct LotWords {
    let lot: Auction
    let view: View

    var nothing: StyledText { view.text("–", .faint).bare }

    var hasJustChanged: Bool { lot.changedAt.map { view.now - $0 < .seconds(3) } ?? false }

    /// ● leading, ✗ outbid, ○ somebody else, – nobody.
    var leader: StyledText {
        let name = lot.leader.map(Self.brief)
        if lot.status == .passed || lot.status == .withdrawn { return view.text("– " + (name ?? "none"), .faint).bare }
        switch lot.standing {
        case .leading: return view.text("● you", .leading).bare
        case .outbid: return view.text("✗ " + (name ?? "outbid"), .outbid).bare
        case .some(.none), nil:
            if let name { return view.text("○ " + name, .otherLeader).bare }
            return view.text(lot.current == nil ? "– none" : "○ ?", .faint).bare
        }
    }

    /// `#42` for `paddle 42`: the number is what tells bidders apart.
    static func brief(_ bidder: String) -> String {
        bidder.lowercased().hasPrefix("paddle ") ? "#" + bidder.dropFirst(7) : bidder
    }

    /// Where the service never said how many there were, those seen here, with a plus.
    var bids: StyledText {
        if let bids = lot.bids { return StyledText(CountText.of(bids)) }
        return lot.bidsSeen > 0 ? StyledText("\(CountText.of(lot.bidsSeen))+") : nothing
    }

    var watchers: StyledText { lot.watchers.map { StyledText(CountText.of($0)) } ?? nothing }

    var reserve: StyledText {
        switch lot.reserve {
        case .met: view.text("R✓", .good).bare
        case .notMet: view.text("R✗", .warning).bare
        case .some(.none), nil: .empty
        }
    }

    /// The last prices as bars, where there are enough for a trend.
    func trend(width: Int) -> StyledText {
        let prices = lot.prices.suffix(width).map { Double($0.minor) }
        guard prices.count > 2, let least = prices.min(), let most = prices.max() else { return .empty }
        // From a quarter up, so that the lowest bar still reads as a price.
        let floor = least - max(1, most - least) / 4
        return view.text(Sparkline.text(prices.map { $0 - floor }), lot.isLive ? .chart : .faint).bare
    }

    var status: StyledText {
        let extensions = lot.extended > 0 ? "+\(lot.extended)" : ""
        switch lot.status {
        case .upcoming: return view.text("upcoming", .faint).bare
        case .open, nil: return StyledText("open" + (extensions.isEmpty ? "" : " " + extensions))
        case .extended: return view.text("extended" + extensions, .extended).bare
        case .goingOnce: return view.text("going 1×" + extensions, .closingSoon).bare
        case .goingTwice: return view.text("going 2×" + extensions, .closingNow).bare
        case .sold: return view.text(lot.standing == .leading ? "✓ won" : "✓ sold", .sold).bare
        case .passed: return view.text("– passed", .passed).bare
        case .withdrawn: return view.text("withdrawn", .withdrawn).bare
        }
    }

    /// What the lot has become, or is called, else the time left.
    var leftOrStatus: StyledText {
        switch lot.status {
        case .goingOnce: view.text("1× ", .closingSoon).bare + left
        case .goingTwice: view.text("2× ", .closingNow).bare + left
        case .sold, .passed, .withdrawn: status
        case .upcoming, .open, .extended, nil: left
        }
    }

    /// On the server's clock; for some seconds after a late bid has moved the close, by how much.
    var left: StyledText {
        let now = view.serverTime(of: lot.key.feed)
        switch lot.clock(at: now) {
        case .unknown: return nothing
        case .opens(let wait): return view.text(opening(wait), .faint).bare
        case .closes(let left):
            let role: Theme.Role = left <= .seconds(10) ? .closingNow : left <= .seconds(60) ? .closingSoon : .text
            let sign = lot.lastExtension(at: now) != nil ? "↑" : left <= .seconds(10) ? "!" : " "
            return view.text(DurationText.countdown(left) + sign, sign == "↑" ? .extended : role).bare
        case .closing: return view.text("closing", .closingNow).bare
        case .ended: return view.text("ended", .faint).bare
        case .over: return .empty
        }
    }

    /// The time of day within a day, else how many days.
    private func opening(_ wait: Duration) -> String {
        if wait < .seconds(3_600) { return "in " + DurationText.countdown(wait) }
        guard wait < .seconds(86_400), let opensAt = lot.opensAt else { return "in " + DurationText.age(wait) }
        return "at " + view.timeOfDay(opensAt).minutes
    }
}
