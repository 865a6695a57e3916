import Reporting

/// A report's text; the catalogue has texts of its own.
typealias ReportText = Reporting.LocalizedText
