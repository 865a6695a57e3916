import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the environment variables and the terminal say.
struct Environment {
  /// Returns a variable's value; `nil` if it is unset or empty.
  subscript(name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The language of the locale: Chinese where it is set to a Chinese one.
  var language: Language {
    Language(locale: self["LC_ALL"] ?? self["LC_MESSAGES"] ?? self["LANG"] ?? "")
  }

  /// Whether colour is unwanted or impossible.
  var forbidsColour: Bool {
    self["NO_COLOR"] != nil || self["TERM"] == nil || self["TERM"] == "dumb"
  }

  /// Where temporary files are made.
  var temporaryFolder: String { self["TMPDIR"] ?? "/tmp" }

  /// The columns of the terminal, from 20 to 300; 80 where they are unknown.
  var columns: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return min(max(Int(size.ws_col), 20), 300)
    }
    return self["COLUMNS"].flatMap { Int($0) }.map { min(max($0, 20), 300) } ?? 80
  }
}
