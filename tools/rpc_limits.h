#pragma once
// What both sides of a connection agree on, and what a server allows.
#include <capnp/message.h>

#include <chrono>
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

// docs/RPC.md has them as a table. Tests choose smaller ones.
struct ServerLimits {
  // Four at least, so that two clients with two slow questions each leave room only when there are more cores; one
  // client never takes all.
  unsigned threads = 4;
  unsigned running_per_connection = 2;
  std::size_t waiting_per_connection = 256;         // No more are read until some are answered.
  std::chrono::milliseconds question_time{60'000};  // From arrival; waiting for a thread counts.
  std::chrono::milliseconds export_time{600'000};   // Counts the time that the client takes to take the file.
  std::uint64_t question_rows = 50'000'000;         // Read from the store: of a million documents, an export.
  std::size_t chunk_bytes = 256u << 10;             // Of a file, at a time.
  std::chrono::milliseconds chunk_time{30'000};     // For the client to take one.
  std::chrono::milliseconds health_time{5'000};     // For a thread to be free and the store to be looked into.
  // On SIGTERM: for questions in progress to be answered and sent, then for threads to notice that they are not wanted.
  std::chrono::milliseconds drain_time{4'000};
  std::chrono::milliseconds stop_time{800};
};

}  // namespace parley
