import Dashboard
import Domain
import TUI

/// The price as a line of steps over time, with how many bids came below it. The last twentieth of the time gets a third of
/// the width: that is when people bid.
struct PriceChart: Widget {
    let lot: Auction
    let view: View

    /// Where moments are, from the first price to the close, or to now where no close is known.
    private struct Axis {
        let start: Timestamp
        let end: Timestamp
        let width: Double
        let isStretched: Bool

        private static let lateShare = 0.05
        private static let lateWidth = 1.0 / 3

        func x(_ moment: Timestamp) -> Double {
            let whole = max(1, Double(end.milliseconds) - Double(start.milliseconds))
            let part = min(max(0, (Double(moment.milliseconds) - Double(start.milliseconds)) / whole), 1)
            guard isStretched else { return part * width }
            let late = 1 - Self.lateShare
            let scaled =
                part < late
                ? part / late * (1 - Self.lateWidth)
                : 1 - Self.lateWidth + (part - late) / Self.lateShare * Self.lateWidth
            return scaled * width
        }
    }

    /// One price is no curve.
    static func hasCurve(_ lot: Auction) -> Bool { lot.prices.count > 1 }

    func draw(in area: Rect, on grid: inout Grid) {
        guard area.height >= 4, area.width >= 16, Self.hasCurve(lot), let first = lot.prices.first, let range else {
            return
        }
        let labels = [range.upperBound, range.lowerBound].map(label)
        let gutter = labels.map { DisplayWidth.of($0) }.max() ?? 0
        let (axis, plot) = area.split(left: min(gutter + 1, area.width * 2 / 5))
        let (upper, times) = plot.split(bottom: 1)
        let (line, bars) = upper.split(bottom: 1)
        for (text, y) in zip(labels, [0, line.height - 1]) where y == 0 || range.lowerBound != range.upperBound {
            grid.write(text, in: axis.row(y).inset(right: 1), align: .right, style: view.theme[.faint])
        }
        let now = view.serverTime(of: lot.key.feed)
        let last = lot.prices.last?.time ?? first.time
        let end = lot.isLive ? lot.closesAt.map { max($0, now) } ?? max(now, last) : max(last, lot.closesAt ?? last)
        let scale = Axis(
            start: first.time, end: end, width: Double(line.width * 2 - 1),
            isStretched: lot.closesAt != nil && end - first.time > .seconds(120))
        drawLine(in: line, scale, range, until: lot.isLive ? min(now, end) : end, on: &grid)
        drawBars(in: bars, scale, on: &grid)
        drawTimes(in: times, scale, on: &grid)
    }

    private var range: ClosedRange<Int64>? {
        guard let least = lot.prices.map(\.minor).min(), let most = lot.prices.map(\.minor).max() else { return nil }
        return least...most
    }

    private func label(_ minor: Int64) -> String {
        let money = Money(minor: minor, exponent: lot.current?.exponent ?? 2, currency: lot.current?.currency)
        let text = MoneyText(money)
        return text.sign.isEmpty ? text.whole : text.sign + " " + text.whole
    }

    private func drawLine(
        in area: Rect, _ scale: Axis, _ range: ClosedRange<Int64>, until now: Timestamp, on grid: inout Grid
    ) {
        var canvas = DotCanvas(area.size)
        let style = view.theme[.chart].bare
        let height = Double(area.height * 4 - 1)
        let span = Double(range.upperBound) - Double(range.lowerBound)
        func y(_ minor: Int64) -> Double {
            span > 0 ? height - (Double(minor) - Double(range.lowerBound)) / span * height : height / 2
        }
        for (index, price) in lot.prices.enumerated() {
            let x = scale.x(price.time)
            let next = index + 1 < lot.prices.count ? lot.prices[index + 1] : nil
            let nextX = scale.x(next?.time ?? max(now, price.time))
            canvas.line(from: (x, y(price.minor)), to: (nextX, y(price.minor)), style: style)
            if let next { canvas.line(from: (nextX, y(price.minor)), to: (nextX, y(next.minor)), style: style) }
        }
        canvas.draw(in: area, on: &grid)
    }

    private func drawBars(in area: Rect, _ scale: Axis, on grid: inout Grid) {
        guard area.width > 0 else { return }
        var counts = Array(repeating: 0, count: area.width)
        for price in lot.prices { counts[min(area.width - 1, Int(scale.x(price.time)) / 2)] += 1 }
        let values = counts.map { $0 > 0 ? Double($0) : nil }
        Sparkline(values, ceiling: Double(max(4, counts.max() ?? 0)), style: view.theme[.chartBids]).draw(
            in: area, on: &grid)
    }

    private func drawTimes(in area: Rect, _ scale: Axis, on grid: inout Grid) {
        if area.width >= 20 { grid.write(view.timeOfDay(scale.start).minutes, in: area, style: view.theme[.faint]) }
        let end = lot.closesAt != nil && lot.isLive ? "closes " : ""
        grid.write(
            end + view.timeOfDay(scale.end).minutes, in: area.split(right: min(13, area.width)).right, align: .right,
            style: view.theme[.faint])
    }
}
