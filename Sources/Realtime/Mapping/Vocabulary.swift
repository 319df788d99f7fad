internal import Domain
internal import JSON

/// The names that services give to the things of the field, and what each stands for.
///
/// Case, `_`, `-` and spaces in a name do not count. Money words are also known with `_minor`, `_cents`, `_pence` or a currency at
/// their end (`amount_eth`); see `Facts`.
final class Vocabulary {
    private let words = Tables.shared.words
    let names = Tables.shared.names
    let rideStatuses = Tables.shared.rideStatuses
    let lotStatuses = Tables.shared.lotStatuses
    let bidStates = Tables.shared.bidStates
    let priorities = Tables.shared.priorities
    private var cache = KeyCache()
    /// The currency read last, by its spelling; a feed has one mostly.
    private var currency: (spelled: KeyCache.Key, read: Currency?)?

    /// Made once for all.
    private struct Tables: Sendable {
        static let shared = Tables()
        let words = PackedTable(Vocabulary.wordNames)
        let names = PackedTable(Vocabulary.nameTokens)
        let rideStatuses = PackedTable(Vocabulary.rideStatusNames)
        let lotStatuses = PackedTable(Vocabulary.lotStatusNames)
        let bidStates = PackedTable(Vocabulary.bidStateNames)
        let priorities = PackedTable(Vocabulary.priorityNames)
    }

    /// What a key stands for; `nil` for one that is not known.
    @inline(__always)
    func word(_ key: JSONText) -> Word? {
        guard let short = KeyCache.Key(key) else { return words[key] }
        if let word = cache[short] { return word }
        let word = words[key]
        cache[short] = .some(word)
        return word
    }

    func currency(_ text: JSONText) -> Currency? {
        guard let key = KeyCache.Key(text) else { return nil }
        if let currency, currency.spelled == key { return currency.read }
        let read = Currency(text)
        currency = (key, read)
        return read
    }

    private static let wordNames: [(Word, String)] =
        envelopeNames + vehicleNames + rideNames + auctionNames + notificationNames

    private static let envelopeNames: [(Word, String)] = [
        (.type, "type event_type message_type msg_type kind"),
        (.event, "event event_name"),
        (.action, "action"),
        (.name, "name"),
        (.id, "id uuid guid"),
        (.eventID, "event_id message_id msg_id publish_id bid_id notification_id"),
        (
            .timeOfEvent,
            "event_time occurred_at ts timestamp timestamp_ms tst time_ms time_utc recorded_at recorded_at_time"
        ),
        (.fixTime, "fix_time"),
        (.time, "time t tsi date_time sent_time sent_at date"),
        (.timeOfChange, "updated_at last_updated created_at created published_at placed_at"),
        (.data, "data payload d detail details content resource record result params arguments args object new after"),
        (.body, "body"),
        (.message, "message msg"),
        (.attributes, "attributes properties"),
        (.relationships, "relationships"),
        (.geometry, "geometry"),
        (
            .items,
            """
            entity entities items events records results batch messages features positions vehicles rides trips lots \
            notifications alerts auctions updates aircraft
            """
        ),
        (.metadata, "metadata meta"),
        (.specVersion, "specversion"),
        (.topic, "topic"),
    ]

