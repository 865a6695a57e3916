internal import GRDB
internal import SessionAnalysis

/// What is asked of a session before it is looked at whether it holds a piece.
///
/// Most of what has a landmark of the piece has it in the text with which each start begins. By this
/// key nearly all of that is left out within an index, and nothing that holds the piece. What does
/// shares with it a landmark of the piece's second half, of which each came once, and lacks none of the
/// piece's own landmarks up to its limit. So it has the `sign`, the smallest of those in the second
/// half, and all smaller ones: among them is the anchor. A landmark that is larger than the anchor may
/// be beyond the limit, and is there otherwise: so is the rare one.
struct PieceKey: Equatable {
  /// A landmark that each whole has.
  var anchor: UInt64
  /// Its unit in the piece, behind which it lies in a whole; -1 where it came more than once and so has
  /// no place.
  var unit: Int
  /// A landmark that a whole has unless it is larger than the whole's limit.
  var rare: UInt64

  /// Chooses the landmarks of a piece that the fewest stored sessions have.
  ///
  /// - Returns: `nil` where nothing holds the piece.
  init?(of piece: SessionSketch, _ db: Database) throws {
    let own = piece.landmarks.filter { $0.unit > piece.headUnits }
    guard let sign = own.firstIndex(where: { !$0.isRepeated && $0.unit * 2 >= piece.units }) else {
      return nil
    }
    let counts = try SessionTable.counts(of: own, db)
    // The sign itself unless fewer have another one, since it has a place.
    let anchor =
      (0..<sign).min { counts[$0] < counts[$1] }
      .flatMap { counts[$0] < counts[sign] ? $0 : nil } ?? sign
    let rare = own.indices.min { counts[$0] < counts[$1] } ?? sign
    self.anchor = own[anchor].hash
    unit = own[anchor].isRepeated ? -1 : own[anchor].unit
    self.rare = own[rare].hash
  }
}

extension PieceKey {
  /// The limits of those wholes that need not have the rare landmark: of pairs up to the anchor they
  /// know, of the rare one they do not.
  var limits: [ClosedRange<Int>] { Prefixes.numbers(from: anchor, below: rare) }

  /// Whether a session with these landmarks, the smallest hash first, may have the rare one.
  static func allows(_ rare: UInt64, in whole: SessionSketch) -> Bool {
    if let limit = whole.limit, rare > limit { return true }
    return whole.landmarks.contains { $0.hash == rare }
  }
}
