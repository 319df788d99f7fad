extension Board {
    /// Does what a person wants, and answers what has to happen outside.
    public mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .focus(let pane): focus = pane
        case .focusNext: turnFocus(by: 1)
        case .focusPrevious: turnFocus(by: -1)
        case .move(let rows) where isHelpShown: helpOffset = min(max(0, helpOffset + min(max(rows, -99), 99)), 99)
        case .move(let rows): move(by: rows)
        case .selectFirst: select(row: 0)
        case .selectLast: select(row: rowCount - 1)
        case .togglePause: togglePause()
        case .acknowledge: acknowledge()
        case .dismiss: dismiss()
        case .acknowledgeAll: changeNotices { $0.acknowledgeAll() }
        case .nextSort: nextSort()
        case .toggleHelp:
            isHelpShown.toggle()
            helpOffset = 0
        case .back: back()
        case .quit: return [.quit]
        }
        return []
    }

    /// Rows of the focused pane.
    public var rowCount: Int { rowCount(of: focus) }

    public func rowCount(of pane: Pane) -> Int {
        switch pane {
        case .auctions: scene.auctions.count
        case .journeys: scene.fleet.rowCount
        case .notifications: scene.notifications.count
        }
    }

    /// The row of the chosen item in a pane; `nil` where nothing is chosen, or it is gone.
    public func selectedRow(of pane: Pane) -> Int? {
        switch pane {
        case .auctions: selectedLot.flatMap { scene.auctions.row(of: $0) }
        case .journeys: selectedJourney.flatMap { scene.fleet.index(of: $0) }
        case .notifications: selectedNotice.flatMap { scene.notifications.row(of: $0) }
        }
    }

    private mutating func turnFocus(by steps: Int) {
        let all = Pane.allCases
        focus = all[(focus.rawValue + steps + all.count) % all.count]
    }

    private mutating func move(by rows: Int) {
        guard let row = selectedRow(of: focus) else { return select(row: 0) }
        let (target, overflows) = row.addingReportingOverflow(rows)
        select(row: overflows ? (rows < 0 ? 0 : rowCount - 1) : target)
    }

    /// Chooses what is in a row, or nearest to it.
    private mutating func select(row: Int) {
        let row = min(max(0, row), rowCount - 1)
        switch focus {
        case .auctions: selectedLot = scene.auctions.auction(row: row)?.key
        case .journeys: selectedJourney = scene.fleet.row(row)?.key
        case .notifications: selectedNotice = scene.notifications.notice(row: row)?.number
        }
    }

    /// Acknowledges the chosen notice and goes to the next; with nothing chosen it only chooses, lest a notice that has just
    /// slipped under the finger be answered for.
    private mutating func acknowledge() {
        guard let row = selectedRow(of: .notifications), let number = selectedNotice else { return chooseNotice(0) }
        changeNotices { $0.acknowledge(number) }
        chooseNotice(row + 1)
    }

    private mutating func dismiss() {
        guard let row = selectedRow(of: .notifications), let number = selectedNotice else { return chooseNotice(0) }
        changeNotices { $0.dismiss(number) }
        chooseNotice(row)
    }

    private mutating func chooseNotice(_ row: Int) {
        focus = .notifications
        select(row: row)
    }

    private mutating func nextSort() {
        switch focus {
        case .auctions: auctionSort = auctionSort.next
        case .journeys: fleetSort = fleetSort.next
        case .notifications: return
        }
        arrangeFrozen()
    }

    private mutating func back() {
        if isHelpShown {
            isHelpShown = false
        } else if selectedRow(of: focus) != nil {
            switch focus {
            case .auctions: selectedLot = nil
            case .journeys: selectedJourney = nil
            case .notifications: selectedNotice = nil
            }
        } else if isPaused {
            togglePause()
        }
    }
}

extension CaseIterable where Self: Equatable {
    /// The case after this one, the first after the last.
    fileprivate var next: Self {
        let all = Array(Self.allCases)
        let place = all.firstIndex(of: self) ?? 0
        return all[(place + 1) % all.count]
    }
}
