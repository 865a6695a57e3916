import TestSupport
import Testing

extension MergeLawTests {
  /// Lines and pieces of lines that open or close something: sessions, blocks, encodings, characters.
  private static let pieces: [[UInt8]] = {
    let texts = [
      "Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]\n",
      "Version: v1.9.4\n", "Launching Web UI with arguments: --xformers\n",
      "Running on local URL:  http://127.0.0.1:7860\n", "** ComfyUI startup time: 2025-10-01\n",
      "Total VRAM 24576 MB, total RAM 65298 MB\n", "To see the GUI go to: http://127.0.0.1:8188\n",
      "got prompt\n", "Prompt executed in 12.34 seconds\n",
      "Traceback (most recent call last):\n", "  File \"a.py\", line 3, in f\n", "ValueError: no\n",
      "a.py:407: UserWarning: 1Torch was not compiled with flash attention.\n", "  out = f(q, k)\n",
      "settings:\n", "  steps: 20\n", "\n", "\r\n", "\r", "\u{1B}[A", "bar ends]", "é", "漢字で\n",
      "\0\n",
      "\r 50%|█████     | 10/20 [00:05<00:05,  2.00it/s]",
      "\r100%|██████████| 20/20 [00:10<00:00,  2.00it/s]\n",
      "\rTotal progress: 100%|██████████| 20/20 [00:10<00:00,  2.00it/s]\r\n",
      "2025-10-01T10:00:00.000000000Z stderr P half of a line \n",
      "2025-10-01T10:00:01.000000000Z stderr F and the rest\n",
      "{\"log\":\"got prompt\\n\",\"stream\":\"stderr\",\"time\":\"2025-10-01T10:00:00.1Z\"}\n",
      "host python[12]: [1.2K blob data]\n", "CUDA out of memory. Tried to allocate 2.00 GiB\n",
      // Lines that are known by their prefix alone, one of which opens a session.
      "(APIServer pid=1) INFO 11-18 13:44:09 [api_server.py:1896] vLLM API server version 0.11.1\n",
      "(APIServer pid=2) INFO 11-18 14:00:00 [api_server.py:220] args: Namespace(host=None, port=8000, model='m/x')\n",
      "INFO:     Application startup complete.\n", "File \"/srv/a.py\", line 3, in f\n",
    ]
    let wide = texts.prefix(20).map { text in
      text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
    let mark: [[UInt8]] = [
      [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC4, 0xE3, 0xBA, 0xC3, 0x0A], [0xE6],
    ]
    // UTF-8 twice as often as the rest, or nothing would ever prove to be anything.
    return texts.map { Array($0.utf8) } + texts.map { Array($0.utf8) } + wide + mark
  }()

  @Test("cuts in a soup of lines", arguments: Array(0..<30) + [150, 1014, 1086] as [UInt64])
  func soup(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed &+ 7777)
    // Some soups are of UTF-8 alone, so that readers meet.
    let pieces = seed.isMultiple(of: 3) ? Self.pieces : Array(Self.pieces.prefix(36))
    let bytes = (0..<Int.random(in: 5...120, using: &generator)).flatMap { _ in
      pieces[Int.random(in: pieces.indices, using: &generator)]
    }
    let whole = try LibraryReport.json([.init(path: "soup.log", chunks: [bytes[...]])])
    let cuts = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      Int.random(in: 1...bytes.count, using: &generator)
    }
    let partials = try Self.ranges(cuts).map {
      try LibraryReport.partial(
        .init(path: "soup.log", bytes: bytes, range: $0),
        chunkSize: Int.random(in: 1...400, using: &generator))
    }
    #expect(
      try LibraryReport.json(merging: partials.reversed()) == whole, "cut at \(cuts.sorted())")
  }
}
