extension Session {
  /// Counts lines from another place.
  ///
  /// - Parameter lines: What is added to each line.
  /// - Returns: The session with its lines counted from there.
  package func shifted(by lines: Int) -> Session {
    guard lines != 0 else { return self }
    var session = self
    session.firstLine += lines
    session.lastLine += lines
    for index in facts.indices { session.facts[index].line += lines }
    for index in findings.indices { session.findings[index].shift(by: lines) }
    for index in runDigests.indices {
      session.runDigests[index].slowest?.line += lines
      session.runDigests[index].fastest?.line += lines
      session.runDigests[index].standstill?.line += lines
    }
    return session
  }
}

extension SessionStatement {
  /// Counts lines from another place.
  ///
  /// - Parameter lines: What is added to each line.
  /// - Returns: The statement with its lines counted from there.
  package func shifted(by lines: Int) -> SessionStatement {
    guard lines != 0 else { return self }
    var statement = self
    statement.firstLine += lines
    for index in facts.indices { statement.facts[index].line += lines }
    for index in messages.indices { statement.messages[index].line += lines }
    return statement
  }
}

extension Finding {
  /// Counts lines from another place.
  ///
  /// - Parameter distance: What is added to each line.
  package mutating func shift(by distance: Int) {
    for index in lines.indices { lines[index] += distance }
    lastLine += distance
    for index in variants.indices {
      variants[index].line += distance
      variants[index].lastLine += distance
    }
  }
}

extension Run {
  /// Counts lines from another place.
  ///
  /// - Parameter lines: What is added to each line.
  /// - Returns: The run with its lines counted from there.
  package func shifted(by lines: Int) -> Run {
    guard lines != 0 else { return self }
    var run = self
    run.firstLine += lines
    run.lastLine += lines
    for index in stalls.indices { run.stalls[index].line += lines }
    return run
  }
}
