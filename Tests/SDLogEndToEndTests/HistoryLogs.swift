import Foundation
import TestSupport

/// Console logs of an image front end, made of a start and of images at given rates.
enum HistoryLogs {
  /// Returns the log of one start whose images take 20 steps at these rates.
  static func session(
    _ rates: [Double], arguments: String = "--xformers", error: String? = nil
  ) -> String {
    var text = """
      Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]
      Version: v1.10.1
      Launching Web UI with arguments: \(arguments)
      \(error.map { $0 + "\n" } ?? "")Model loaded in 3.2s (load weights from disk: 0.5s).

      """
    for rate in rates {
      let shown = String(format: "%.2f", rate)
      text += "\r  0%|          | 0/20 [00:00<?, ?it/s]"
      text += "\r100%|██████████| 20/20 [00:0\(Int(20 / rate))<00:00,  \(shown)it/s]\n"
    }
    return text
  }

  /// Returns rates about a level, the first one slow.
  static func rates(_ level: Double, count: Int, seed: UInt64 = 1) -> [Double] {
    var random = SplitMix64(state: seed)
    return (0..<count).map { index in
      level * (index == 0 ? 0.6 : 1) * Double.random(in: 0.99...1.01, using: &random)
    }
  }
}

extension TemporaryFolder {
  /// Writes a log that was last changed on a day, counted from 2023-11-15.
  func writeLog(_ text: String, to name: String, day: Int) throws {
    try write(text, to: name)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_006_400 + Double(day) * 86_400)],
      ofItemAtPath: file(name).path)
  }
}
