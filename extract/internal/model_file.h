#pragma once
// The sections of a model file (docs/MODEL_FORMAT.md), checked and typed. Views live as long as the ModelFile, also
// after it was moved.
//
// A file from a stranger can have any bytes and a right checksum: whoever reads a section asks for the type and shape
// that he relies on, and checks what its numbers point to.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley::internal {

// Row-major, in the file's memory.
template <typename Element>
struct MatrixView {
  std::span<const Element> values;
  std::size_t rows = 0;
  std::size_t columns = 0;
  [[nodiscard]] std::span<const Element> row(std::size_t index) const {
    return values.subspan(index * columns, columns);
  }
};

class ModelFile {
 public:
  // Maps the file and verifies it: checksum, section table, every offset and size. Throws Error: kIo if it cannot be
  // read, kNotSupported if it is newer, kCorruption if it is damaged, kInvalidArgument if it is no model at all.
  [[nodiscard]] static ModelFile open(const std::filesystem::path& file);
  // The same for bytes in memory; `name` is for messages.
  [[nodiscard]] static ModelFile fromBytes(std::string_view bytes, std::string name);

  ModelFile(ModelFile&&) noexcept;
  ModelFile& operator=(ModelFile&&) noexcept;
  ~ModelFile();

  [[nodiscard]] const std::string& name() const;  // For messages: the path.
  [[nodiscard]] bool has(std::string_view section) const;

  // Each throws Error(kCorruption) if there is no such section, or not of that type, or not of that shape where one is
  // given (kAny: whatever it is).
  static constexpr std::size_t kAny = ~std::size_t{0};
  [[nodiscard]] std::string_view text(std::string_view section) const;  // Valid UTF-8.
  // Lines of a text; a line break at its end is not the beginning of another line.
  [[nodiscard]] std::vector<std::string_view> lines(std::string_view section) const;
  [[nodiscard]] MatrixView<std::int8_t> bytes(std::string_view section, std::size_t rows = kAny,
                                              std::size_t columns = kAny) const;
  // Finite, and no larger than kMaxFloat either way: so that no sum or product of the network can overflow.
  [[nodiscard]] MatrixView<float> floats(std::string_view section, std::size_t rows = kAny,
                                         std::size_t columns = kAny) const;
  [[nodiscard]] MatrixView<std::uint32_t> numbers(std::string_view section, std::size_t rows = kAny,
                                                  std::size_t columns = kAny) const;
  [[nodiscard]] MatrixView<std::uint64_t> longNumbers(std::string_view section, std::size_t rows = kAny,
                                                      std::size_t columns = kAny) const;
  static constexpr float kMaxFloat = 1000.0F;

  // Throws Error(kCorruption) that names the file: for readers that find a section's content wrong.
  [[noreturn]] void damaged(std::string_view why) const;

 private:
  struct Impl;
  explicit ModelFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley::internal
