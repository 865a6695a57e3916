import ArgumentParser
import RunHistory

extension ExitStatus {
  /// Runs a front end, says on standard error what stopped it, and ends the command.
  ///
  /// - Throws: The exit status, or wrong usage.
  static func end(_ frontend: () throws -> ExitStatus) throws {
    throw ExitCode(try running(frontend).rawValue)
  }

  /// Runs a front end, and says on standard error what stopped it.
  ///
  /// - Returns: Its exit status; `trouble` where it was stopped.
  /// - Throws: What ends a command for another reason: an exit status, or wrong usage.
  static func running(_ frontend: () throws -> ExitStatus) throws -> ExitStatus {
    do {
      return try frontend()
    } catch let error as OutputError {
      Diagnostic(error).print()
    } catch let diagnostic as Diagnostic {
      diagnostic.print()
    } catch let error as HistoryError {
      Diagnostic(error).print()
    } catch let trouble as SummaryTrouble {
      trouble.diagnostic.print()
    } catch  where !(error is ExitCode || error is ValidationError) {
      Diagnostic.fault(error).print()
    }
    return .trouble
  }
}
