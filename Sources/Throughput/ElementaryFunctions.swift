#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Returns the natural logarithm.
func naturalLogarithm(_ value: Double) -> Double {
  log(value)
}

/// Returns `e^value - 1`, exact near 0.
func exponentialMinusOne(_ value: Double) -> Double {
  expm1(value)
}

/// Returns `base` raised to `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double {
  pow(base, exponent)
}

/// Returns `e^value`.
func exponential(_ value: Double) -> Double {
  exp(value)
}
