#pragma once
// The arithmetic of the network, compiled once for every processor and once for AVX2 (kernels.inc). Both give the same
// bits: integer sums are exact, and floating-point operations come in one order, without fused multiply-add.
//
// Why not a library: oneDNN 2.6 multiplies bytes at 172 GOP/s here, the same as product() with weights of 8 bits, for
// 256 rows; for a single sentence (24 rows) 116 against 168, because it packs the weights anew in each call. With
// narrow weights, of which it knows nothing, product() reaches 215. Eigen in single precision: 85. The library also
// takes 40 MB, and its own threads.
//
// Counts of floats are multiples of kLanes: no loop has a remainder.
#include <cstddef>
#include <cstdint>

namespace parley::internal {

inline constexpr std::size_t kLanes = 8;

// Activations have 7 bits and a zero point, so that the sum of two products with weights of 8 bits fits 16 bits signed
// (2 * 127 * 127 < 32768). The byte multiplication of AVX2 would saturate otherwise.
inline constexpr int kZeroPoint = 64;
inline constexpr int kMaxActivation = 63;
inline constexpr int kMaxNarrowWeight = 63;  // See PackedWeights.

// Weights lie in blocks of kLanes outputs by kBlockInputs inputs, inputs of an output together: what one AVX2 register
// holds. Blocks that share outputs follow each other.
inline constexpr std::size_t kBlockInputs = 4;

struct PackedWeights {
  const std::int8_t* blocks = nullptr;
  const std::int32_t* minus_zero = nullptr;  // For each output, -kZeroPoint * the sum of its weights.
  const float* scale = nullptr;
  const float* bias = nullptr;
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  bool narrow =
      false;  // No weight is beyond kMaxNarrowWeight: four products fit 16 bits, and AVX2 needs a quarter less time.
};

struct Kernels {
  // The largest magnitude.
  float (*largest)(const float* x, std::size_t count);
  // to[i] = x[i] * factor, rounded to even, + kZeroPoint. |x[i] * factor| <= kMaxActivation.
  void (*quantize)(const float* x, std::size_t count, float factor, std::uint8_t* to);
  // The first of the highest; count may be any but 0.
  std::size_t (*highest)(const float* x, std::size_t count);
  // out[r][o] = sum over i of (in[r][i] - kZeroPoint) * weight[o][i], times scale[o], times in_scale[r], plus bias[o].
  // Rows of `in` and `out` follow each other.
  void (*product)(const std::uint8_t* in, const float* in_scale, std::size_t rows, const PackedWeights& weights,
                  float* out);
  // x[i] += factor * bytes[i]
  void (*addBytes)(float* x, const std::int8_t* bytes, float factor, std::size_t count);
  // x[i] += y[i]
  void (*add)(float* x, const float* y, std::size_t count);
  // x[i] = g(x[i])
  void (*activate)(float* x, std::size_t count);
  // Layer normalisation in place.
  void (*norm)(float* x, std::size_t count, const float* gain, const float* shift);
  // A step of the gated layer: h[i] = s h[i] + (1 - s) v[i] where s is the logistic function of f[i]; out[i] = h[i]
  // g(o[i]).
  void (*step)(float* h, const float* f, const float* v, const float* o, std::size_t count, float* out);
  // out[r] = the product of x with row r of `rows` rows of `count` numbers.
  void (*dots)(const float* x, const float* y, std::size_t rows, std::size_t count, float* out);
};

// For every processor.
extern const Kernels kPlainKernels;
#ifdef __x86_64__
extern const Kernels kAvx2Kernels;
#endif

// The fastest that this processor has.
[[nodiscard]] const Kernels& fastestKernels();

}  // namespace parley::internal
