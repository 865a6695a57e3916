package import Localization

/// The series of a file, and the lines of it that cannot be read.
package struct SeriesFile: Sendable, Equatable {
  /// The series, in the order of the file.
  package private(set) var series: [NamedSeries] = []
  /// The lines that were passed over, in the order of the file.
  package private(set) var errors: [SeriesFileError] = []

  /// Reads the bytes of a whole file.
  ///
  /// A file whose first character is `{` holds JSON, a series a line; any other holds comma-separated
  /// values of one series. A line that cannot be read is passed over.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: What a series is called that has no name of its own.
  package init(_ bytes: [UInt8], name: String) {
    // What says that it is UTF-8.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let first = bytes.first { !Self.isSpace($0) }
    if first == UInt8(ascii: "{") {
      readJSONLines(bytes)
    } else {
      readTable(bytes, name: name)
    }
  }
}

/// A series as a file holds it: a name, the rates, and what is asked of it.
package struct NamedSeries: Sendable, Equatable {
  /// What a detector is asked to do with a series.
  package enum Mode: String, Sendable {
    /// Find all changes of the whole series.
    case offline
    /// Raise alarms night by night.
    case nightly
    /// Do both.
    case both
  }

  /// The name of the series.
  package var id: String
  /// What is asked.
  package var mode: Mode
  /// The rates.
  package var rates: RateSeries

  /// Whether its days are dates, counted from 1970-01-01: those of a table are, and numbers of that
  /// size.
  package var isDated: Bool { rates.sessions.allSatisfy { $0.day >= 3650 } }

  /// Creates the value from its parts.
  package init(id: String, mode: Mode, rates: RateSeries) {
    self.id = id
    self.mode = mode
    self.rates = rates
  }
}

/// A line of a file of series that cannot be read.
package struct SeriesFileError: Error, Sendable, Equatable {
  /// The line, counted from 1.
  package var line: Int
  /// What is wrong with it, in a few words.
  package var reason: LocalizedText

  /// Creates the error.
  package init(line: Int, reason: LocalizedText) {
    self.line = line
    self.reason = reason
  }
}

extension SeriesFile {
  private mutating func readJSONLines(_ bytes: [UInt8]) {
    var lines: [String: Int] = [:]
    for (line, text) in Self.lines(of: bytes) {
      do throws(SeriesFileError) {
        let read = try NamedSeries(jsonLine: text, number: line)
        if let earlier = lines[read.id] {
          throw SeriesFileError(
            line: line,
            reason: LocalizedText(
              en: "line \(earlier) has the id \"\(read.id)\" as well",
              zh: "第 \(earlier) 行的 id 也是 \"\(read.id)\""))
        }
        lines[read.id] = line
        series.append(read)
      } catch {
        errors.append(error)
      }
    }
  }

  private mutating func readTable(_ bytes: [UInt8], name: String) {
    var table = SeriesTable()
    for (line, text) in Self.lines(of: bytes) {
      do throws(SeriesFileError) {
        try table.read(text, number: line)
      } catch {
        errors.append(error)
      }
    }
    series = [NamedSeries(id: name, mode: .both, rates: table.series)]
  }

  /// The lines that are not blank, with their numbers counted from 1.
  private static func lines(of bytes: [UInt8]) -> [(Int, ArraySlice<UInt8>)] {
    var result: [(Int, ArraySlice<UInt8>)] = []
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(isSpace) {
      result.append((index + 1, line.last == 0x0D ? line.dropLast() : line))
    }
    return result
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
