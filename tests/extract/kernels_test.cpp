#include "extract/internal/kernels.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <vector>

namespace parley::internal {
namespace {

std::vector<float> randomFloats(std::mt19937& engine, std::size_t count, float size) {
  std::vector<float> values(count);
  for (float& value : values) value = (static_cast<float>(engine() % 20001) / 10000.0F - 1.0F) * size;
  return values;
}

// Weights [outputs x inputs] as linear.cpp packs them.
struct Packed {
  std::vector<std::int8_t> weights, blocks;
  std::vector<std::int32_t> minus_zero;
  std::vector<float> scale, bias;
  PackedWeights view;

  Packed(std::mt19937& engine, std::size_t inputs, std::size_t outputs, int largest)
      : weights(inputs * outputs),
        blocks(weights.size()),
        minus_zero(outputs),
        scale(randomFloats(engine, outputs, 0.01F)),
        bias(randomFloats(engine, outputs, 1)) {
    for (std::size_t o = 0; o < outputs; ++o) {
      for (std::size_t i = 0; i < inputs; ++i) {
        // The extremes are frequent: sums of 16 bits must not overflow.
        const int weight = engine() % 3 == 0 ? largest : static_cast<int>(engine() % 3) - 1;
        weights[o * inputs + i] = static_cast<std::int8_t>(o % 2 == 0 ? weight : -weight);
        blocks[o / kLanes * kLanes * inputs + i / kBlockInputs * kLanes * kBlockInputs + o % kLanes * kBlockInputs +
               i % kBlockInputs] = weights[o * inputs + i];
        minus_zero[o] -= kZeroPoint * weights[o * inputs + i];
      }
    }
    view = {blocks.data(), minus_zero.data(), scale.data(), bias.data(), inputs, outputs, largest <= kMaxNarrowWeight};
  }
};

TEST(Kernels, ProductIsExactOnEveryProcessor) {
  std::mt19937 engine(1);
  for (const int largest : {127, kMaxNarrowWeight}) {
    for (const std::size_t rows : {1u, 3u, 4u, 9u}) {
      for (const std::size_t outputs : {8u, 16u, 40u}) {
        constexpr std::size_t kInputs = 24;
        const Packed packed(engine, kInputs, outputs, largest);
        std::vector<std::uint8_t> in(rows * kInputs);
        for (std::uint8_t& value : in) value = static_cast<std::uint8_t>(engine() % 2 == 0 ? 127 : 1 + engine() % 127);
        const std::vector<float> in_scale = randomFloats(engine, rows, 0.1F);
        std::vector<float> expected(rows * outputs), plain(expected), fastest(expected);
        for (std::size_t r = 0; r < rows; ++r) {
          for (std::size_t o = 0; o < outputs; ++o) {
            int sum = 0;
            for (std::size_t i = 0; i < kInputs; ++i)
              sum += (in[r * kInputs + i] - 64) * packed.weights[o * kInputs + i];
            expected[r * outputs + o] = static_cast<float>(sum) * packed.scale[o] * in_scale[r] + packed.bias[o];
          }
        }
        kPlainKernels.product(in.data(), in_scale.data(), rows, packed.view, plain.data());
        fastestKernels().product(in.data(), in_scale.data(), rows, packed.view, fastest.data());
        EXPECT_EQ(plain, expected) << rows << " rows, " << outputs << " outputs, weights to " << largest;
        EXPECT_EQ(fastest, expected) << rows << " rows, " << outputs << " outputs, weights to " << largest;
      }
    }
  }
}

TEST(Kernels, FloatingPointGivesTheSameBitsOnEveryProcessor) {
  std::mt19937 engine(2);
  const Kernels& fastest = fastestKernels();
  for (const float size : {1e-3F, 1.0F, 50.0F, 1e13F}) {
    constexpr std::size_t kCount = 72;
    const std::vector<float> x = randomFloats(engine, kCount, size), y = randomFloats(engine, kCount, size),
                             z = randomFloats(engine, kCount, size);
    const auto both = [&](const auto& call) {
      std::vector<float> one = x, other = x;
      call(kPlainKernels, one);
      call(fastest, other);
      EXPECT_EQ(one, other) << "size " << size;
    };
    both([&](const Kernels& kernels, std::vector<float>& out) { kernels.activate(out.data(), kCount); });
    both([&](const Kernels& kernels, std::vector<float>& out) { kernels.add(out.data(), y.data(), kCount); });
    both(
        [&](const Kernels& kernels, std::vector<float>& out) { kernels.norm(out.data(), kCount, y.data(), z.data()); });
    both([&](const Kernels& kernels, std::vector<float>& out) { kernels.dots(x.data(), y.data(), 3, 24, out.data()); });
    both([&](const Kernels& kernels, std::vector<float>& out) {
      std::vector<float> h = z;
      kernels.step(h.data(), x.data(), y.data(), z.data(), kCount, out.data());
      out.insert(out.end(), h.begin(), h.end());
    });
    const float largest = kPlainKernels.largest(x.data(), kCount);
    EXPECT_EQ(largest, fastest.largest(x.data(), kCount));
    std::vector<std::uint8_t> one(kCount), other(kCount);
    kPlainKernels.quantize(x.data(), kCount, 63 / largest, one.data());
    fastest.quantize(x.data(), kCount, 63 / largest, other.data());
    EXPECT_EQ(one, other) << "size " << size;
  }
}

TEST(Kernels, MeanWhatTheyPromise) {
  std::mt19937 engine(3);
  constexpr std::size_t kCount = 40;
  for (const Kernels* kernels : {&kPlainKernels, &fastestKernels()}) {
    const std::vector<float> x = randomFloats(engine, kCount, 9), gain = randomFloats(engine, kCount, 1),
                             shift = randomFloats(engine, kCount, 1);
    std::vector<float> y = x;
    kernels->activate(y.data(), kCount);
    for (std::size_t i = 0; i < kCount; ++i) {
      EXPECT_NEAR(y[i], x[i] / (1 + std::exp(-1.702 * double{x[i]})), 2e-6 * std::abs(x[i])) << x[i];
    }
    double mean = 0, variance = 0;
    for (const float value : x) mean += double{value} / kCount;
    for (const float value : x) variance += (double{value} - mean) * (double{value} - mean) / kCount;
    y = x;
    kernels->norm(y.data(), kCount, gain.data(), shift.data());
    for (std::size_t i = 0; i < kCount; ++i) {
      EXPECT_NEAR(y[i], (double{x[i]} - mean) / std::sqrt(variance + 1e-5) * double{gain[i]} + double{shift[i]}, 1e-5);
    }
    std::vector<std::uint8_t> bytes(kCount);
    const float largest = kernels->largest(x.data(), kCount);
    kernels->quantize(x.data(), kCount, 63 / largest, bytes.data());
    for (std::size_t i = 0; i < kCount; ++i) EXPECT_EQ(bytes[i], std::lround(x[i] * (63 / largest)) + 64);
    std::vector<float> h = shift, out(kCount);
    kernels->step(h.data(), x.data(), gain.data(), gain.data(), kCount, out.data());
    for (std::size_t i = 0; i < kCount; ++i) {
      const double keep = 1 / (1 + std::exp(-double{x[i]}));
      EXPECT_NEAR(h[i], keep * double{shift[i]} + (1 - keep) * double{gain[i]}, 1e-6);
      EXPECT_NEAR(out[i], double{h[i]} * double{gain[i]} / (1 + std::exp(-1.702 * double{gain[i]})), 1e-6);
    }
  }
}

TEST(Kernels, HighestIsTheFirstOfEquals) {
  std::mt19937 engine(4);
  for (const Kernels* kernels : {&kPlainKernels, &fastestKernels()}) {
    for (std::size_t count = 1; count < 60; ++count) {
      std::vector<float> x(count);
      for (float& value : x) value = static_cast<float>(engine() % 5) - 9;
      const auto first = std::max_element(x.begin(), x.end()) - x.begin();
      EXPECT_EQ(kernels->highest(x.data(), count), static_cast<std::size_t>(first)) << count;
    }
  }
}

}  // namespace
}  // namespace parley::internal
