extension CorpusGenerator {
  /// Adds a bar from its first to its last frame, with what happens meanwhile.
  ///
  /// The layout is that of `format_meter` in tqdm 4.66: rates on the way are moving averages, the last
  /// one is the mean.
  ///
  /// - Parameters:
  ///   - steps: The number of steps.
  ///   - description: What stands in front, such as `steps: `.
  ///   - loss: Whether a loss stands behind the rate.
  /// - Returns: The milliseconds that it took.
  mutating func addBar(steps: Int, description: StaticString = "", loss: Bool = false) -> Int {
    var milliseconds = 0
    var average = session.millisecondsPerStep
    // In the mix of text a bar is redrawn seldom.
    let stride = options.mix == .text ? max(steps / 2, 1) : 1
    var step = 0
    while true {
      text.returnCarriage()
      addMeter(description, step, of: steps, milliseconds, average, loss: loss)
      let isLast = step == steps
      if !isLast, step > 0, random.below(2_000) == 0 {
        addWarning(.gluedWarning)
      } else {
        if isLast { text.endLine() }
        endPiece(.bar)
        if session.showsTotal, !isLast { addTotal(step, of: steps, milliseconds, average) }
        if !isLast, options.mix != .text, random.below(24) == 0 { addRequest() }
      }
      if isLast { break }
      let next = min(step + stride, steps)
      let pace = session.millisecondsPerStep * random.number(in: 92...109) / 100
      milliseconds += (next - step) * pace
      step = next
      average = step == steps ? max(milliseconds / steps, 1) : pace
    }
    truth.bars += 1
    clock += milliseconds / 1000 + random.number(in: 1...9)
    return milliseconds
  }

  /// Adds the bar below the other one, after which the cursor goes back up.
  private mutating func addTotal(_ step: Int, of steps: Int, _ elapsed: Int, _ pace: Int) {
    goOnInNextLine()
    text.returnCarriage()
    addMeter("Total progress: ", step, of: steps, elapsed, pace, loss: false)
    text.add("\u{1B}[A")
    endPiece(.totalBar)
  }

  private mutating func addMeter(
    _ description: StaticString, _ step: Int, of steps: Int, _ elapsed: Int, _ pace: Int,
    loss: Bool
  ) {
    truth.frames += 1
    text.add(description)
    text.add(100 * step / steps, width: 3, fill: 0x20)
    text.add("%|")
    text.add(cells: session.cells, filled: step, of: steps)
    text.add("| ")
    text.add(step)
    text.add(byte: UInt8(ascii: "/"))
    text.add(steps)
    text.add(" [")
    text.add(clock: elapsed / 1000)
    if step == 0 {
      text.add("<?, ?it/s")
    } else {
      text.add(byte: UInt8(ascii: "<"))
      text.add(clock: (steps - step) * pace / 1000)
      text.add(", ")
      truth.rates += 1
      if pace <= 1000 {
        text.add(hundredths: 100_000 / pace, width: 5)
        text.add("it/s")
      } else {
        truth.slowRates += 1
        text.add(hundredths: pace / 10, width: 5)
        text.add("s/it")
      }
      if loss {
        text.add(", avr_loss=0.")
        text.add(random.number(in: 500...1_800), width: 4)
      }
    }
    text.add(byte: UInt8(ascii: "]"))
  }
}
