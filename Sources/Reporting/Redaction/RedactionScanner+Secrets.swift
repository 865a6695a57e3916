extension RedactionScanner {
  /// Finds a token by its form, or the value of a name that promises a secret.
  func secret(at offset: Int) -> Redaction? {
    prefixedToken(at: offset) ?? bearer(at: offset) ?? namedSecret(at: offset)
  }

  /// Finds tokens that say what they are: `hf_...`, `sk-...`, `ghp_...` and others.
  ///
  /// Names of functions and packages begin alike (`hf_hub_download`), so a short one counts only
  /// with a digit or a capital letter in it.
  private func prefixedToken(at offset: Int) -> Redaction? {
    for (prefix, takesDashes, least) in tokenPrefixes where stands(prefix, at: offset) {
      let start = offset + prefix.utf8CodeUnitCount
      let end = end(from: start) { byte in
        byte.isAlphanumeric
          || takesDashes && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_"))
      }
      let hasMixture = bytes[start..<end].contains { $0.isDigit || $0.isUppercase }
      guard end - start >= max(20, least) || end - start >= least && hasMixture,
        byte(end) != UInt8(ascii: "_")
      else { continue }
      return Redaction(range: offset..<end, replacement: "<token>")
    }
    return webToken(at: offset)
  }

  /// Finds a JSON Web Token: three parts in base 64, of which the first two begin with `eyJ`.
  private func webToken(at offset: Int) -> Redaction? {
    guard byte(offset) == UInt8(ascii: "e"), byte(offset + 1) == UInt8(ascii: "y"),
      byte(offset + 2) == UInt8(ascii: "J")
    else { return nil }
    let header = end(from: offset, atMost: 256, while: isBase64)
    guard byte(header) == UInt8(ascii: ".") else { return nil }
    let end = end(from: header) { isBase64($0) || $0 == UInt8(ascii: ".") }
    guard end - offset >= 24 else { return nil }
    return Redaction(range: offset..<end, replacement: "<token>")
  }

  private func isBase64(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  /// Finds what follows `Bearer` or `Basic` in a header.
  private func bearer(at offset: Int) -> Redaction? {
    let length: Int
    if stands("bearer ", at: offset) {
      length = 7
    } else if stands("basic ", at: offset), stands("authorization: ", at: offset - 15) {
      length = 6
    } else {
      return nil
    }
    let start = end(from: offset + length) { $0 == 0x20 }
    let range = value(at: start)
    guard range.count >= 6, bytes[range].contains(where: { $0.isDigit || $0.isUppercase }) else {
      return nil
    }
    return Redaction(range: range, replacement: "<token>")
  }

  /// Finds the value behind a name such as `password=`, `"api_key": ` or `--hf-token `.
  private func namedSecret(at offset: Int) -> Redaction? {
    let end = end(from: offset, atMost: 48) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    let isOption = byte(offset - 1) == UInt8(ascii: "-") && byte(offset - 2) == UInt8(ascii: "-")
    guard let start = valueStart(behind: end, isOption: isOption) else { return nil }
    let name = offset..<end
    let isInQuery = byte(offset - 1) == UInt8(ascii: "?") || byte(offset - 1) == UInt8(ascii: "&")
    let isVague = vagueNames.contains { $0.utf8CodeUnitCount == name.count && hasSuffix($0, name) }
    let isSecret =
      secretNames.contains { hasSuffix($0, name) }
      || isVague && (isOption || isInQuery || looksRandom(at: start))
      || promisesSecret(inCapitals: name)
    guard isSecret else { return nil }
    if let list = quotedList(at: start) { return list }
    var range = value(at: start)
    // `--gradio-auth anna:secret,otto:other` names several.
    while hasSuffix("auth", name), byte(range.upperBound) == UInt8(ascii: ","),
      byte(range.upperBound + 1) > 0x20
    {
      let next = value(at: range.upperBound + 1)
      guard !next.isEmpty else { break }
      range = range.lowerBound..<next.upperBound
    }
    return isEmptyValue(range) ? nil : Redaction(range: range, replacement: "<token>")
  }

  /// Returns whether a name is that of a variable that holds a secret: `CIVITAI_TOKEN`, `DB_PASS`.
  private func promisesSecret(inCapitals name: Range<Int>) -> Bool {
    let isVariable = bytes[name].allSatisfy {
      $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_")
    }
    return isVariable && capitalNames.contains { hasSuffix($0, name) }
  }

  /// Finds what a list, tuple or mapping of quoted texts holds: `['first', 'second']`.
  private func quotedList(at start: Int) -> Redaction? {
    let close: UInt8
    switch byte(start) {
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "{"): close = UInt8(ascii: "}")
    default: return nil
    }
    let first = end(from: start + 1, atMost: 16) { $0 == 0x20 }
    guard byte(first) == UInt8(ascii: "'") || byte(first) == UInt8(ascii: "\"") else { return nil }
    let end = end(from: first, atMost: 4096) { $0 != close && $0 != 0x0A }
    return Redaction(range: first..<end, replacement: "<token>")
  }

  /// Returns where the value begins behind a name: past `=`, `:` and quotation marks, or past a
  /// space where the name is an option of the command line.
  func valueStart(behind end: Int, isOption: Bool) -> Int? {
    var start = end
    if byte(start) == UInt8(ascii: "\"") || byte(start) == UInt8(ascii: "'") { start += 1 }
    let mark = self.end(from: start, atMost: 4) { $0 == 0x20 }
    if byte(mark) == UInt8(ascii: "=") || byte(mark) == UInt8(ascii: ":") {
      return self.end(from: mark + 1, atMost: 4) { $0 == 0x20 }
    }
    return isOption && mark > start ? mark : nil
  }

  /// Returns whether a name ends with a text, apart from case and the choice of `-` or `_`.
  func hasSuffix(_ suffix: StaticString, _ name: Range<Int>) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard name.count >= count else { return false }
    let start = name.upperBound - count
    for index in 0..<count {
      let byte = bytes[start + index]
      let plain = byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte.lowercased
      guard plain == suffix.utf8Start[index] else { return false }
    }
    return true
  }

  private func isEmptyValue(_ range: Range<Int>) -> Bool {
    guard let first = bytes[range].first else { return true }
    return "<$*([".utf8.contains(first)
      || emptyWords.contains { word in
        word.utf8CodeUnitCount == range.count && stands(word, at: range.lowerBound)
      }
  }

  /// Returns whether a value is long, and a mixture of letters and digits.
  private func looksRandom(at start: Int) -> Bool {
    let quote = byte(start)
    let first = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") ? start + 1 : start
    let end = end(from: first, atMost: 256) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        || $0 == UInt8(ascii: ".")
    }
    return end - first >= 16 && bytes[first..<end].contains(where: \.isDigit)
      && bytes[first..<end].contains(where: \.isLetter)
  }
}

