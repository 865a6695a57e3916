import PatternCatalogue
import ReportBuilding

@testable import Reporting

extension CatalogueWords {
  /// The words of the builtin catalogue.
  static let builtin: CatalogueWords = {
    guard let catalogue = try? CatalogueLoader.load(builtin: true, directories: []) else {
      preconditionFailure("the builtin catalogue loads")
    }
    return CatalogueWords(catalogue)
  }()
}
