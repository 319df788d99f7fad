import Domain

extension Board {
    /// Does what a person wants.
    public mutating func perform(_ action: Action) {
        switch action {
        case .focus(let pane): focus = pane
        case .move(let rows): move(by: rows)
        case .select(let row): select(row: row)
        case .selectFirst: select(row: 0)
        case .selectLast: select(row: rowCount - 1)
        case .deselect: select(row: nil)
        case .togglePause: togglePause()
        case .acknowledge: acknowledge()
        case .acknowledgeAll: changeNotices { $0.acknowledgeAll() }
        case .dismiss: changeChosenNotice(goingOnBy: 0) { $0.dismiss($1) }
        case .snooze(let duration, let now):
            changeChosenNotice(goingOnBy: 0) { $0.snooze($1, until: now + max(.zero, duration)) }
        case .nextSort: viewing.nextSort(of: focus)
        case .filter(let query): viewing[focus] = query
        case .find(let query, let forward):
            if let row = nextMatch(query, forward: forward) { select(row: row) }
        case .moveMessage(let rows): moveMessage(by: rows)
        case .selectMessage(let number): chosenMessage = number
        case .deselectMessage: chosenMessage = nil
        }
    }

    private mutating func move(by rows: Int) {
        select(row: selectedRow(of: focus).map { $0.moved(by: rows) } ?? 0)
    }

    /// Chooses what is in a row, or nearest to it; `nil` chooses nothing.
    private mutating func select(row: Int?) {
        let row = row.map { min(max(0, $0), rowCount - 1) }
        switch focus {
        case .auctions: selectedLot = row.flatMap { scene.auctions.auction(row: $0)?.key }
        case .journeys, .map: selectedJourney = row.flatMap { scene.fleet.row($0)?.key }
        case .notifications: selectedNotice = row.flatMap { scene.notifications.notice(row: $0)?.number }
        case .feeds: selectedFeedRow = row.flatMap { scene.feedRow($0) }
        }
    }

    private mutating func acknowledge() {
        switch focus {
        case .journeys, .map:
            guard case .ride(let ride)? = selectedJourney, selectedRow(of: focus) != nil else { return }
            changeBoth { $0.fleet.acknowledgeHandover(of: ride) }
        case .notifications:
            changeChosenNotice(goingOnBy: 1) { $0.acknowledge($1) }
        case .auctions, .feeds: return
        }
    }

    /// Does something with the chosen notice and chooses the one that comes so many rows later. With nothing chosen it only
    /// chooses, lest a notice that has just slipped under the finger be answered for; from another pane it does nothing, lest
    /// one out of sight be.
    private mutating func changeChosenNotice(goingOnBy rows: Int, _ change: (inout NotificationLog, Int) -> Void) {
        guard focus == .notifications else { return }
        guard let row = selectedRow(of: focus), let number = selectedNotice else { return select(row: 0) }
        changeNotices { change(&$0, number) }
        select(row: row + rows)
    }

    private mutating func moveMessage(by rows: Int) {
        let numbers = messages(limit: .max).map(\.number)
        guard let last = numbers.indices.last else { return }
        let row = numbers.firstIndex { $0 == selectedMessage }.map { $0.moved(by: rows) } ?? 0
        chosenMessage = numbers[min(max(0, row), last)]
    }
}

extension Int {
    /// The sum, at the ends of what can be counted where it lies beyond them.
    fileprivate func moved(by steps: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(steps)
        return overflows ? (steps < 0 ? .min : .max) : sum
    }
}
