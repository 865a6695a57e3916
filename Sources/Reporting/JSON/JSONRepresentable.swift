/// A part of the report that has a JSON object of its own.
///
/// The members are written in the order of their keys' bytes. Each type's extension lists them all,
/// so that the format changes here and nowhere else.
protocol JSONRepresentable {
  /// Writes the members, without the braces.
  func writeMembers(to json: inout JSONWriter)
}

extension JSONWriter {
  /// Writes a part of the report as an object.
  mutating func value(_ value: some JSONRepresentable) {
    beginObject()
    value.writeMembers(to: &self)
    endObject()
  }

  /// Writes a member that is an object.
  mutating func member(_ key: StaticString, _ value: some JSONRepresentable) {
    self.key(key)
    self.value(value)
  }

  /// Writes a member that is an object, or null.
  mutating func member(_ key: StaticString, _ value: (some JSONRepresentable)?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// Writes a member that is an array of objects.
  mutating func member(_ key: StaticString, _ values: [some JSONRepresentable]) {
    self.key(key)
    beginArray()
    for value in values { self.value(value) }
    endArray()
  }

  /// Writes a member that is an array of texts.
  mutating func member(_ key: StaticString, _ values: [String]) {
    self.key(key)
    beginArray()
    for value in values { self.value(value) }
    endArray()
  }

  /// Writes a member that is a text.
  mutating func member(_ key: StaticString, _ value: String) {
    self.key(key)
    self.value(value)
  }

  /// Writes a member that is a text, or null.
  mutating func member(_ key: StaticString, _ value: String?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// Writes a member that is one of a closed set of texts.
  mutating func member<Value: RawRepresentable>(_ key: StaticString, _ value: Value)
  where Value.RawValue == String {
    member(key, value.rawValue)
  }

  /// Writes a member that is a whole number, or null.
  mutating func member(_ key: StaticString, _ value: Int?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// Writes a member that is a number, or null.
  mutating func member(_ key: StaticString, _ value: Double?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// Writes a member that is a truth value.
  mutating func member(_ key: StaticString, _ value: Bool) {
    self.key(key)
    self.value(value)
  }

  /// Writes a member that is an array of whole numbers.
  mutating func member(_ key: StaticString, _ values: [Int]) {
    self.key(key)
    value(values)
  }

  /// Writes a member that is an array of numbers.
  mutating func member(_ key: StaticString, _ values: [Double]) {
    self.key(key)
    value(values)
  }
}

extension LocalizedText: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("en", en)
    json.member("zh", zh)
  }
}

extension NamedValues: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    for entry in entries {
      json.key(named: entry.name)
      json.value(entry.value)
    }
  }
}
