import LogInput
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension InputError {
  /// Prints what could not be read, why, and what to do, to standard error.
  func print() {
    let name = TextSanitizer.sanitized(path)
    var text: String
    switch code {
    case .notFound:
      text = "error: \(name): no such file or folder\n"
      text += "  help: check the spelling; a pattern such as logs/*.log is expanded by the shell\n"
    case .permissionDenied:
      text = "error: \(name): permission denied\n"
      text += "  help: ask for the right to read it, or run as its owner\n"
    case .binary:
      text = "error: \(name): holds binary data, not a log\n"
      text += "  help: name the console log; images, models and programs are not read\n"
    case .emptyFolder:
      text = "error: \(name): the folder holds no file to read\n"
      text += "  help: hidden files are left out; name one to read it\n"
    case .system(let number):
      let reason = number == 0 ? "cannot be read" : String(cString: strerror(number))
      text = "error: \(name): \(reason)\n"
    }
    var error = StandardStream.error
    try? error.append(text)
  }
}
