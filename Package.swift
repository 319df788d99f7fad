// swift-tools-version: 6.2
import PackageDescription

/// One set of language rules for every target.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // Debug builds and so the tests check exclusive access at run time; a release saves those few per cent of every message.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
/// AES in CBC mode.
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
    name: "spotter",
    products: [.executable(name: "spotter", targets: ["spotter"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // C boundary
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CWorldData", exclude: ["data"]),
        .target(name: "CThemes"),

        // Pure parts: no clock, no randomness, no file, no socket
        .target(name: "Domain", swiftSettings: strict),
        .target(name: "JSON", dependencies: ["CSimdJSON"], swiftSettings: strict),
        .target(name: "Lines", dependencies: ["Domain", "JSON"], swiftSettings: strict),
        .target(name: "HTTP1", swiftSettings: strict),
        .target(
            name: "WebSocket", dependencies: ["CSimdJSON", "CZlib", "HTTP1", crypto], swiftSettings: strict),
        .target(name: "Proxies", dependencies: ["HTTP1"], swiftSettings: strict),
        .target(
            name: "Realtime",
            dependencies: ["Domain", "HTTP1", "JSON", "Proxies", "WebSocket", "CSodium", crypto, cryptoExtras],
            swiftSettings: strict),
        .target(
            name: "Diagnosis", dependencies: ["Domain", "HTTP1", "JSON", "Proxies", "Realtime", "TUI", "WebSocket"],
            swiftSettings: strict),
        .target(name: "Dashboard", dependencies: ["Domain"], swiftSettings: strict),
        .target(name: "TUI", swiftSettings: strict),
        .target(name: "Cartography", dependencies: ["Domain", "JSON"], swiftSettings: strict),
        .target(
            name: "Interface", dependencies: ["Cartography", "Dashboard", "Domain", "TUI"], swiftSettings: strict),
        .target(
            name: "World", dependencies: ["Cartography", "Domain", "JSON", "CWorldData"], swiftSettings: strict),
        .target(
            name: "Settings", dependencies: ["Lines", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: strict),
        .target(
            name: "Themes", dependencies: ["CThemes", "Interface", "Lines", "Settings", "TUI"], swiftSettings: strict),

        // Parts that touch the outside
        .target(
            name: "Transport",
            dependencies: [
                "Domain", "HTTP1", "JSON", "Proxies", "WebSocket", "Realtime", nio("NIOCore"), nio("NIOPosix"),
                nio("NIOHTTP1"), nio("NIOTLS"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "SwiftASN1", package: "swift-asn1"),
            ], swiftSettings: strict),
        .target(
            name: "Server",
            dependencies: [
                "HTTP1", "JSON", "WebSocket", crypto, nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"),
            ], swiftSettings: strict),
        .target(name: "Curses", dependencies: ["TUI", "CNcurses"], swiftSettings: strict),
        .executableTarget(
            name: "spotter-bench",
            dependencies: [
                "Cartography", "Curses", "Dashboard", "Domain", "HTTP1", "Interface", "JSON", "TUI", "Themes",
                "WebSocket", "World",
            ], swiftSettings: strict),
        .executableTarget(
            name: "spotter-conformance",
            dependencies: [
                "Domain", "HTTP1", "JSON", "Realtime", "Transport", "WebSocket", nio("NIOCore"), nio("NIOPosix"),
                nio("NIOHTTP1"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "spotter",
            dependencies: [
                "Domain", "HTTP1", "JSON", "Lines", "Proxies", "WebSocket", "Realtime", "Transport", "Diagnosis",
                "Dashboard", "TUI", "Cartography", "Interface", "Settings", "Themes", "Curses", "Server", "World",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        // Tests, one folder for each module; `SpotterTests` runs the built program, in a terminal where that matters
        .target(name: "TerminalTesting", dependencies: ["TUI"], path: "Tests/TerminalTesting", swiftSettings: strict),
        .target(
            name: "FuzzTargets", dependencies: ["HTTP1", "Proxies", "WebSocket"], path: "Tests/Fuzz/Targets",
            swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(name: "LinesTests", dependencies: ["Domain", "JSON", "Lines"], swiftSettings: strict),
        .testTarget(name: "WebSocketTests", dependencies: ["HTTP1", "WebSocket"], swiftSettings: strict),
        .testTarget(name: "ProxiesTests", dependencies: ["HTTP1", "Proxies"], swiftSettings: strict),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: ["Diagnosis", "Domain", "HTTP1", "JSON", "Proxies", "Realtime", "WebSocket"],
            swiftSettings: strict),
        .testTarget(
            name: "RealtimeTests", dependencies: ["Domain", "HTTP1", "JSON", "Proxies", "Realtime", "WebSocket"],
            exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(name: "DashboardTests", dependencies: ["Dashboard", "Domain"], swiftSettings: strict),
        .testTarget(name: "TUITests", dependencies: ["TUI"], swiftSettings: strict),
        .testTarget(
            name: "CursesTests", dependencies: ["CNcurses", "Curses", "TUI", "TerminalTesting"], swiftSettings: strict),
        .testTarget(
            name: "InterfaceTests", dependencies: ["Cartography", "Dashboard", "Domain", "Interface", "TUI", "World"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(name: "CartographyTests", dependencies: ["Cartography", "Domain"], swiftSettings: strict),
        .testTarget(
            name: "WorldTests", dependencies: ["Cartography", "Domain", "JSON", "World"], swiftSettings: strict),
        .testTarget(name: "SettingsTests", dependencies: ["Settings"], swiftSettings: strict),
        .testTarget(
            name: "ThemesTests", dependencies: ["Interface", "Settings", "TUI", "Themes"], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "HTTP1", "JSON", "Server", "WebSocket", crypto, nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SpotterTests",
            dependencies: [
                "HTTP1", "JSON", "Server", "TUI", "TerminalTesting", "WebSocket", "spotter", nio("NIOCore"),
                nio("NIOPosix"), nio("NIOTLS"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Certificates"], swiftSettings: strict),
    ],
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx17
)

// It links only with `--sanitize fuzzer`, so it is there only where that is meant: see `make fuzz`.
if Context.environment["SPOTTER_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "spotter-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver", swiftSettings: strict))
}