    private static let vehicleNames: [(Word, String)] = [
        (.latitude, "lat latitude"),
        (.longitude, "lon lng long longitude"),
        (
            .position,
            """
            position location loc coords point geo geolocation lat_lng gps current_location current_position last_location \
            last_position driver_location vehicle_location
            """
        ),
        (.coordinates, "coordinates"),
        (.bearing, "bearing heading hdg brg cog course direction bearing_deg heading_deg track"),
        (.trueHeading, "true_heading"),
        (.speed, "speed spd speed_mps speed_ms velocity ground_speed"),
        (.speedKmh, "speed_kmh kmh kph speed_kph speed_kmph vel speed_km_h"),
        (.speedMph, "speed_mph mph"),
        (.speedKnots, "sog knots speed_knots speed_kn speed_kts gs"),
        (.accuracy, "accuracy horizontal_accuracy h_accuracy accuracy_m"),
        (.acc, "acc"),
        (
            .vehicleID,
            """
            vehicle_id veh_id bus_id tram_id train_id mmsi imei fleet_number vehicle_number car_id vessel_id ship_id \
            icao24 hex vehicle_ref courier_id
            """
        ),
        (.deviceID, "device_id unit_id asset_id tracker_id device"),
        (.vehicleUnit, "veh"),
        (.operatorID, "oper"),
        (.trackerID, "tid"),
        (.vehicle, "vehicle bus vessel"),
        (.car, "car"),
        (.label, "label vehicle_label ship_name callsign flight"),
        (.plate, "plate license_plate licence_plate number_plate registration vehicle_plate plate_number"),
        (.make, "make vehicle_make manufacturer"),
        (.model, "model vehicle_model"),
        (.color, "color colour vehicle_color"),
        (.route, "route route_id route_short_name line_ref"),
        (.designation, "desi"),
        (.trip, "trip"),
        (.tripID, "trip_id"),
        (.occupancy, "occupancy occupancy_status occu occupancy_percentage"),
        (.currentStatus, "current_status st nav_status navigational_status"),
    ]

    private static let rideNames: [(Word, String)] = [
        (.rideID, "ride_id ride_request_id"),
        (.ride, "ride"),
        (.requestID, "request_id booking_id"),
        (.resourceID, "resource_id"),
        (.resourceType, "resource_type"),
        (.status, "status state ride_status trip_status auction_status lot_status bid_status"),
        (.driver, "driver chauffeur"),
        (.driverID, "driver_id"),
        (.driverName, "driver_name driver_first_name"),
        (.driverRating, "driver_rating"),
        (.rating, "rating"),
        (.firstName, "first_name given_name"),
        (.lastName, "last_name family_name"),
        (.etaSeconds, "eta_s eta_seconds eta_sec eta_secs seconds_to_arrival"),
        (.etaMinutes, "eta_minutes eta_min eta_mins minutes_to_arrival"),
        (.etaMilliseconds, "eta_ms"),
        (.eta, "eta"),
        (.pickup, "pickup pickup_location origin"),
        (.dropoff, "dropoff dropoff_location destination"),
        (.address, "address formatted_address display_address"),
        (.replaces, "replaces previous_ride_id replaces_ride_id reassigned_from original_ride_id"),
        (.cancelledBy, "canceled_by cancelled_by"),
    ]

    private static let auctionNames: [(Word, String)] = [
        (.lotID, "lot_id"),
        (.lot, "lot"),
        (.lotNumber, "lot_number lot_no lot_num"),
        (.auctionID, "auction_id auction_offer_id"),
        (.auction, "auction"),
        (.itemID, "item_id listing_id item"),
        (.amount, "amount bid_amount offer_amount"),
        (.bid, "bid"),
        (.price, "price bid_price"),
        (.currency, "currency currency_code ccy"),
        (.bidder, "bidder bidder_name paddle paddle_number bidder_flag bidder_number bidder_username"),
        (.bidderID, "bidder_id placed_by"),
        (.user, "user_id client_id user username"),
        (
            .current,
            """
            current_bid current_price current_high_bid high_bid highest_bid new_highest_bid latest_bid hammer hammer_price \
            final_price sold_amount sold_price winning_bid last_bid current_amount current_highest_bid top_bid current
            """
        ),
        (
            .ask,
            "next_bid asking next_ask min_bid minimum_bid ask asking_bid asking_price min_next_bid next_minimum_bid"
        ),
        (.increment, "minimum_bid_increment min_increment increment bid_increment"),
        (
            .starting,
            "starting_price starting_bid opening opening_bid start_price buy_now_price estimate_low estimate_high"
        ),
        (.reserve, "reserve reserve_price reserve_status"),
        (.reserveMet, "reserve_met reserve_price_met is_reserve_met"),
        (.noReserve, "no_reserve"),
        (.bidCount, "bid_count total_bids num_bids bids_count number_of_bids"),
        (.bids, "bids"),
        (.leader, "leader high_bidder leading_bidder current_bidder highest_bidder current_leader top_bidder"),
        (.leaderID, "leader_id high_bidder_id highest_bidder_id current_bidder_id"),
        (.winner, "winner winning_bidder buyer"),
        (.winnerID, "winner_id winning_bidder_id"),
        (.mine, "is_winning is_winning_bid you_are_high you_are_winning is_leading is_high_bidder winning"),
        (.outbid, "outbid is_outbid you_are_outbid was_outbid"),
        (.ceiling, "current_proxy_bid max_auto_bid max_bid proxy_bid my_max max"),
        (.opensAt, "start_date start_time starts_at opens_at start_at opens auction_start"),
        (
            .closesAt,
            """
            end_date end_time auction_end auction_end_date ends_at end_at closes_at close_time closing_time auction_end_time \
            closes ends bidding_ends_at
            """
        ),
        (.movedClose, "new_end_at new_end_time new_ends_at extended_until new_closes_at"),
        (
            .secondsLeft,
            "time_left_s seconds_left time_remaining_s remaining_seconds seconds_remaining time_left_seconds ends_in_s"
        ),
        (.millisecondsLeft, "time_left_ms time_remaining_ms remaining_ms ends_in_ms"),
        (.extended, "extended auction_extended time_extended extended_count extensions extension_count"),
        (.watchers, "watchers viewers watch_count watcher_count"),
    ]

