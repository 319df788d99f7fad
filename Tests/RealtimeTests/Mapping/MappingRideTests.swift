import Domain
import Testing

@testable import Realtime

/// Rides: on-demand trips in the shapes of the services that offer them.
@Suite struct MappingRideTests {
    private static let shapes: [Sample] = [
        Sample(
            "",
            #"{"status":"processing","product_id":"8","destination":{"latitude":37.7,"longitude":-122.4},"driver":null,"pickup":{"latitude":37.8,"eta":1,"longitude":-122.5},"request_id":"61","location":null,"vehicle":null,"shared":false}"#,
            "ride 61 status=requested eta=60 pickup=37.8,-122.5 dropoff=37.7,-122.4"),
        Sample(
            "",
            #"{"status":"accepted","driver":{"phone_number":"+1","rating":4.9,"picture_url":"x","name":"Bob","sms_number":null},"eta":4,"location":{"latitude":37.77,"longitude":-122.41,"bearing":33},"vehicle":{"make":"Bugatti","model":"Veyron","license_plate":"I<3Uber"},"request_id":"17"}"#,
            "ride 17 status=accepted driver=Bob/4.9 car=I<3Uber/Bugatti/Veyron eta=240 at=37.77,-122.41"),
        Sample(
            "",
            #"{"event_id":"3a3f","event_time":1427343990,"event_type":"requests.status_changed","meta":{"resource_id":"2a2f","resource_type":"request","status":"in_progress"},"resource_href":"https://api.example.com/2a2f"}"#,
            "ride 2a2f status=in_progress ts=2015-03-26T04:26:30Z id=3a3f"),
        Sample("", #"{"ride_id":"r1","status":"driver_canceled"}"#, "ride r1 status=cancelled"),
        Sample("", #"{"ride_id":"r1","status":"droppedOff"}"#, "ride r1 status=completed"),
        Sample("", #"{"ride_id":"r1","status":"pickedUp","eta_seconds":90.6}"#, "ride r1 status=in_progress eta=91"),
        Sample("", #"{"rideId":1,"status":"arrived","etaMinutes":0}"#, "ride 1 status=arriving eta=0"),
        Sample(
            "", #"{"ride_id":"r1","trip_status":"ENROUTE_TO_PICKUP","eta":"2026-11-21T10:03:00Z"}"#,
            "ride r1 status=accepted eta=180"),
        Sample("", #"{"ride_id":"r1","state":"no_drivers_available"}"#, "ride r1 status=cancelled"),
        Sample(
            "", #"{"ride_id":"r1","driver_id":7,"driver_name":"Aino","plate":"ABC-123","color":"white"}"#,
            "ride r1 driver=7/Aino car=ABC-123/white"),
        Sample("", #"{"ride_id":"r1","driver":"Aino"}"#, "ride r1 driver=Aino"),
        Sample(
            "", #"{"ride_id":"r1","status":"arriving","car":{"plate":"X"},"vehicle":"B-1"}"#,
            "ride r1 status=arriving car=X vehicle=B-1"),
        Sample(
            "", #"{"ride_id":"r1","car":"B-1","vehicle":{"plate":"X"},"status":"arriving"}"#,
            "ride r1 status=arriving car=X vehicle=B-1"),
        Sample("", #"{"ride_id":"r1","car":{"plate":"X"},"vehicle_id":"B-1"}"#, "ride r1 car=X vehicle=B-1"),
        Sample("", #"{"ride_id":"r1","car":"B-1","plate":"X"}"#, "ride r1 car=X vehicle=B-1"),
        Sample("", #"{"ride_id":"r1","eta_s":60}"#, "ride r1 eta=60"),
        Sample("", #"{"ride_id":"r1","eta_min":3}"#, "ride r1 eta=180"),
        Sample(
            "ride.driver.assigned@rides",
            #"{"ride":{"id":"r1","driver":{"id":7,"first_name":"Aino","last_name":"K"},"vehicle":{"id":"v1","make":"VW","color":"red"}}}"#,
            "ride r1 status=accepted driver=7/Aino K car=VW/red vehicle=v1"),
        Sample("ride.driver.unassigned", #"{"ride_id":"r1"}"#, "ride r1 status=requested"),
        Sample(
            "ride.created@dispatch",
            #"{"id":"r9","pickup":"Main St 1","dropoff":{"address":"Elm St 2","lat":1,"lng":2}}"#,
            "ride r9 status=requested pickup=Main St 1 dropoff=1.0,2.0/Elm St 2"),
        Sample("driver.arrived@private-ride.r7", #"{"driver":{"id":3}}"#, "ride r7 status=arriving driver=3"),
        Sample(
            "DRIVER_DEPARTED_TO_PICKUP", #"{"booking_id":"b1","driver":{"name":"X"}}"#,
            "ride b1 status=accepted driver=X"),
        Sample(
            "", #"{"ride_id":"r2","previous_ride_id":"r1","status":"accepted"}"#, "ride r2 status=accepted replaces=r1"),
        Sample(
            "", #"{"ride_id":"r1","status":"in_progress","lat":1.5,"lng":2.5}"#, "ride r1 status=in_progress at=1.5,2.5"
        ),
        Sample(
            "", #"{"ride_id":"r1","vehicle_id":"v","lat":1.5,"lng":2.5,"ts":1700000000}"#,
            "vehicle v 1.5,2.5 ride=r1 ts=2023-11-14T22:13:20Z"),
        Sample(
            "ride.location", #"{"ride_id":"r1","driver_id":"d","lat":1.5,"lng":2.5,"status":"x"}"#,
            "vehicle d 1.5,2.5 ride=r1"),
        Sample(
            "trip.completed", #"{"trip_id":"t1","driver_id":"d1","fare":{"total":12}}"#,
            "ride t1 status=completed driver=d1"),
        Sample(
            "trip.updated", #"{"trip":{"id":"t1","status":"arriving","driver":{"name":"Z"}}}"#,
            "ride t1 status=arriving driver=Z"),
        Sample("", #"{"type":"ride.completed","data":{"ride_id":"r3"}}"#, "ride r3 status=completed"),
        Sample(
            "", #"{"rides":[{"ride_id":"a","status":"accepted"},{"ride_id":"b","status":"completed"}]}"#,
            "ride a status=accepted + ride b status=completed"),
        Sample("", #"{"ride_id":"r1","eta_s":-5,"status":"accepted"}"#, "ride r1 status=accepted"),
        Sample(
            "", #"{"ride_id":"r1","status":"accepted","driver":{"rating":"NaN","name":""}}"#, "ride r1 status=accepted"),
    ]

    @Test(arguments: shapes)
    func becomes(_ sample: Sample) throws {
        #expect(try line(sample) == sample.expected)
    }

    @Test func `another driver on the same ride is told with the one before`() throws {
        let mapper = Mapper()
        let story = [
            (
                #"{"ride_id":"r1","status":"accepted","driver":{"id":"1","name":"Aino"},"vehicle":{"license_plate":"A-1"}}"#,
                "ride r1 status=accepted driver=1/Aino car=A-1"
            ),
            (#"{"ride_id":"r1","status":"processing"}"#, "ride r1 status=requested"),
            (
                #"{"ride_id":"r1","status":"accepted","driver":{"id":"2","name":"Eero"},"vehicle":{"license_plate":"B-2"}}"#,
                "ride r1 status=accepted driver=2/Eero car=B-2 was=1/Aino+A-1"
            ),
        ]
        for (json, expected) in story {
            #expect(try line(Sample("", json, expected), mapper: mapper) == expected)
        }
    }

    @Test func `positions of a former driver are no longer the ride's`() throws {
        let mapper = Mapper()
        _ = try envelopes(#"{"ride_id":"r1","status":"accepted","driver_id":"d1","vehicle_id":"v1"}"#, mapper: mapper)
        let fix = #"{"vehicle_id":"v1","lat":1,"lon":2,"ride_id":"r1","eta_s":60}"#
        #expect(try line(Sample("", fix, ""), mapper: mapper) == "vehicle v1 1.0,2.0 ride=r1 eta=60")
        _ = try envelopes(#"{"ride_id":"r1","status":"accepted","driver_id":"d2","vehicle_id":"v2"}"#, mapper: mapper)
        #expect(try line(Sample("", fix, ""), mapper: mapper) == "vehicle v1 1.0,2.0")
    }

    @Test func `a driver's cancellation inside the message counts`() throws {
        let mapper = Mapper()
        _ = try envelopes(#"{"ride_id":"r1","status":"accepted","driver_id":"d1"}"#, mapper: mapper)
        let sample = Sample("update", #"{"type":"ride.driver.unassigned","data":{"ride_id":"r1"}}"#, "")
        #expect(try line(sample, mapper: mapper) == "ride r1 status=requested")
    }

    @Test func `a customer who does not show up ends the ride`() throws {
        let sample = Sample("DRIVER_SUBMITTED_CUSTOMER_NO_SHOW@rides", #"{"booking_id":"b1","driver":{"id":1}}"#, "")
        #expect(try line(sample) == "ride b1 status=cancelled driver=1")
    }
}
