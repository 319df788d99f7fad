import HTTP1
import Testing

/// RFC 6455 §9.1, RFC 9110 §5.6: lists whose members have parameters.
struct ListMemberTests {
    static let lists: [(values: [String], members: [ListMember]?)] = [
        ([], []), ([""], []), ([",, ,"], []),
        (["a"], [ListMember("a")]),
        (["a,b", "c"], [ListMember("a"), ListMember("b"), ListMember("c")]),
        (["a;x;y=1 , b"], [ListMember("a", [.init("x"), .init("y", "1")]), ListMember("b")]),
        ([" a\t; x = 1"], [ListMember("a", [.init("x", "1")])]),
        ([#"a; x="1", b; y="\2\3""#], [ListMember("a", [.init("x", "1")]), ListMember("b", [.init("y", "23")])]),
        // A quoted comma or semicolon ends nothing, but is in no token either.
        ([#"a; x="1,2""#], nil), ([#"a; x="1;2""#], nil), ([#"a; x="""#], nil), ([#"a; x=" ""#], nil),
        ([#"a; x="1"#], nil), ([#"a; x="1\"#], nil), ([#"a; x="1"2"#], nil), ([#"a; "x"=1"#], nil), ([#""a""#], nil),
        (["a b"], nil), (["a;"], nil), (["a;;x"], nil), (["a; x="], nil), (["a; =1"], nil), (["a; x=1=2"], nil),
        (["a=1"], nil), ([";x"], nil), (["a, ;x"], nil), (["é"], nil), (["a", "b;"], nil), (["a\u{B}"], nil),
    ]

    @Test(arguments: lists)
    func table(_ values: [String], _ members: [ListMember]?) {
        let fields = [HeaderField("Y", ";")] + values.map { HeaderField("x-list", $0) }
        #expect(fields.members(of: "X-List") == members)
    }

    @Test
    func isWrittenAsItIsRead() {
        let member = ListMember("a", [.init("x"), .init("y", "1")])
        #expect(member.description == "a; x; y=1")
        #expect([HeaderField("X", "\(member)")].members(of: "X") == [member])
    }
}
