/// Says how rare grams are in what programs print, to choose what to look for in a text.
///
/// The table below holds the probability of each byte after each other one, counted in 6 MB of
/// licences, manuals, change logs and package manager logs of a Debian system. Bytes are classes: the
/// small letters each on its own, then capitals, digits, and some signs. It need not be exact, and is
/// not counted in the logs that sdlog reads, so that a measurement on such logs is a fair one.
enum GramRarity {
  /// Returns where in a literal the window lies whose grams are the rarest together.
  ///
  /// - Parameters:
  ///   - literal: The literal.
  ///   - length: Bytes of the window, at most those of the literal.
  ///   - gramLength: Bytes of a gram.
  /// - Returns: The window's offset; the first one among equals.
  static func rarestWindow(of literal: [UInt8], length: Int, gramLength: Int) -> Int {
    precondition(literal.count >= length, "a window lies within its literal")
    let probabilities = (0...(literal.count - gramLength)).map {
      probability(of: literal[$0..<($0 + gramLength)])
    }
    let gramCount = length - gramLength + 1
    var best = (offset: 0, sum: Double.infinity)
    for offset in 0...(literal.count - length) {
      let sum = probabilities[offset..<(offset + gramCount)].reduce(0, +)
      if sum < best.sum { best = (offset, sum) }
    }
    return best.offset
  }

  /// Estimates how often a gram occurs at any one position of a text.
  static func probability(of gram: ArraySlice<UInt8>) -> Double {
    var halfBits = 0
    var last: Int?
    for byte in gram {
      let byteClass = classes[Int(byte)]
      halfBits += last.map { following[$0][byteClass] } ?? anywhere[byteClass]
      last = byteClass
    }
    return Double(
      sign: .plus, exponent: -(halfBits / 2), significand: halfBits % 2 == 0 ? 1 : 0.5.squareRoot())
  }
}

