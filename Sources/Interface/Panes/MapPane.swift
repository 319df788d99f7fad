import Dashboard
import TUI

/// Where everybody is.
struct MapPane {
    let frame: PaneFrame
    private var view: View { frame.view }

    func draw(on grid: inout Grid) {
        frame.draw(note: note, on: &grid)
        view.desk.atlas.picture?.draw(in: frame.arrangement.interior(of: .map), on: &grid)
    }

    private var note: StyledText {
        if view.desk.atlas.isFollowing, let name = followed { return view.text("following \(name)", .marker).bare }
        let count = view.scene.fleet.vehicleCount
        return StyledText(count == 1 ? "1 vehicle" : "\(CountText.of(count)) vehicles")
    }

    private var followed: String? {
        switch view.board.selectedJourney {
        case .ride(let key): "ride " + key.id
        case .vehicle(let key): view.scene.fleet.vehicle(key)?.label ?? key.id
        case nil: nil
        }
    }
}
