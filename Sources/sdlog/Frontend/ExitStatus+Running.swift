extension ExitStatus {
  /// Runs a front end, and says on standard error what stopped it.
  ///
  /// - Returns: Its exit status; `trouble` where it was stopped.
  /// - Throws: What neither is an `OutputError` nor a `Diagnostic`.
  static func running(_ frontend: () throws -> ExitStatus) throws -> ExitStatus {
    do {
      return try frontend()
    } catch let error as OutputError {
      Diagnostic(error).print()
    } catch let diagnostic as Diagnostic {
      diagnostic.print()
    }
    return .trouble
  }
}
