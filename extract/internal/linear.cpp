#include "extract/internal/linear.h"

#include <algorithm>
#include <cstring>

#include "graph/error.h"

namespace parley::internal {

void Activations::resize(std::size_t rows, std::size_t width) {
  rows_ = rows;
  width_ = width;
  values_.of(rows * width);
  factors_.of(rows);
}

void Activations::setRow(std::size_t row, std::size_t column, const float* x, std::size_t count,
                         const Kernels& kernels) {
  std::uint8_t* values = values_.get() + row * width_;
  if (count < width_) std::memset(values, kZeroPoint, width_);
  const float largest = kernels.largest(x, count);
  const bool zero = largest < 1e-30F;  // Where the quotient could be infinite.
  kernels.quantize(x, count, zero ? 0 : kMaxActivation / largest, values + column);
  factors_.get()[row] = zero ? 0 : largest / kMaxActivation;
}

void Activations::set(const float* x, std::size_t rows, std::size_t width, const Kernels& kernels) {
  resize(rows, width);
  for (std::size_t row = 0; row < rows; ++row) setRow(row, 0, x + row * width, width, kernels);
}

Linear::Linear(const ModelFile& file, const std::string& name, std::size_t inputs, std::size_t outputs)
    : inputs_(paddedToLanes(inputs)),
      outputs_(paddedToLanes(outputs)),
      blocks_(inputs_ * outputs_),
      minus_zero_(outputs_),
      scale_(outputs_),
      bias_(outputs_) {
  const MatrixView<std::int8_t> weight = file.bytes(name + ".weight", outputs, inputs);
  std::ranges::copy(file.floats(name + ".scale", outputs, 1).values, scale_.begin());
  std::ranges::copy(file.floats(name + ".bias", outputs, 1).values, bias_.begin());
  for (std::size_t o = 0; o < outputs; ++o) {
    const std::span<const std::int8_t> row = weight.row(o);
    std::int8_t* to = blocks_.data() + (o / kLanes * inputs_ * kLanes) + (o % kLanes * kBlockInputs);
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < inputs; ++i) {
      to[i / kBlockInputs * kBlockInputs * kLanes + i % kBlockInputs] = row[i];
      sum += row[i];
      narrow_ = narrow_ && row[i] >= -kMaxNarrowWeight && row[i] <= kMaxNarrowWeight;
    }
    minus_zero_[o] = -kZeroPoint * sum;
  }
}

void Linear::apply(const Activations& in, float* out, const Kernels& kernels) const {
  PARLEY_CHECK(in.width() == inputs_);
  kernels.product(in.values(), in.factors(), in.rows(),
                  {blocks_.data(), minus_zero_.data(), scale_.data(), bias_.data(), inputs_, outputs_, narrow_}, out);
}

}  // namespace parley::internal
