import Foundation
import TestSupport
import Testing

/// Every front end of the catalogue has a sample log whose session names it.
struct FrontEndSampleTests {
  /// The folder of the catalogue's front ends.
  private static let folder = SampleLog.folder.deletingLastPathComponent()
    .appending(path: "Patterns/frontends")

  /// The front ends' ids.
  static let frontEnds: [String] = {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".yaml") }.sorted().map { name in
          let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
          return String(try #require(text.firstMatch(of: /frontend:\n +id: (\S+)/)).output.1)
        }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// The front ends of the sample logs' sessions, with the logs.
  private static let samples: [String: [String]] = {
    var samples: [String: [String]] = [:]
    do {
      for sample in SampleLog.all {
        let report = try String(contentsOf: sample.expectedURL, encoding: .utf8)
        for match in report.matches(of: /"frontend": "([^"]*)"/) {
          samples[String(match.output.1), default: []].append(sample.name)
        }
      }
    } catch {
      Issue.record(error)
    }
    return samples
  }()

  @Test(arguments: FrontEndSampleTests.frontEnds)
  func hasASample(_ frontEnd: String) {
    #expect(
      Self.samples[frontEnd]?.isEmpty == false,
      "no session of a sample log is \(frontEnd)'s")
  }

  @Test func thereAreFrontEnds() {
    #expect(Self.frontEnds.count >= 21)
  }
}
