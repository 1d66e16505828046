#pragma once
// What both sides of a connection agree on.
#include <capnp/message.h>

#include <cstdint>

namespace parley {

// An answer: 48 MiB. Beyond it the server says so in place of the answer.
inline constexpr std::uint64_t kMaxAnswerWords = 6u << 20;

// Of all messages of a connection. In version 0.9.2 these also limit what may be sent, so the answers must fit; how
// much a client may send is limited by GuardedStream.
inline capnp::ReaderOptions serverReaderOptions() {
  capnp::ReaderOptions options;
  options.traversalLimitInWords = kMaxAnswerWords + (1u << 17);
  options.nestingLimit = 32;
  return options;
}
// Reading an answer visits each part once, but texts and lists of empty structs count a little more than they weigh.
inline capnp::ReaderOptions clientReaderOptions() {
  capnp::ReaderOptions options;
  options.traversalLimitInWords = 2 * kMaxAnswerWords;
  options.nestingLimit = 32;
  return options;
}

}  // namespace parley
