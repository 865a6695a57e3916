// swift-tools-version: 6.1
import PackageDescription

#if canImport(Glibc)
import Glibc
#endif

/// The settings that every Swift target shares.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Whether the C library of this machine reads packed relocations: glibc does since version 2.36.
var readsPackedRelocations: Bool {
  #if canImport(Glibc)
  var text = [CChar](repeating: 0, count: 64)
  confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count)
  // "glibc 2.36"
  let version = String(cString: text).split { !$0.isNumber }.compactMap { Int($0) }
  return version.count == 2 && (version[0], version[1]) >= (2, 36)
  #else
  return false
  #endif
}

/// How the program is linked on Linux, which saves 4 MB of its memory and a part of its start.
///
/// The options of a static standard library export every symbol of the program; nothing looks them up,
/// yet the loader walks through their tables. The places that the loader adds the program's address to
/// take 24 bytes each in the usual form, 2.4 MB that every start reads, and some bits in the packed one,
/// which gold does not write. A program that was built with one glibc does not run with an older one in
/// any case.
let lean =
  ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"]
  + (readsPackedRelocations ? ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"] : [])

let package = Package(
  name: "sdlog",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "sdlog", targets: ["sdlog"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // MARK: - C libraries
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // MARK: - Words and numbers
    .target(name: "Hashing", swiftSettings: strict),
    .target(name: "Localization", swiftSettings: strict),

    // MARK: - The hot path: bytes to events
    .target(name: "PCRE", dependencies: ["CPCRE2"], swiftSettings: strict),
    .target(name: "CByteScan"),
    .target(name: "LogTokenizer", dependencies: ["CByteScan"], swiftSettings: strict),
    .target(
      name: "CatalogueSyntax", dependencies: ["Hashing", "Localization", "Yams"],
      swiftSettings: strict),
    .executableTarget(
      name: "EmbedCatalogue", dependencies: ["CatalogueSyntax", "Localization"],
      swiftSettings: strict),
    .plugin(
      name: "EmbedPatterns", capability: .buildTool(), dependencies: ["EmbedCatalogue"]),
    .target(
      name: "PatternCatalogue", dependencies: ["CatalogueSyntax", "Localization", "PCRE"],
      swiftSettings: strict, plugins: ["EmbedPatterns"]),
    .target(
      name: "EventMatcher", dependencies: ["PCRE"], swiftSettings: strict),

    // MARK: - Input
    .target(name: "CFileBirth"),
    .target(name: "Threading", swiftSettings: strict),
    .target(
      name: "LogInput",
      dependencies: [
        "Localization", "Threading",
        "CArchive", "CFileBirth", "CZlib",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),

    // MARK: - From events to answers
    .target(
      name: "SessionAnalysis",
      dependencies: [
        "CByteScan", "EventMatcher", "Hashing", "Localization", "LogTokenizer", "PatternCatalogue",
        "PCRE",
      ], swiftSettings: strict),
    .target(
      name: "Diagnosis", dependencies: ["Localization", "PatternCatalogue", "SessionAnalysis"],
      swiftSettings: strict),
    .target(name: "Throughput", dependencies: ["Localization"], swiftSettings: strict),
    .target(name: "CSQLiteMemory", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "RunHistory",
      dependencies: [
        "CSQLiteMemory", "Localization",
        "LogTokenizer", "SessionAnalysis", "Threading", "Throughput",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(name: "Reporting", dependencies: ["Localization"], swiftSettings: strict),
    .target(
      name: "ReportBuilding",
      dependencies: [
        "Diagnosis", "Hashing", "LogTokenizer", "PatternCatalogue", "Reporting",
        "SessionAnalysis", "Threading", "Throughput",
      ],
      swiftSettings: strict),
    .target(
      name: "SummaryBuilding",
      dependencies: [
        "Hashing", "LogTokenizer", "PatternCatalogue", "ReportBuilding", "Reporting",
        "RunHistory", "SessionAnalysis", "Threading", "Throughput",
      ],
      swiftSettings: strict),

    // MARK: - The program
    .target(name: "CMemory"),
    .executableTarget(
      name: "sdlog",
      dependencies: [
        "CMemory", "Diagnosis", "EventMatcher", "Hashing", "LogInput", "LogTokenizer",
        "Localization", "PatternCatalogue", "ReportBuilding", "Reporting", "RunHistory",
        "SessionAnalysis", "SummaryBuilding", "Threading", "Throughput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(lean, .when(platforms: [.linux], configuration: .release))]),

    // MARK: - Benchmarks
    .target(
      name: "CorpusGenerator", path: "Benchmarks/CorpusGenerator", swiftSettings: strict),
    .executableTarget(
      name: "sdlog-corpus",
      dependencies: [
        "CorpusGenerator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Benchmarks/Corpus", swiftSettings: strict),
    .target(name: "CBenchmark", path: "Benchmarks/CBenchmark"),
    .target(
      name: "BenchmarkStages",
      dependencies: [
        "CByteScan", "CorpusGenerator", "EventMatcher", "LogInput", "LogTokenizer",
        "PatternCatalogue", "PCRE", "SessionAnalysis",
      ], path: "Benchmarks/Stages", swiftSettings: strict),
    .executableTarget(
      name: "sdlog-bench",
      dependencies: [
        "BenchmarkStages", "CBenchmark", "CorpusGenerator", "EventMatcher", "PatternCatalogue",
        "SessionAnalysis", "Throughput",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Benchmarks/Bench", swiftSettings: strict),

    // MARK: - Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "PCRETests", dependencies: ["PCRE"], swiftSettings: strict),
    .testTarget(
      name: "LogTokenizerTests", dependencies: ["LogTokenizer", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "PatternCatalogueTests",
      dependencies: [
        "CatalogueSyntax", "Localization", "PatternCatalogue", "Reporting", "sdlog",
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "EventMatcherTests",
      dependencies: [
        "EventMatcher", "LogTokenizer", "PCRE", "PatternCatalogue", "SessionAnalysis",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LogInputTests", dependencies: ["LogInput", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SessionAnalysisTests",
      dependencies: [
        "CByteScan", "LogTokenizer", "PatternCatalogue", "SessionAnalysis", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: [
        "Diagnosis", "PatternCatalogue", "ReportBuilding", "Reporting", "SessionAnalysis",
        "TestSupport",
      ], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "ThroughputTests", dependencies: ["Localization", "Throughput", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "ReportBuildingTests",
      dependencies: ["Diagnosis", "PatternCatalogue", "ReportBuilding"], swiftSettings: strict),
    .testTarget(
      name: "RunHistoryTests",
      dependencies: [
        "PatternCatalogue", "RunHistory", "SessionAnalysis", "TestSupport", "Threading",
        "Throughput", .product(name: "GRDB", package: "GRDB.swift"),
      ], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "SummaryBuildingTests",
      dependencies: [
        "PatternCatalogue", "ReportBuilding", "Reporting", "RunHistory", "SessionAnalysis",
        "SummaryBuilding", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["PatternCatalogue", "ReportBuilding", "Reporting", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "BenchmarkTests",
      dependencies: [
        "BenchmarkStages", "CorpusGenerator", "EventMatcher", "LogTokenizer", "PatternCatalogue",
        "SessionAnalysis", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "SDLogEndToEndTests",
      dependencies: [
        "Diagnosis", "Localization", "LogInput", "PatternCatalogue", "ReportBuilding",
        "Reporting", "RunHistory", "SessionAnalysis", "TestSupport", "Threading", "sdlog",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
