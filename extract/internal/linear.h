#pragma once
// A linear layer on 8-bit integers (docs/MODEL_FORMAT.md).
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "extract/internal/kernels.h"
#include "extract/internal/model_file.h"

namespace parley::internal {

// Memory that only grows and whose content is lost when it does: one allocation serves all batches.
template <typename Element>
class Buffer {
 public:
  // Room for `count` elements. What they hold is what was there before.
  Element* of(std::size_t count) {
    if (count > capacity_) {
      elements_ = std::make_unique_for_overwrite<Element[]>(count);
      capacity_ = count;
    }
    return elements_.get();
  }
  [[nodiscard]] Element* get() const { return elements_.get(); }

 private:
  std::unique_ptr<Element[]> elements_;
  std::size_t capacity_ = 0;
};

[[nodiscard]] constexpr std::size_t paddedToLanes(std::size_t count) { return (count + kLanes - 1) / kLanes * kLanes; }

// Rows of activations on 8 bits, one factor a row.
class Activations {
 public:
  void resize(std::size_t rows, std::size_t width);
  // `count` numbers become those of the row from `column` on, what the row has beside them is zero.
  void setRow(std::size_t row, std::size_t column, const float* x, std::size_t count, const Kernels& kernels);
  // All rows, each of the whole width.
  void set(const float* x, std::size_t rows, std::size_t width, const Kernels& kernels);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] const std::uint8_t* values() const { return values_.get(); }
  [[nodiscard]] const float* factors() const { return factors_.get(); }

 private:
  std::size_t rows_ = 0;
  std::size_t width_ = 0;
  Buffer<std::uint8_t> values_;
  Buffer<float> factors_;
};

class Linear {
 public:
  // Sections name.weight, name.scale, name.bias. The weights are laid out anew: 2 ms for all of a model.
  Linear(const ModelFile& file, const std::string& name, std::size_t inputs, std::size_t outputs);

  // Both padded to kLanes; the outputs beyond those of the file are 0.
  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  [[nodiscard]] std::size_t outputs() const { return outputs_; }
  // out: in.rows() rows of outputs().
  void apply(const Activations& in, float* out, const Kernels& kernels) const;

 private:
  std::size_t inputs_;
  std::size_t outputs_;
  std::vector<std::int8_t> blocks_;
  std::vector<std::int32_t> minus_zero_;
  std::vector<float> scale_;
  std::vector<float> bias_;
  bool narrow_ = true;
};

}  // namespace parley::internal
