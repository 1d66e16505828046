#pragma once
// Rows of one view with their checksums verified, and changes on top of them that are not written yet.
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/internal/key_value.h"
#include "store/internal/keys.h"

namespace parley::store {

// Returns false to stop. `key` and `body` are valid during the call only.
using RowVisitor = std::function<bool(std::string_view key, std::string_view body)>;

class Rows {
 public:
  explicit Rows(const KeyValueView& view) : view_(view) {}

  // The body stored under `key`.
  [[nodiscard]] std::optional<std::string> get(const std::string& key) const;
  [[nodiscard]] std::vector<std::optional<std::string>> get(std::span<const std::string> keys) const;
  // What another row says is there. Throws Error(kCorruption) if it is not; `what` is for the message.
  [[nodiscard]] std::string need(const std::string& key, const std::string& what) const;
  // Ascending by key.
  void forEach(std::string_view prefix, const RowVisitor& visit) const;
  void forEachBetween(const std::string& begin, const std::string& end, const RowVisitor& visit) const;
  // Over all partitions, ascending by what follows the partition.
  void forEachOfTag(Tag tag, std::string_view body_prefix, const RowVisitor& visit) const;
  // The keys that begin with `prefix`.
  [[nodiscard]] std::vector<std::string> keys(std::string_view prefix) const;
  [[nodiscard]] bool any(std::string_view prefix) const;

 private:
  const KeyValueView& view_;
};

// What a batch is made of: reads see what was put and erased before.
class Changes {
 public:
  explicit Changes(const Rows& before) : before_(before) {}
  [[nodiscard]] const Rows& before() const { return before_; }

  [[nodiscard]] std::optional<std::string> get(const std::string& key) const;
  void forEach(std::string_view prefix, const RowVisitor& visit) const;
  [[nodiscard]] std::vector<std::string> keys(std::string_view prefix) const;
  [[nodiscard]] bool any(std::string_view prefix) const;

  void put(std::string key, std::string body) { pending_.insert_or_assign(std::move(key), std::move(body)); }
  void erase(std::string key) { pending_.insert_or_assign(std::move(key), std::nullopt); }

  // Ascending by key; only what differs from before.
  [[nodiscard]] std::vector<Write> writes() const;

 private:
  const Rows& before_;
  std::map<std::string, std::optional<std::string>, std::less<>> pending_;
};

}  // namespace parley::store
