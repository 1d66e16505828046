#include "store/internal/rows.h"

#include <algorithm>
#include <utility>

#include "graph/error.h"
#include "store/internal/codec.h"
#include "store/internal/damage.h"

namespace parley::store {
namespace {

// Pages grow, because most visitors want one row or all of them.
constexpr std::size_t kFirstPageRows = 16;
constexpr std::size_t kPageRows = 1024;
constexpr std::size_t kTagAt = 2;

Page onePage(const KeyValueView& view, Range range) {
  std::vector<Page> pages = view.scan(std::span(&range, 1));
  return std::move(pages.front());
}

}  // namespace

std::optional<std::string> Rows::get(const std::string& key) const {
  return std::move(get(std::span(&key, 1)).front());
}

std::vector<std::optional<std::string>> Rows::get(std::span<const std::string> keys) const {
  std::vector<std::optional<std::string>> values = view_.get(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (values[i]) values[i]->resize(unseal(keys[i], *values[i]).size());
  }
  return values;
}

std::string Rows::need(const std::string& key, const std::string& what) const {
  std::optional<std::string> body = get(key);
  if (body) return std::move(*body);
  throw damaged("reading " + what +
                " from the store: it is not there, and other rows say that it is; the store is damaged");
}

void Rows::forEach(std::string_view prefix, const RowVisitor& visit) const {
  forEachBetween(std::string(prefix), prefixEnd(prefix), visit);
}

void Rows::forEachBetween(const std::string& begin, const std::string& end, const RowVisitor& visit) const {
  std::optional<std::string> from = begin;
  for (std::size_t limit = kFirstPageRows; from; limit = std::min(4 * limit, kPageRows)) {
    const Page page = onePage(view_, {*from, end, limit});
    for (const Row& row : page.rows) {
      if (!visit(row.key, unseal(row.key, row.value))) return;
    }
    from = page.next;
  }
}

void Rows::forEachOfTag(Tag tag, std::string_view body_prefix, const RowVisitor& visit) const {
  std::vector<Range> ranges;
  for (std::uint16_t partition = 0; partition < kPartitions; ++partition) {
    std::string begin = KeyBuilder(partition, tag).take().append(body_prefix);
    std::string end = prefixEnd(begin);
    ranges.push_back({std::move(begin), std::move(end), kFirstPageRows});
  }
  struct Cursor {
    Page page;
    std::size_t at = 0;
    std::string end;
    [[nodiscard]] std::string_view order() const { return std::string_view(page.rows[at].key).substr(kTagAt); }
  };
  std::vector<Cursor> cursors;
  std::vector<Page> pages = view_.scan(ranges);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i].rows.empty()) cursors.push_back({std::move(pages[i]), 0, std::move(ranges[i].end)});
  }
  const auto later = [](const Cursor& a, const Cursor& b) { return a.order() > b.order(); };
  std::make_heap(cursors.begin(), cursors.end(), later);
  while (!cursors.empty()) {
    std::pop_heap(cursors.begin(), cursors.end(), later);
    Cursor& cursor = cursors.back();
    const Row& row = cursor.page.rows[cursor.at];
    if (!visit(row.key, unseal(row.key, row.value))) return;
    if (++cursor.at == cursor.page.rows.size() && cursor.page.next) {
      cursor.page = onePage(view_, {*cursor.page.next, cursor.end, kPageRows});
      cursor.at = 0;
    }
    if (cursor.at == cursor.page.rows.size()) {
      cursors.pop_back();
    } else {
      std::push_heap(cursors.begin(), cursors.end(), later);
    }
  }
}

std::vector<std::string> Rows::keys(std::string_view prefix) const {
  std::vector<std::string> keys;
  forEach(prefix, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  });
  return keys;
}

bool Rows::any(std::string_view prefix) const {
  bool found = false;
  forEach(prefix, [&](std::string_view, std::string_view) {
    found = true;
    return false;
  });
  return found;
}

std::optional<std::string> Changes::get(const std::string& key) const {
  const auto found = pending_.find(key);
  return found == pending_.end() ? before_.get(key) : found->second;
}

void Changes::forEach(std::string_view prefix, const RowVisitor& visit) const {
  auto pending = pending_.lower_bound(prefix);
  const auto end = pending_.lower_bound(prefixEnd(prefix));
  bool stopped = false;
  // Pending rows up to `key`, that one included; true if there is one for `key` itself.
  const auto visitPending = [&](const std::string_view* key) {
    bool same = false;
    for (; !stopped && pending != end && (key == nullptr || pending->first <= *key); ++pending) {
      same = key != nullptr && pending->first == *key;
      if (pending->second) stopped = !visit(pending->first, *pending->second);
    }
    return same;
  };
  before_.forEach(prefix, [&](std::string_view key, std::string_view body) {
    if (!visitPending(&key) && !stopped) stopped = !visit(key, body);
    return !stopped;
  });
  visitPending(nullptr);
}

std::vector<std::string> Changes::keys(std::string_view prefix) const {
  std::vector<std::string> keys;
  forEach(prefix, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  });
  return keys;
}

bool Changes::any(std::string_view prefix) const {
  bool found = false;
  forEach(prefix, [&](std::string_view, std::string_view) {
    found = true;
    return false;
  });
  return found;
}

std::vector<Write> Changes::writes() const {
  std::vector<std::string> keys;
  for (const auto& [key, body] : pending_) keys.push_back(key);
  const std::vector<std::optional<std::string>> stored = before_.get(keys);
  std::vector<Write> writes;
  std::size_t i = 0;
  for (const auto& [key, body] : pending_) {
    if (stored[i++] == body) continue;
    writes.push_back({key, body ? std::optional(seal(key, *body)) : std::nullopt});
  }
  return writes;
}

}  // namespace parley::store
