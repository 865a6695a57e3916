import LogTokenizer

extension EncodingDecoderTests {
  private static let utf8Lines =
    "Total VRAM 8192 MB\r\n 50%|█████     | 5/10 [00:02<00:02]\r采样中 🚀 é\n"
  private static let windowsLines =
    "Prompt executed\r\n画像生成 1/2 🚀\r\n警告\r\n\r\nend\r\n"

  static let cases = [
    Case("ASCII", Array("a\nbc\n\n\nlast".utf8), "a\nbc\n\n\nlast", .utf8),
    Case("empty", [], "", .utf8),
    Case("UTF-8", Array(utf8Lines.utf8), utf8Lines, .utf8),
    Case("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(utf8Lines.utf8), utf8Lines, .utf8),
    Case("much UTF-8", Array(manyLines.utf8), manyLines, .utf8),
    Case("broken UTF-8", brokenLines, brokenLines, .utf8),
    Case("UTF-8 with holes of NUL", holes, holes, .utf8),
    Case(
      "UTF-16LE with mark", [0xFF, 0xFE] + utf16(windowsLines), windowsLines, .utf16LittleEndian),
    Case("UTF-16LE without mark", utf16(windowsLines), windowsLines, .utf16LittleEndian),
    Case(
      "UTF-16LE that starts with ideographs", utf16("画像 x\r\n" + windowsLines),
      "画像 x\r\n" + windowsLines, .utf16LittleEndian),
    Case(
      "UTF-16BE with mark", [0xFE, 0xFF] + utf16(windowsLines, isBigEndian: true), windowsLines,
      .utf16BigEndian),
    Case(
      "UTF-16BE without mark", utf16(windowsLines, isBigEndian: true), windowsLines,
      .utf16BigEndian),
    Case(
      "lone surrogates",
      [0xFF, 0xFE] + utf16("a") + [0x3D, 0xD8] + utf16("b") + [0x80, 0xDE] + utf16("\n")
        + [0x3D, 0xD8],
      "a\u{FFFD}b\u{FFFD}\n\u{FFFD}", .utf16LittleEndian),
    Case(
      "odd byte at the end", [0xFF, 0xFE] + utf16("ab") + [0x63], "ab\u{FFFD}", .utf16LittleEndian),
    Case("GBK", gbk, "正在加载模型 sd_xl_base.safetensors\r\n错误：显存不足，无法分配内存\r\n", .gbk),
    Case("CP932", cp932, "モデルを読み込んでいます 1/2\r\nエラー: メモリが不足しています\r\n", .cp932),
    Case(
      "CP1252", windows1252, "Démarrage du modèle terminé\r\nErreur: mémoire épuisée\r\n",
      .windows1252),
    Case(
      "bytes appended to UTF-16",
      [0xFF, 0xFE] + utf16(windowsLines) + Array("appended by cmd\r\n\r\nmore\r\n".utf8),
      windowsLines + "appended by cmd\r\n\r\nmore\r\n", .mixed),
    Case(
      "GBK appended to UTF-16", [0xFF, 0xFE] + utf16(windowsLines) + gbk,
      windowsLines + "正在加载模型 sd_xl_base.safetensors\r\n错误：显存不足，无法分配内存\r\n", .mixed),
    Case(
      "UTF-8 bars appended to UTF-16", [0xFF, 0xFE] + utf16(windowsLines) + Array(utf8Lines.utf8),
      windowsLines + utf8Lines, .mixed),
    Case(
      "UTF-16 appended to bytes", Array("begun by cmd\r\n".utf8) + utf16(windowsLines),
      "begun by cmd\r\n" + windowsLines, .mixed),
    Case(
      "UTF-16 appended to much UTF-8",
      Array(manyLines.utf8) + utf16(windowsLines) + Array("back\r\n".utf8),
      manyLines + windowsLines + "back\r\n", .mixed),
    Case(
      "UTF-16 with mark appended to bytes",
      Array("begun by cmd\r\n".utf8) + [0xFF, 0xFE] + utf16(windowsLines),
      "begun by cmd\r\n" + windowsLines, .mixed),
    Case("long line of GBK", longGBK, longText, .gbk),
  ]

  private static let manyLines = String(repeating: utf8Lines, count: 8)

  /// A glyph cut in the middle, a lone byte, and a bar decoded wrongly and encoded again.
  private static let brokenLines =
    Array(" 50%|██".utf8) + [0xE2, 0x96] + Array("\r 60%|██████".utf8) + [0x88]
    + Array("|â–ˆâ–ˆ\n".utf8) + Array(utf8Lines.utf8)

  private static let holes =
    Array("before\n".utf8) + [UInt8](repeating: 0, count: 300) + Array("after é\nend\n".utf8)

  // 正在加载模型 sd_xl_base.safetensors / 错误：显存不足，无法分配内存
  private static let gbk: [UInt8] = [
    0xD5, 0xFD, 0xD4, 0xDA, 0xBC, 0xD3, 0xD4, 0xD8, 0xC4, 0xA3, 0xD0, 0xCD, 0x20, 0x73, 0x64, 0x5F,
    0x78, 0x6C, 0x5F, 0x62, 0x61, 0x73, 0x65, 0x2E, 0x73, 0x61, 0x66, 0x65, 0x74, 0x65, 0x6E, 0x73,
    0x6F, 0x72, 0x73, 0x0D, 0x0A, 0xB4, 0xED, 0xCE, 0xF3, 0xA3, 0xBA, 0xCF, 0xD4, 0xB4, 0xE6, 0xB2,
    0xBB, 0xD7, 0xE3, 0xA3, 0xAC, 0xCE, 0xDE, 0xB7, 0xA8, 0xB7, 0xD6, 0xC5, 0xE4, 0xC4, 0xDA, 0xB4,
    0xE6, 0x0D, 0x0A,
  ]

  // モデルを読み込んでいます 1/2 / エラー: メモリが不足しています
  private static let cp932: [UInt8] = [
    0x83, 0x82, 0x83, 0x66, 0x83, 0x8B, 0x82, 0xF0, 0x93, 0xC7, 0x82, 0xDD, 0x8D, 0x9E, 0x82, 0xF1,
    0x82, 0xC5, 0x82, 0xA2, 0x82, 0xDC, 0x82, 0xB7, 0x20, 0x31, 0x2F, 0x32, 0x0D, 0x0A, 0x83, 0x47,
    0x83, 0x89, 0x81, 0x5B, 0x3A, 0x20, 0x83, 0x81, 0x83, 0x82, 0x83, 0x8A, 0x82, 0xAA, 0x95, 0x73,
    0x91, 0xAB, 0x82, 0xB5, 0x82, 0xC4, 0x82, 0xA2, 0x82, 0xDC, 0x82, 0xB7, 0x0D, 0x0A,
  ]

  // Démarrage du modèle terminé / Erreur: mémoire épuisée
  private static let windows1252: [UInt8] = [
    0x44, 0xE9, 0x6D, 0x61, 0x72, 0x72, 0x61, 0x67, 0x65, 0x20, 0x64, 0x75, 0x20, 0x6D, 0x6F, 0x64,
    0xE8, 0x6C, 0x65, 0x20, 0x74, 0x65, 0x72, 0x6D, 0x69, 0x6E, 0xE9, 0x0D, 0x0A, 0x45, 0x72, 0x72,
    0x65, 0x75, 0x72, 0x3A, 0x20, 0x6D, 0xE9, 0x6D, 0x6F, 0x69, 0x72, 0x65, 0x20, 0xE9, 0x70, 0x75,
    0x69, 0x73, 0xE9, 0x65, 0x0D, 0x0A,
  ]

  /// More than is judged at once.
  private static let longText = String(repeating: "显存不足，无法分配内存 ", count: 400)
  private static let longGBK = (0..<400).flatMap { _ in longGBKPiece }
  private static let longGBKPiece: [UInt8] = [
    0xCF, 0xD4, 0xB4, 0xE6, 0xB2, 0xBB, 0xD7, 0xE3, 0xA3, 0xAC, 0xCE, 0xDE, 0xB7, 0xA8, 0xB7, 0xD6,
    0xC5, 0xE4, 0xC4, 0xDA, 0xB4, 0xE6, 0x20,
  ]
}