extension GramRarity {
  /// The class of each byte: its index in the rows of the table.
  private static let classes: [Int] = {
    let signs: [StaticString] = [
      " ", ".", ",", "/", "_", "-", ":", "'\"`", "()[]{}<>", "=", "\n\r\t",
    ]
    // All that is not named below is a rare sign, and beyond ASCII a class of its own.
    var classes = (0..<256).map { $0 < 128 ? 39 : 40 }
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { classes[Int(byte)] = Int(byte) - 97 }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classes[Int(byte)] = 26 }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { classes[Int(byte)] = 27 }
    for (index, sign) in signs.enumerated() {
      sign.withUTF8Buffer { for byte in $0 { classes[Int(byte)] = 28 + index } }
    }
    return classes
  }()

  /// For each class, -2 log2 of the probability of one of its bytes.
  private static let anywhere = row(
    #"JMLKIMMMJUPKLJJMVJJJLPOQOTSOFMPQQMNUSQOYc"#)

  /// The same for each class after each other: a row is what comes first.
  private static let following = [
    #"RJJJPQKRKTMHIFUMZHIFLLRRNU`UJRWSVRS[XwT^j"#,
    #"JPMNGOMOGNTGQQJN[KKPGUTLIO\PKMTOPNRWX^V]g"#,
    #"HNLQHRUGLSIJQUEPYKOHLRYYJTYSKOSOQOOWWYUZf"#,
    #"JMPJFPSPHTRNSRJQ]MLSLTSZQZ\QELNNPLPVUUO\f"#,
    #"JKKHMMOSQVUKKHSMPGHKTMMLPW\UFLORQNOVTXPYi"#,
    #"IQQPJJUVF]\LTTFT`IMLKWY^N`]QFNRURKPWW^Q_t"#,
    #"LSMOEROKJXYLNJLO[JKNIUS`TN\VFLPOOLNVOVPZg"#,
    #"FWVVDV[VGXUQPPHTbLQKLYUbR[_ZGOPUQOOWWYQZi"#,
    #"JIJLKLKYWVOIKEHMZLHHMMZL[Ob[PSRUXRV_[^Z^g"#,
    #"EMJLFSVPKTPOONGMOOJNHNJXllZZKNQWSQWXYlVZa"#,
    #"HPSODPJSI_SORNKOZOHMNXNXQY[XGLORPLPTSXOXi"#,
    #"ISSJFMSUF]SHQTHP]SKKLQSWJT]XHMQQQOOVVZRZg"#,
    #"FLQJFUTWIWSNJRHH]WLSLVXVN\^VHNQNQPRXQ]N[g"#,
    #"KUIHILHTKTNOSOJO]UHHMOXVOU\VFKNNRNPRV[QZd"#,
    #"ONLKPJNTOTOKHFLJ`FKKIKKTUU`^HPUUSQTZZ\T\j"#,
    #"GWOKGPNNK]NIQPHIXGIILXUYKZ]VINSQQOOWVYU_h"#,
    #"SkWVWkkTPkkJSYSRULROBNNUkk]UKOSPQOPQUYTZk"#,
    #"IQLMEPIUH]NNLLHQ]LJJMPT]KW^YGOPPQPOVWXQ\e"#,
    #"MWMSGTRLIZPOOQKMUOJFKTS]MX^YEKMOQMKTUXOZg"#,
    #"HWMPGRVFHUTNRVHOcJKLK[QUNS\YGMOQOOPUUYQ]g"#,
    #"MLLMJOKVJYRHIGRHcGGHVUYOVT`TKPPYZUXVX\U\h"#,
    #"GVQVCVO[FqYUNQKVqRRTRXZUX]_RJNQSSQMVWXTYd"#,
    #"GUTQHUUGErPPVLIX\KLTUZN[XY]YFMRUPPVWVWNZr"#,
    #"JPHPGNVOI^PPNXNHWSNGOS[OPQZPEKOOPLPUSVRXp"#,
    #"MRPUMVRTN]SOKMIJTLIJQVQVSS[YDKLRONLTTHNYh"#,
    #"GRPMEPOOGWUJMMIYVQLQOWT[ML[SGNPQRQWTRmPXg"#,
    #"ITOMHQVKIYVLPMIM]KONJRTSPXMUIOQSLOPVRVS]b"#,
    #"PPPPPOZZ\^Y[UY]X`YYYQZ^U^b]IGHNQRIIWQ]NYo"#,
    #"JLKLNKONJUTLMMKLVMKILOLSQWPPFUcSVMVSPTVVf"#,
    #"NRHMPQNNNUTPPOIM^RNPPUURTWXKHNUTY^ZWVbH`n"#,
    #"YWUVWXU\WqX\WXWV]WV[Y_YY[[\YAY__TRqX[qKaq"#,
    #"MKILMLJNLLPJJONITJIKJOMOQSSMNQWIWRXTTYQXi"#,
    #"KLIKKJLMJQNKLMMKQKIJMNOOVSNRPTU[JY\XTpVXp"#,
    #"MLKJNNOPLQQMNPLLUNKMOPPQVVTKGS\X[F^[TtR]p"#,
    #"HWSUTTZYV]YYTWSVsVUVUX]Zs]UJDYsL^YKR[ZMas"#,
    #"MOLMONOROSTNMOONUMHHOORRRRRTFJJQNLPLPSNUe"#,
    #"LMLLOPONONRPLLONUOLNQRPQUTROEKMQTOKPPRIVj"#,
    #"XOQRURULHppJFROTWYUYXW\[TpYTJS\VpZYRSCO]h"#,
    #"OPMOQQOTPWVNPQPOZRONRSQTUZQPDXdUYM`WSMHU`"#,
    #"ONNHPOLROURPPPOOWOLPPOTRTPWMDQQNRPUUSUNSl"#,
    #"RQNNNUNQRWSMPKLSlLMNUVWXXXZYFPSVZXlXZWQcP"#,
  ].map(row)

  /// Decodes a row: the letter `A` is 0, and the following characters count up.
  private static func row(_ text: String) -> [Int] { text.utf8.map { Int($0) - 65 } }
}
