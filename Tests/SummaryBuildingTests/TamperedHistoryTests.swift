import Foundation
import GRDB
import PatternCatalogue
import ReportBuilding
import Reporting
import TestSupport
import Testing

@testable import RunHistory
@testable import SummaryBuilding

/// Whatever number stands in a damaged history, nothing but an error that says so comes of it.
struct TamperedHistoryTests {
  /// A column of whole numbers.
  struct Column: Sendable, CustomTestStringConvertible {
    var table: String
    var name: String
    var mayBeNull: Bool
    var testDescription: String { "\(table).\(name)" }
  }

  /// A history in which each table has rows, and its columns.
  struct Sound: Sendable {
    let folder: TemporaryFolder
    let columns: [Column]
    let catalogue: Catalogue
    let glossary: Glossary
    /// A morning behind all nights.
    let now: Int
    static let nights = 13

    init() throws {
      folder = try TemporaryFolder()
      var logs = try NightlyLogs(folder.file("sound.sqlite").path)
      for night in 0..<Self.nights {
        let machine = NightlyLogs.Machine(
          host: "studio-1", rate: night < 8 ? 8 : 5,
          lines: ["torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB"])
        try logs.take(machine, night: night, runs: 6)
        if night == 5 || night == 10 { try logs.history.complete(logs.summary(night: night)) }
      }
      catalogue = logs.catalogue
      glossary = logs.glossary
      now = logs.morning(Self.nights - 1)
      _ = try logs.history.acknowledge(Acknowledgement(notice: "r", until: 30_000, time: now))
      columns = try logs.history.transact { db in
        // What these logs do not bring about.
        for sql in [
          "INSERT INTO cause SELECT id, 0, host, host, 50 FROM session",
          "INSERT INTO look VALUES (1, 2, 3, 4, 'gone.log')",
          "INSERT OR IGNORE INTO notice SELECT 'c-1', 'cause', 'studio-1', 'comfyui x', '', 20460, NULL, 0, 0, 0, 1, 20461",
          "INSERT OR IGNORE INTO acknowledgement VALUES ('c-1', 20500, NULL, \(NightlyLogs.start))",
          "INSERT INTO day_session SELECT 20000, host, front_end, 1, 1 FROM session LIMIT 1",
          "INSERT INTO day_throughput SELECT workload, 20000, host, 1, 1, 1.0, 1.0, 1.0 FROM throughput, session LIMIT 1",
          "INSERT INTO day_finding SELECT host, 20000, host, 1, 1 FROM session LIMIT 1",
        ] { try db.execute(sql: sql) }
        let tables = try String.fetchAll(
          db,
          sql:
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
        )
        return try tables.flatMap { table in
          try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").compactMap { row in
            (row[2] as String) == "INTEGER"
              ? Column(table: table, name: row[1], mayBeNull: row[3] == 0 && row[5] == 0) : nil
          }
        }
      }
      try logs.history.checkpoint()
    }

    /// Does to a copy what `summary`, `history export`, `check`, `list` and `prune` do.
    ///
    /// - Parameter change: What is changed before.
    /// - Returns: What was thrown.
    /// - Throws: What keeps the copy from being made.
    func errors(_ change: String) throws -> [HistoryError] {
      let path = folder.file("\(UUID().uuidString).sqlite").path
      try FileManager.default.copyItem(atPath: folder.file("sound.sqlite").path, toPath: path)
      defer {
        for ending in ["", "-wal", "-shm"] {
          try? FileManager.default.removeItem(atPath: path + ending)
        }
      }
      try {
        let history = try RunHistory(path: path, mode: .readWrite)
        try history.perform { try $0.execute(sql: change) }
      }()
      var errors: [HistoryError] = []
      func attempt(_ body: () throws(HistoryError) -> Void) {
        do throws(HistoryError) { try body() } catch { errors.append(error) }
      }
      attempt { () throws(HistoryError) in
        let history = try RunHistory(path: path, mode: .readWrite)
        let builder = SummaryBuilder(
          history, catalogue: catalogue, glossary: glossary,
          calendar: NightCalendar { _ in 3_600_000 }, now: now)
        let tool = ToolReport(version: "0", catalogueVersion: "0", words: CatalogueWords(catalogue))
        attempt { () throws(HistoryError) in
          _ = try builder.build(since: .time(NightlyLogs.start), reading: .init(), tool: tool)
        }
        attempt { () throws(HistoryError) in
          let built = try builder.build(since: .lastSummary, reading: .init(), tool: tool)
          try history.complete(built)
        }
        attempt { () throws(HistoryError) in
          var sessions: [HistorySession] = []
          try history.forEachSession(SessionQuery()) { sessions.append($0) }
          for session in sessions {
            attempt { () throws(HistoryError) in
              _ = try history.detail(of: session)
              try history.forEachRun(of: session) { _ in }
              _ = try history.rates(of: session)
            }
          }
        }
        attempt { () throws(HistoryError) in
          _ = try history.comparisons(of: [Self.nights])
          _ = try history.sources()
          _ = try history.looks()
          _ = try history.workloads()
        }
        attempt { () throws(HistoryError) in _ = try history.check() }
        attempt { () throws(HistoryError) in
          _ = try history.prune(before: NightlyLogs.start + 5 * NightlyLogs.day)
        }
        attempt { () throws(HistoryError) in _ = try history.days() }
      }
      return errors
    }
  }

  private static let sound = Result { try Sound() }
  private static var columns: [Column] { (try? sound.get().columns) ?? [] }

  @Test func aSoundHistoryGivesNoErrors() throws {
    let sound = try Self.sound.get()
    #expect(try sound.errors("SELECT 1").map(\.code) == [])
    #expect(Set(sound.columns.map(\.table)).count > 15)
  }

  @Test(arguments: columns) func anyNumberIsReadOrCalledDamage(_ column: Column) throws {
    let sound = try Self.sound.get()
    let values = ["\(Int.min)", "\(Int.max)", "-1"] + (column.mayBeNull ? ["NULL"] : [])
    for value in values {
      // All rows, and where only one can have the number, the first that can.
      let change = "UPDATE OR IGNORE \(column.table) SET \"\(column.name)\" = \(value)"
      for error in try sound.errors(change) {
        #expect(error.code == .corrupt, "\(value): \(error)")
      }
    }
  }

  @Test(arguments: [-1, -5, Int(Int32.min)]) func aVersionBelowNoneIsDamage(_ version: Int) throws {
    #expect(
      try Self.sound.get().errors("PRAGMA user_version = \(version)").map(\.code) == [.corrupt])
  }

  @Test(
    "what no history holds is damage, not a number like others",
    arguments: [
      "UPDATE finding SET first_line = \(Int.max)", "UPDATE run_block SET line = \(Int.max)",
      "UPDATE session SET time = \(Int.max)", "UPDATE intake SET bytes = \(Int.max)",
      "UPDATE session SET bytes = -1", "UPDATE run_block SET runs = \(Int.max)",
      "UPDATE notice SET night = \(Int.max)", "UPDATE intake SET details = '{}'",
    ])
  func damage(_ change: String) throws {
    let errors = try Self.sound.get().errors(change)
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.code == .corrupt })
  }
}
