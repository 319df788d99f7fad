import Testing

@testable import Realtime

/// What counts as a position report, and what comes of its units, sentinels and nestings.
@Suite struct MappingVehicleTests {
    private static let shapes: [Sample] = [
        Sample(
            "location.updated@vehicles.3",
            #"{"vehicle_id":"veh-7","lat":60.17,"lon":24.94,"bearing":90,"speed":12.5,"ts":1700000000000,"ride_id":"ride-1","eta_s":120}"#,
            "vehicle veh-7 60.17,24.94 bearing=90.0 speed=12.5 ride=ride-1 eta=120 ts=2023-11-14T22:13:20Z"),
        Sample("", #"{"vehicleId":12,"latitude":"60.17","longitude":"24.94"}"#, "vehicle 12 60.17,24.94"),
        Sample("", #"{"vehicle_id":"a","position":{"lat":1.5,"lng":2.5}}"#, "vehicle a 1.5,2.5"),
        Sample(
            "", #"{"vehicle_id":"a","location":{"latitude":1.5,"longitude":2.5,"bearing":-90}}"#,
            "vehicle a 1.5,2.5 bearing=270.0"),
        Sample(
            "", #"{"vehicle_id":"a","location":{"type":"Point","coordinates":[24.94,60.17]}}"#, "vehicle a 60.17,24.94"),
        Sample("", #"{"vehicle_id":"a","coordinates":[24.94,60.17,12]}"#, "vehicle a 60.17,24.94"),
        Sample("", #"{"vehicle_id":"a","lat":1,"long":2}"#, "vehicle a 1.0,2.0"),
        Sample("", #"{"vehicle":"tram 4","lat":1,"lng":2}"#, "vehicle tram 4 1.0,2.0"),
        Sample("", #"{"vehicle":{"id":4,"label":"Four"},"lat":1,"lng":2}"#, "vehicle 4 1.0,2.0 label=Four"),
        Sample("", #"{"vehicle":{"id":4,"lat":1,"lng":2,"speed":3}}"#, "vehicle 4 1.0,2.0 speed=3.0"),
        Sample("position@fleet", #"{"id":"v1","lat":1,"lon":2}"#, "vehicle v1 1.0,2.0"),
        Sample("moved@bus.42", #"{"lat":1,"lon":2,"heading":10}"#, "vehicle 42 1.0,2.0 bearing=10.0"),
        Sample(
            "driver.location@driver-7", #"{"driver_id":7,"lat":1,"lng":2,"ride_id":"r1"}"#, "vehicle 7 1.0,2.0 ride=r1"),
        Sample("", #"{"type":"vehicle.position","data":{"id":9,"lat":1,"lon":2}}"#, "vehicle 9 1.0,2.0"),
        Sample("", #"{"event":"location","payload":{"body":{"vehicle_id":"x","lat":1,"lon":2}}}"#, "vehicle x 1.0,2.0"),
        Sample("", #"{"data":"{\"vehicle_id\":\"x\",\"lat\":1,\"lon\":2}"}"#, "vehicle x 1.0,2.0"),
        Sample("", #"["vehicle:moved",{"id":"x","lat":1,"lon":2}]"#, "vehicle x 1.0,2.0"),
    ]

    private static let services: [Sample] = [
        Sample(
            "@/hfp/v2/journey/ongoing/vp/bus/0018/00640/1057/1/Munkkiniemi",
            #"{"VP":{"desi":"57","oper":6,"veh":640,"tst":"2018-10-09T04:32:52.5Z","tsi":1539059572,"spd":8.5,"hdg":314,"lat":60.2,"long":25.1,"acc":0.74,"dl":-48,"jrn":71,"line":74,"occu":35}}"#,
            "vehicle 18/640 60.2,25.1 bearing=314.0 speed=8.5 label=57 route=57 occupancy=35 ts=2018-10-09T04:32:52.500Z"
        ),
        Sample(
            "", #"{"VP":{"desi":"57","oper":18,"veh":640,"lat":null,"long":null,"spd":0}}"#,
            "vehicle 18/640 nowhere speed=0.0 label=57 route=57"),
        Sample(
            "", #"{"_type":"location","tid":"an","lat":52.1,"lon":5.2,"vel":36,"cog":180,"acc":15,"tst":1700000000}"#,
            "vehicle an 52.1,5.2 bearing=180.0 speed=10.0 accuracy=15.0 ts=2023-11-14T22:13:20Z"),
        Sample(
            "@owntracks/anna/phone", #"{"_type":"location","tid":"an","lat":52.1,"lon":5.2,"vel":0}"#,
            "vehicle anna/phone 52.1,5.2 speed=0.0"),
        Sample(
            "",
            #"{"positions":[{"id":90,"deviceId":4,"fixTime":"2026-11-21T09:59:00.000+00:00","latitude":1.5,"longitude":2.5,"speed":10,"course":45,"accuracy":5,"attributes":{"ignition":true}}]}"#,
            "vehicle 4 1.5,2.5 bearing=45.0 speed=5.144 accuracy=5.0 ts=2026-11-21T09:59:00Z"),
        Sample(
            "",
            #"{"MessageType":"PositionReport","MetaData":{"MMSI":259000420,"ShipName":"AUGUSTSON   ","latitude":66.02,"longitude":12.25,"time_utc":"2026-11-20 12:05:31.4 +0000 UTC"},"Message":{"PositionReport":{"Cog":308.2,"Latitude":66.02,"Longitude":12.25,"Sog":9.7,"TrueHeading":511,"UserID":259000420,"Timestamp":31}}}"#,
            "vehicle 259000420 66.02,12.25 bearing=308.2 speed=4.99 label=AUGUSTSON ts=2026-11-20T12:05:31.400Z"),
        Sample(
            "",
            #"{"data":{"attributes":{"bearing":120,"current_status":"IN_TRANSIT_TO","label":"3823","latitude":42.3,"longitude":-71.1,"occupancy_status":"FEW_SEATS_AVAILABLE","speed":null,"updated_at":"2026-11-21T04:59:58-05:00"},"id":"G-10054","relationships":{"route":{"data":{"id":"Green-B","type":"route"}},"trip":{"data":{"id":"5848","type":"trip"}}},"type":"vehicle"}}"#,
            "vehicle G-10054 42.3,-71.1 bearing=120.0 label=3823 route=Green-B trip=5848 occupancy=FEW_SEATS_AVAILABLE ts=2026-11-21T09:59:58Z"
        ),
        Sample(
            "",
            #"{"header":{"timestamp":1576108800},"entity":[{"id":"R-1","vehicle":{"current_status":"STOPPED_AT","position":{"bearing":275,"latitude":42.36,"longitude":-71.08,"speed":3},"timestamp":1576108793,"trip":{"route_id":"Red","trip_id":"415"},"vehicle":{"id":"R-1","label":"1743"}}},{"id":"t","trip_update":{"trip":{"trip_id":"9"}}}]}"#,
            "vehicle R-1 42.36,-71.08 bearing=275.0 speed=3.0 label=1743 route=Red trip=415 ts=2019-12-11T23:59:53Z + message"
        ),
        Sample(
            "",
            #"{"entity":[{"id":"1","vehicle":{"trip":{"tripId":"t1","routeId":"r1"},"position":{"latitude":1.5,"longitude":2.5},"vehicle":{"id":"v1","licensePlate":"ABC"}}}]}"#,
            "vehicle v1 1.5,2.5 route=r1 trip=t1"),
        Sample(
            "",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"b1","geometry":{"type":"Point","coordinates":[24.9,60.1]},"properties":{"heading":12,"route":"9"}},{"type":"Feature","id":"b2","geometry":{"type":"Point","coordinates":[24.8,60.2]},"properties":{"heading":13}}]}"#,
            "vehicle b1 60.1,24.9 bearing=12.0 route=9 + vehicle b2 60.2,24.8 bearing=13.0"),
        Sample(
            "",
            #"{"now":1700000000,"aircraft":[{"hex":"4ca2d6","flight":"RYR12","lat":53.1,"lon":-6.2,"track":91.5,"gs":200},{"hex":"abcdef"}]}"#,
            "vehicle 4ca2d6 53.1,-6.2 bearing=91.5 speed=102.889 label=RYR12 + message"),
        Sample(
            "",
            #"{"id":"B-1","label":"0734","route":"Blue","trip":"55","lat":42.4,"lon":-70.9,"brg":30,"st":"INCOMING_AT","t":1683547192,"dir":1}"#,
            "vehicle B-1 42.4,-70.9 bearing=30.0 label=0734 route=Blue trip=55 ts=2023-05-08T11:59:52Z"),
    ]

    private static let oddValues: [Sample] = [
        Sample("", #"{"vehicle_id":"a","lat":0,"lon":0}"#, "vehicle a nowhere"),
        Sample("", #"{"vehicle_id":"a","lat":91,"lon":181}"#, "vehicle a nowhere"),
        Sample("", #"{"vehicle_id":"a","lat":151.2,"lon":-33.9}"#, "vehicle a nowhere"),
        Sample("", #"{"vehicle_id":"a","lat":"NaN","lon":"Infinity"}"#, "vehicle a nowhere"),
        Sample("", #"{"vehicle_id":"a","lat":1e400,"lon":2}"#, "vehicle a nowhere"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"heading":360}"#, "vehicle a 1.0,2.0 bearing=0.0"),
        Sample("", #"{"mmsi":"a","lat":1,"lon":2,"cog":360,"sog":102.3,"true_heading":511}"#, "vehicle a 1.0,2.0"),
        Sample(
            "", #"{"mmsi":"a","lat":1,"lon":2,"cog":360,"sog":1,"true_heading":77}"#,
            "vehicle a 1.0,2.0 bearing=77.0 speed=0.514"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"speed":-1,"accuracy":-5}"#, "vehicle a 1.0,2.0"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"speed":1e9,"heading":"north"}"#, "vehicle a 1.0,2.0"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"speed_kmh":36}"#, "vehicle a 1.0,2.0 speed=10.0"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"kph":"72"}"#, "vehicle a 1.0,2.0 speed=20.0"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"mph":10}"#, "vehicle a 1.0,2.0 speed=4.47"),
        Sample("", #"{"vehicle_id":"a","lat":1,"lon":2,"eta":5}"#, "vehicle a 1.0,2.0"),
        Sample("", #"{"vehicle_id":18446744073709551616,"lat":1,"lon":2}"#, "vehicle 18446744073709551616 1.0,2.0"),
        Sample("", #"{"vehicle_id":"","lat":1,"lon":2}"#, "message"),
    ]

    @Test(arguments: shapes + services + oddValues)
    func becomes(_ sample: Sample) throws {
        #expect(try line(sample) == sample.expected)
    }
}
