/// A picture that is drawn into an `svg` element as wide as its column.
///
/// Places along the picture are percentages and heights are pixels, so that the picture fits any
/// page while its letters and dots keep their size. What belongs to the axis stands in the margin,
/// at negative places.
package protocol HTMLPicture {
  /// The height in pixels.
  var height: Int { get }
  /// The room beside the picture.
  var margin: HTMLPictureMargin { get }
  /// What the picture shows, for those who do not see it.
  var description: String { get }
  /// What its marks mean.
  var legend: [HTMLLegendEntry] { get }

  /// Draws the picture.
  func write(to html: inout HTMLWriter)
}

/// The room that a picture has at its left.
package enum HTMLPictureMargin: String, Sendable {
  /// None.
  case wide
  /// As much as the numbers of an axis take.
  case axis
}

/// What a mark of a picture means.
package struct HTMLLegendEntry: Sendable {
  /// The mark.
  package var mark: HTMLMark
  /// What it means.
  package var text: String

  /// Creates an entry.
  package init(_ mark: HTMLMark, _ text: String) {
    self.mark = mark
    self.text = text
  }
}

/// A mark as a legend draws it, in a box of 16 by 12.
package enum HTMLMark: Sendable {
  /// One run.
  case dot
  /// One run beyond the scale.
  case beyond
  /// Several runs: the quartiles and the extremes.
  case range
  /// A level and the band around it.
  case level
  /// A change to the worse.
  case slower
  /// A change to the better.
  case faster
  /// A change of the environment.
  case environment
  /// The start of a session.
  case session
  /// A typical run from start to end.
  case curve
  /// The slowest run from start to end.
  case slowCurve
  /// The interval in which a value lies.
  case interval
  /// A filled box in a tone.
  case box(HTMLTone)

  func write(to html: inout HTMLWriter) {
    switch self {
    case .dot: html.empty("circle", ["class": "dot", "cx": "8", "cy": "6", "r": "3"])
    case .beyond: html.empty("circle", ["class": "beyond", "cx": "8", "cy": "6", "r": "3"])
    case .range:
      html.line("range", x: ("8", "8"), y: (0, 12))
      html.empty("circle", ["class": "dot", "cx": "8", "cy": "6", "r": "2.5"])
    case .level:
      html.empty("rect", ["class": "band", "x": "0", "y": "2", "width": "16", "height": "8"])
      html.line("level", x: ("0", "16"), y: (6, 6))
    case .slower: html.line("change slower", x: ("8", "8"), y: (0, 12))
    case .faster: html.line("change faster", x: ("8", "8"), y: (0, 12))
    case .environment: html.diamond(x: "8", y: 6)
    case .session: html.line("session", x: ("8", "8"), y: (0, 12))
    case .curve, .slowCurve:
      let kind = if case .curve = self { "curve" } else { "curve slow" }
      html.line(kind, x: ("0", "16"), y: (6, 6))
      html.empty("circle", ["class": kind, "cx": "8", "cy": "6", "r": "3"])
    case .interval:
      html.line("interval", x: ("1", "15"), y: (6, 6))
      html.line("interval", x: ("1", "1"), y: (2, 10))
      html.line("interval", x: ("15", "15"), y: (2, 10))
    case .box(let tone):
      html.empty(
        "rect",
        ["class": "box \(tone.rawValue)", "x": "2", "y": "0", "width": "12", "height": "12"])
    }
  }
}

// MARK: - Drawing

extension HTMLWriter {
  /// Draws a line; places along the picture are written as they are.
  mutating func line(_ kind: String, x: (String, String), y: (Double, Double)) {
    empty(
      "line",
      [
        "class": kind, "x1": x.0, "x2": x.1, "y1": Place.pixels(y.0), "y2": Place.pixels(y.1),
      ])
  }

  /// Draws a rectangle.
  mutating func rectangle(
    _ kind: String, x: String, width: String, top: Double, bottom: Double
  ) {
    empty(
      "rect",
      [
        "class": kind, "x": x, "width": width, "y": Place.pixels(top),
        "height": Place.pixels(max(0, bottom - top)),
      ])
  }

  /// Draws the mark of a changed environment.
  mutating func diamond(x: String, y: Double) {
    // Only a picture within the picture can stand at a percentage.
    element("svg", ["class": "at", "x": x, "y": Place.pixels(y)]) { html in
      html.empty("path", ["class": "environment", "d": "M0-6 6 0 0 6-6 0z"])
    }
  }

  /// Draws letters.
  ///
  /// - Parameters:
  ///   - text: The letters.
  ///   - kind: How they look.
  ///   - x: The place along the picture.
  ///   - y: The line on which they stand, in pixels.
  ///   - anchor: Which part of the text stands at the place: `start`, `middle` or `end`.
  mutating func label(
    _ text: String, _ kind: String = "label", x: String, y: Double, anchor: String = "middle"
  ) {
    element(
      "text", ["class": kind, "x": x, "y": Place.pixels(y), "text-anchor": anchor], text: text)
  }

  /// Draws what a function draws, with a text that shows on hover.
  mutating func hint(
    _ text: String, _ kind: String = "hint", _ content: (inout HTMLWriter) -> Void
  ) {
    element("g", ["class": kind]) { html in
      html.element("title", text: text)
      content(&html)
    }
  }
}

/// Numbers as places in a picture.
enum Place {
  /// Returns a share of the width, from 0 to 1.
  static func share(_ value: Double) -> String {
    trimmed(value * 100, places: 2) + "%"
  }

  /// Returns a number of pixels.
  static func pixels(_ value: Double) -> String {
    trimmed(value, places: 1)
  }

  private static func trimmed(_ value: Double, places: Int) -> String {
    var text = Measure.rounded(value.isFinite ? value : 0, places: places)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
