#include "extract/internal/model_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <map>
#include <system_error>
#include <utility>

#include "graph/error.h"

namespace parley::internal {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the file is used as it is, and its numbers are little-endian");

constexpr std::string_view kMagic = "PARLEYLM";
constexpr std::uint32_t kFormatVersion = 1;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kEntryBytes = 64;
constexpr std::size_t kNameBytes = 32;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kHashBytes = 32;

// As in the file: do not renumber.
enum class Type : std::uint32_t { kText = 0, kI8 = 1, kF32 = 2, kU32 = 3, kU64 = 4 };
constexpr std::array<std::size_t, 5> kElementBytes = {1, 1, 4, 4, 8};

struct Section {
  Type type = Type::kText;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::string_view bytes;
};

template <typename Number>
Number numberAt(std::string_view bytes, std::size_t offset) {
  Number number = 0;
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

// Memory of the file: mapped, or copied to an aligned place.
class Memory {
 public:
  explicit Memory(std::string_view bytes) : size_(bytes.size()), copy_(new Block[bytes.size() / sizeof(Block) + 1]) {
    std::memcpy(copy_.get(), bytes.data(), bytes.size());
    data_ = copy_[0].bytes;
  }
  Memory(int fd, std::size_t size) : size_(size) {
    // The pages are all read at once, by the checksum.
    void* mapped = size == 0 ? nullptr : mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (mapped == MAP_FAILED) throw std::system_error(errno, std::generic_category());
    mapped_ = mapped;
    data_ = static_cast<const char*>(mapped);
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (mapped_ != nullptr) munmap(mapped_, size_);
  }
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  struct alignas(kAlignment) Block {
    char bytes[kAlignment];
  };
  std::size_t size_;
  const char* data_ = nullptr;
  void* mapped_ = nullptr;
  std::unique_ptr<Block[]> copy_;
};

struct Descriptor {
  int fd;
  explicit Descriptor(int number) : fd(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

bool isUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 code = 0;
    U8_NEXT(bytes, at, text.size(), code);
    if (code < 0) return false;
  }
  return true;
}

[[noreturn]] void cannotRead(const std::string& name, const std::string& why) {
  throw Error(ErrorCode::kIo, "opening the language model " + name + ": " + why +
                                  "; set PARLEY_MODEL to a model file, or install Parley again");
}

}  // namespace

struct ModelFile::Impl {
  Impl(std::string name_given, std::string_view bytes) : name(std::move(name_given)), memory(bytes) {}
  Impl(std::string name_given, int fd, std::size_t size) : name(std::move(name_given)), memory(fd, size) {}

  std::string name;
  Memory memory;
  std::map<std::string_view, Section> sections;

  [[noreturn]] void damaged(std::string_view why) const {
    throw Error(ErrorCode::kCorruption, "reading the language model " + name + ": " + std::string(why) +
                                            "; install it again, or build it with tools/train");
  }

  void readTable();
  // `end`: of what comes before; becomes the section's.
  Section readEntry(std::string_view entry, std::size_t& end) const;
  const Section& find(std::string_view section) const;

  template <typename Element>
  MatrixView<Element> view(std::string_view section, Type type, std::size_t rows, std::size_t columns) const;
};

void ModelFile::Impl::readTable() {
  const std::string_view file = memory.bytes();
  if (!file.starts_with(kMagic)) {
    throw Error(ErrorCode::kInvalidArgument, "opening the language model " + name +
                                                 ": it is no model of Parley; set PARLEY_MODEL to one, or unset it");
  }
  if (file.size() < kHeaderBytes) damaged("it is cut short");
  const auto version = numberAt<std::uint32_t>(file, 8);
  if (version > kFormatVersion) {
    throw Error(ErrorCode::kNotSupported, "opening the language model " + name + ": it has format " +
                                              std::to_string(version) + ", made by a newer Parley; this one reads " +
                                              std::to_string(kFormatVersion) + "; update Parley");
  }
  if (version == 0) damaged("its format version is 0");
  if (numberAt<std::uint64_t>(file, 16) != file.size()) damaged("it is cut short, or something follows it");
  if (numberAt<std::uint64_t>(file, 24) != 0) damaged("its header has bytes that should be zero");
  // Chooses the fastest code for this processor; without it all is as well, but slower. Most of opening is the hash.
  [[maybe_unused]] static const int kReady = sodium_init();
  std::array<unsigned char, kHashBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(file.data()) + kHeaderBytes,
                     file.size() - kHeaderBytes, nullptr, 0);
  if (std::memcmp(hash.data(), file.data() + kHeaderBytes - kHashBytes, kHashBytes) != 0) {
    damaged("its bytes do not match its checksum");
  }

  const std::size_t count = numberAt<std::uint32_t>(file, 12);
  if (count > (file.size() - kHeaderBytes) / kEntryBytes) damaged("its section table is longer than the file");
  std::size_t end = kHeaderBytes + count * kEntryBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view entry = file.substr(kHeaderBytes + i * kEntryBytes, kEntryBytes);
    std::string_view section_name = entry.substr(0, kNameBytes);
    section_name = section_name.substr(0, section_name.find('\0'));
    if (section_name.empty() || (!sections.empty() && section_name <= sections.rbegin()->first)) {
      damaged("the names of its sections are not ascending");
    }
    sections.emplace(section_name, readEntry(entry, end));
  }
  if (end != file.size()) damaged("its sections do not fill it");
}

