import Diagnosis
import PatternCatalogue
import RunHistory

extension [RecordedCause] {
  /// The causes of a session as a history keeps them.
  init(_ causes: [Cause]) {
    // By position, since a loop over the causes copies each with all that it refers to.
    self = causes.indices.map {
      RecordedCause(
        id: causes[$0].rule.id, confidence: causes[$0].confidence.rawValue, score: causes[$0].score)
    }
  }
}