    private static let notificationNames: [(Word, String)] = [
        (.title, "title lot_title headline"),
        (.text, "text"),
        (.summary, "subject summary"),
        (.priority, "priority"),
        (.severity, "severity level severity_level urgency importance"),
        (.tags, "tags labels categories"),
        (.url, "url link click click_action deep_link html_url"),
        (.picture, "icon image attachment badge sound big_image_url content_type extras format"),
        (.actions, "actions buttons"),
        (.expires, "expires expires_at expiry valid_until"),
        (.timeToLive, "ttl time_to_live"),
        (.application, "appid"),
        (.notification, "notification alert aps web fcm apns web_push"),
        (.translation, "translation"),
        (.headerText, "header_text"),
        (.descriptionText, "description_text description"),
        (.annotations, "annotations"),
        (.repository, "repository"),
        (.sender, "sender"),
    ]
}

extension Vocabulary {
    private static let rideStatusNames: [(Ride.Status, String)] = [
        (.requested, "requested processing pending scheduled matching assigning searching new driver_unassigned"),
        (
            .accepted,
            "accepted assigned driver_assigned enroute_to_pickup en_route_to_pickup driver_departed_to_pickup confirmed"
        ),
        (.arriving, "arriving arrived arrived_at_pickup driver_arrived driver_arrived_at_pickup"),
        (
            .inProgress,
            """
            in_progress picked_up started on_trip on_board enroute_to_dropoff en_route_to_dropoff driver_departed_to_dropoff \
            enroute_to_intermediate
            """
        ),
        (.completed, "completed complete dropped_off finished driver_arrived_at_dropoff"),
        (
            .cancelled,
            """
            cancelled canceled rider_canceled rider_cancelled driver_canceled driver_cancelled no_drivers_available \
            no_drivers_found unfulfilled no_show customer_no_show passenger_cancelled
            """
        ),
    ]

    private static let lotStatusNames: [(Lot.Status, String)] = [
        (.upcoming, "upcoming scheduled pending preview not_started"),
        (.open, "open active live running started opened in_progress reserve_not_met reopened"),
        (.goingOnce, "going_once fair_warning"),
        (.goingTwice, "going_twice final_call last_call"),
        (.extended, "extended"),
        (.sold, "sold hammered won"),
        (.passed, "passed unsold no_sale not_sold no_bids bought_in"),
        (.withdrawn, "withdrawn cancelled canceled removed"),
    ]

    private static let bidStateNames: [(Bid.State, String)] = [
        (.placed, "placed pending submitted received new"),
        (.accepted, "accepted confirmed valid active winning leading"),
        (.rejected, "rejected declined refused too_low invalid"),
        (.retracted, "retracted cancelled canceled withdrawn removed voided"),
    ]

    private static let priorityNames: [(UInt8, String)] = [
        (1, "min minimum lowest trace debug very_low"),
        (2, "low minor info informational"),
        (3, "default normal medium moderate notice none"),
        (4, "high warn warning important error major"),
        (5, "urgent max maximum highest critical crit severe alert fatal emergency emerg page"),
    ]
}
