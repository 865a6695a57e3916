import LogInput
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension InputError {
  /// What went wrong, in a few words.
  var reason: String {
    switch code {
    case .notFound: "no such file or folder"
    case .permissionDenied: "permission denied"
    case .binary: "holds binary data, not a log"
    case .emptyFolder: "the folder holds no file to read"
    case .system(let number): number == 0 ? "cannot be read" : String(cString: strerror(number))
    }
  }

  /// What the user can do.
  private var help: String? {
    switch code {
    case .notFound: "check the spelling; a pattern such as logs/*.log is expanded by the shell"
    case .permissionDenied: "ask for the right to read it, or run as its owner"
    case .binary: "name the console log; images, models and programs are not read"
    case .emptyFolder: "hidden files, programs and documents are left out; name one to read it"
    case .system: nil
    }
  }

  /// Prints what could not be read, why, and what to do, to standard error.
  func print() {
    var text = "error: \(TextSanitizer.sanitized(path)): \(reason)\n"
    if let help { text += "  help: \(help)\n" }
    var error = StandardStream.error
    try? error.append(text)
  }
}