Section ModelFile::Impl::readEntry(std::string_view entry, std::size_t& end) const {
  const std::string_view file = memory.bytes();
  const auto type = numberAt<std::uint32_t>(entry, 32);
  const std::uint64_t rows = numberAt<std::uint32_t>(entry, 36);
  const std::uint64_t columns = numberAt<std::uint32_t>(entry, 40);
  const auto offset = numberAt<std::uint64_t>(entry, 48);
  const auto size = numberAt<std::uint64_t>(entry, 56);
  if (type >= kElementBytes.size()) damaged("a section has an unknown type");
  if (offset != (end + kAlignment - 1) / kAlignment * kAlignment || offset > file.size() ||
      size > file.size() - offset) {
    damaged("a section lies where it should not");
  }
  // Neither product overflows: rows and columns have 32 bits, and their product is no more than the file has bytes.
  if (rows * columns > size || rows * columns * kElementBytes[type] != size) {
    damaged("the size of a section does not match its shape");
  }
  end = offset + size;
  return {static_cast<Type>(type), rows, columns, file.substr(offset, size)};
}

const Section& ModelFile::Impl::find(std::string_view section) const {
  const auto found = sections.find(section);
  if (found == sections.end()) damaged("it has no section " + std::string(section));
  return found->second;
}

template <typename Element>
MatrixView<Element> ModelFile::Impl::view(std::string_view section, Type type, std::size_t rows,
                                          std::size_t columns) const {
  const Section& found = find(section);
  if (found.type != type) damaged("its section " + std::string(section) + " has another type");
  if ((rows != kAny && rows != found.rows) || (columns != kAny && columns != found.columns)) {
    damaged("its section " + std::string(section) + " has another shape");
  }
  return {
      {reinterpret_cast<const Element*>(found.bytes.data()), found.rows * found.columns}, found.rows, found.columns};
}

ModelFile::ModelFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ModelFile::ModelFile(ModelFile&&) noexcept = default;
ModelFile& ModelFile::operator=(ModelFile&&) noexcept = default;
ModelFile::~ModelFile() = default;

ModelFile ModelFile::open(const std::filesystem::path& file) {
  const std::string name = file.string();
  // O_NONBLOCK: a pipe is refused, not waited for.
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about {};
  if (opened.fd < 0 || fstat(opened.fd, &about) != 0) cannotRead(name, std::generic_category().message(errno));
  if (!S_ISREG(about.st_mode)) cannotRead(name, "it is no regular file");
  std::unique_ptr<Impl> impl;
  try {
    impl = std::make_unique<Impl>(name, opened.fd, static_cast<std::size_t>(about.st_size));
  } catch (const std::system_error& error) {
    cannotRead(name, error.code().message());
  }
  impl->readTable();
  return ModelFile(std::move(impl));
}

ModelFile ModelFile::fromBytes(std::string_view bytes, std::string name) {
  auto impl = std::make_unique<Impl>(std::move(name), bytes);
  impl->readTable();
  return ModelFile(std::move(impl));
}

const std::string& ModelFile::name() const { return impl_->name; }
bool ModelFile::has(std::string_view section) const { return impl_->sections.contains(section); }
void ModelFile::damaged(std::string_view why) const { impl_->damaged(why); }

std::string_view ModelFile::text(std::string_view section) const {
  const std::string_view text = impl_->find(section).bytes;
  if (impl_->find(section).type != Type::kText) damaged("its section " + std::string(section) + " has another type");
  if (!isUtf8(text)) damaged("its section " + std::string(section) + " is no UTF-8");
  return text;
}

std::vector<std::string_view> ModelFile::lines(std::string_view section) const {
  std::string_view rest = text(section);
  std::vector<std::string_view> lines;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

MatrixView<std::int8_t> ModelFile::bytes(std::string_view section, std::size_t rows, std::size_t columns) const {
  return impl_->view<std::int8_t>(section, Type::kI8, rows, columns);
}

MatrixView<float> ModelFile::floats(std::string_view section, std::size_t rows, std::size_t columns) const {
  const MatrixView<float> view = impl_->view<float>(section, Type::kF32, rows, columns);
  for (const float value : view.values) {
    if (!(std::abs(value) <= kMaxFloat)) damaged("its section " + std::string(section) + " has a number too large");
  }
  return view;
}

MatrixView<std::uint32_t> ModelFile::numbers(std::string_view section, std::size_t rows, std::size_t columns) const {
  return impl_->view<std::uint32_t>(section, Type::kU32, rows, columns);
}

MatrixView<std::uint64_t> ModelFile::longNumbers(std::string_view section, std::size_t rows,
                                                 std::size_t columns) const {
  return impl_->view<std::uint64_t>(section, Type::kU64, rows, columns);
}

}  // namespace parley::internal
