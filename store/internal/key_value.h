#pragma once
// The ordered key-value seam: all that the store asks of the engine below it, chosen so that a remote engine (keys of
// an object, rows of a table) can honour it as well as an embedded one. No iterator is kept open; a page says where to
// go on.
//
// Keys order as memcmp does and begin with their partition (keys.h). A range lies within one partition.
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parley::store {

struct Row {
  std::string key;
  std::string value;
};

// Keys in [begin, end), at most `limit` of them.
struct Range {
  std::string begin;
  std::string end;
  std::size_t limit = 1024;
};

struct Page {
  std::vector<Row> rows;            // Ascending by key.
  std::optional<std::string> next;  // Where the range goes on; nullopt: nothing is left.
};

struct Write {
  std::string key;
  std::optional<std::string> value;  // nullopt: the key is deleted.
};

// The rows as of one moment. Threads: all members may run concurrently. Throws Error: kIo, kCorruption.
class KeyValueView {
 public:
  virtual ~KeyValueView() = default;
  // One page for each range: a search asks for all neighbours of one hop in one call.
  [[nodiscard]] virtual std::vector<Page> scan(std::span<const Range> ranges) const = 0;
  // One value for each key; nullopt where there is none.
  [[nodiscard]] virtual std::vector<std::optional<std::string>> get(std::span<const std::string> keys) const = 0;
};

class KeyValueEngine {
 public:
  virtual ~KeyValueEngine() = default;
  // A view that later writes do not change. It may outlive the engine's owner, not a process.
  [[nodiscard]] virtual std::unique_ptr<KeyValueView> view() const = 0;
  // All of `writes` or none, over all partitions; when it returns they survive kill -9 and power loss. A key occurs
  // once.
  virtual void apply(std::span<const Write> writes) = 0;
};

}  // namespace parley::store