/// Beginnings of tokens, whether `-` and `_` may stand in the rest, and its least length.
private let tokenPrefixes: [(prefix: StaticString, takesDashes: Bool, least: Int)] = [
  ("hf_", false, 8), ("sk-", true, 8), ("ghp_", false, 8), ("gho_", false, 8),
  ("ghu_", false, 8), ("ghs_", false, 8), ("ghr_", false, 8), ("github_pat_", true, 8),
  ("glpat-", true, 8), ("xoxb-", true, 8), ("xoxp-", true, 8), ("r8_", false, 16),
  ("akia", false, 16), ("aiza", true, 30), ("pypi-", true, 16), ("npm_", false, 16),
  ("nvapi-", true, 16), ("gsk_", false, 16), ("asia", false, 16), ("ya29.", true, 16),
  ("xai-", true, 16), ("pplx-", true, 16), ("dckr_pat_", true, 8),
]

/// Ends of the names of variables, written in capitals, whose value is a secret.
private let capitalNames: [StaticString] = [
  "_token", "_key", "_secret", "_password", "_pass", "_pwd",
]

/// Ends of names whose value is a secret.
private let secretNames: [StaticString] = [
  "password", "passwd", "passphrase", "api_key", "apikey", "secret", "secret_key", "access_key",
  "private_key", "access_token", "auth_token", "authtoken", "api_token", "refresh_token",
  "hf_token", "hub_token", "github_token", "bearer_token", "session_token", "secret_token",
  "civitai_token", "civitai_key", "ngrok_token", "cloudflared_token", "gradio_auth", "api_auth",
  "signature", "wandb_key", "basic_auth",
]

/// Values that say that there is none.
private let emptyWords: [StaticString] = ["none", "null", "true", "false", "nil"]

/// Names whose value is a secret only where the form of the value or the place says so.
private let vagueNames: [StaticString] = [
  "token", "key", "auth", "sig", "pwd", "pass", "ngrok", "username",
]
