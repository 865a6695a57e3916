package import PatternCatalogue
package import Reporting

extension CatalogueWords {
  /// Takes the words out of a catalogue.
  package init(_ catalogue: Catalogue) {
    self.init()
    programs = Dictionary(catalogue.frontEnds.map { ($0.id, $0.title) }) { $1 }
    for row in catalogue.table("facts")?.rows ?? [] { facts[row.key] = Fact(row) }
    factGroups = catalogue.table("fact-groups")?.rows.map(FactGroup.init) ?? []
    for row in catalogue.table("attention-backends")?.rows ?? [] {
      guard let title = row.text("title") else { continue }
      let words = Backend(title: title, short: row.text("short"))
      for id in [row.key] + row.list("aliases") { backends[id] = words }
    }
  }
}

extension CatalogueWords.Fact {
  fileprivate init(_ row: Table.Row) {
    self.init(title: row.text("title"), name: row.text("name"), shown: row.text("shown"))
    isMegabytes = row.columns["type"] == "megabytes"
    isOptions = row.columns["options"] == "true"
  }
}

extension FactGroup {
  fileprivate init(_ row: Table.Row) {
    self.init(
      kind: Kind(rawValue: row.key) ?? .plain, title: row.text("title"),
      facts: row.list("facts"), briefFacts: row.list("brief"),
      isVital: row.columns["vital"] == "true")
  }
}
