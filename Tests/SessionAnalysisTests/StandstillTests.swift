import Testing

@testable import SessionAnalysis

/// Trainings that stood still, by the seconds of one pause.
@Suite struct StandstillTests {
  private static func log(pause: Int) -> String {
    func clock(_ seconds: Int) -> String {
      let (minutes, rest) = ((seconds / 60) % 60, seconds % 60)
      return "\(seconds / 3600):\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
    let frames = [(100, 200), (300, 600), (301, 600 + pause), (400, 800 + pause)].map {
      "\rsteps:  \($0.0 / 4)%|#####     | \($0.0)/400 [\(clock($0.1))<00:10,  2.00s/it]"
    }
    return "\rsteps:   0%|          | 0/400 [00:00<?, ?it/s]" + frames.joined() + "\n"
  }

  @Test(arguments: [(3600, "3600 s / 4400 s"), (700, nil), (20, nil)] as [(Int, String?)])
  func tellsThatMostTimeWasLost(_ pause: Int, _ text: String?) throws {
    let findings = try analysed(Self.log(pause: pause)).sessions.flatMap(\.findings)
    #expect(findings.first { $0.pattern == "throughput.standstill" }?.message == text)
  }

  @Test func aLongTrainingHidesNone() throws {
    let long =
      "\rsteps:   0%|          | 0/90 [00:00<?, ?it/s]\rsteps:  50%|#5  | 45/90 [20:00:00<20:00:00, 1600.00s/it]"
      + "\rsteps:  51%|#5  | 46/90 [24:00:00<20:00:00, 1600.00s/it]\n"
    let findings = try analysed(long + Self.log(pause: 3600)).sessions.flatMap(\.findings)
    #expect(
      findings.first { $0.pattern == "throughput.standstill" }?.message == "3600 s / 4400 s")
  }
}
