import JSON
import Testing

@Test func commasStandWhereTheyBelong() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.int(1)
    writer.int(Int64.min)
    writer.beginObject()
    writer.endObject()
    writer.null()
    writer.endArray()
    writer.key("b")
    writer.string("c\"d")
    writer.key("e" as String)
    writer.bool(true)
    writer.endObject()
    writer.newline()
    writer.raw("[2]")
    writer.newline()
    #expect(writer.text == #"{"a":[1,-9223372036854775808,{},null],"b":"c\"d","e":true}"# + "\n[2]\n")
}

@Test(arguments: [
    (60.17169, 6, "60.17169"), (24.941684, 6, "24.941684"), (-0.5, 1, "-0.5"), (-0.04, 1, "0"), (12, 3, "12"),
    (0.999_999_9, 3, "1"), (1e300, 2, "1e+300"), (.nan, 2, "null"), (.infinity, 2, "null"), (0.05, 9, "0.05"),
    (359.96, 1, "360"),
])
func doublesAreShort(_ value: Double, _ decimals: Int, _ expected: String) {
    var writer = JSONWriter()
    writer.double(value, decimals: decimals)
    #expect(writer.text == expected)
}

@Test func aLineCanBeTakenBack() {
    var writer = JSONWriter(capacity: 1)
    writer.int(1)
    writer.newline()
    let mark = writer.count
    writer.string(String(repeating: "x", count: 10_000))
    writer.truncate(to: mark)
    writer.int(2)
    #expect(writer.text == "1\n2")
}

@Test(arguments: [0, 7, 10, 99, 100, UInt64.max])
func digitsOfEveryLength(_ value: UInt64) {
    var writer = JSONWriter()
    writer.appendDigits(value, atLeast: 1)
    writer.append(0x20)
    writer.appendDigits(value, atLeast: 3)
    let padded = String(repeating: "0", count: max(0, 3 - value.description.count)) + value.description
    #expect(writer.text == "\(value) \(padded)")
}
