/// Student's t distribution, as far as intervals need it.
enum StudentDistribution {
  /// Degrees of freedom with the bound within which 95 % lie on both sides of the middle.
  private static let bounds: [(freedom: Double, bound: Double)] = [
    (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (8, 2.306),
    (10, 2.228), (15, 2.131), (20, 2.086), (30, 2.042), (60, 2.000), (.infinity, 1.960),
  ]

  /// Returns the bound within which 95 % lie, for any number of degrees of freedom from 1 on.
  ///
  /// Between the numbers of the table it is interpolated over their reciprocals.
  static func bound(freedom: Double) -> Double {
    let freedom = max(freedom, bounds[0].freedom)
    for (left, right) in zip(bounds, bounds.dropFirst()) where freedom <= right.freedom {
      let share = (1 / freedom - 1 / right.freedom) / (1 / left.freedom - 1 / right.freedom)
      return right.bound + (left.bound - right.bound) * share
    }
    return 1.960
  }
}
