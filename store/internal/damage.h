#pragma once

namespace parley::store {

// What to do about damage: the end of every message that tells of some.
inline constexpr char kDamageHint[] = "; parley verify says what is damaged, parley repair and parley restore mend it";

}  // namespace parley::store
