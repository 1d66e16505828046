#pragma once
// Damage found in what is stored: how it is told, with what to do about it.
#include <string>
#include <string_view>

#include "graph/error.h"

namespace parley::store {

inline constexpr std::string_view kDamageHint =
    "; parley verify says what is damaged, parley repair and parley restore mend it";

// To throw.
[[nodiscard]] inline Error damaged(const std::string& message) {
  return {ErrorCode::kCorruption, message + std::string(kDamageHint)};
}

// The message without the hint, for whoever is just doing what it says.
[[nodiscard]] inline std::string causeOf(const Error& error) {
  const std::string message = error.what();
  return message.substr(0, message.find(kDamageHint));
}

}  // namespace parley::store
