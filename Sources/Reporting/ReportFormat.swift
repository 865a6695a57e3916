/// A form in which a report can be written.
package protocol ReportFormat {
  /// Writes a whole report.
  ///
  /// - Parameters:
  ///   - content: The report; its sessions are used up.
  ///   - output: Takes the bytes.
  /// - Throws: What the content or the output throws.
  func write(_ content: inout some ReportContent, to output: inout some ByteOutput) throws
}
