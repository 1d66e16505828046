#pragma once
// Cap'n Proto messages from somebody who may mean harm. The library's own stream trusts the sender in three ways that
// this one does not: a segment count of 0xFFFFFFFF overflows its arithmetic (version 0.9.2), a frame that is never
// finished keeps the connection for ever, and a client that sends questions but reads no answers makes the server hold
// them all.
#include <capnp/serialize-async.h>
#include <kj/timer.h>

#include <cstdint>
#include <functional>

namespace parley {

struct StreamLimits {
  std::uint32_t max_segments = 64;             // Builders grow by doubling: 64 segments are more than any message has.
  std::uint64_t max_message_words = 1u << 17;  // 1 MiB. What a peer may send at once.
  std::uint64_t max_queued_bytes = 4u << 20;   // Unsent answers beyond which no more questions are read.
  kj::Duration frame_deadline = 30 * kj::SECONDS;  // From the first byte of a message to its last.
  kj::Duration stall_deadline = 30 * kj::SECONDS;  // How long the peer may leave its answers unread.
};

// Framing: u32 segment count less one | u32 words of each segment | padding to 8 bytes | the segments; little-endian.
// Past a limit the read fails, and with it the connection.
class GuardedStream final : public capnp::MessageStream {
 public:
  // `stream` and `timer` outlive this object.
  GuardedStream(kj::AsyncIoStream& stream, kj::Timer& timer, const StreamLimits& limits)
      : stream_(stream), writer_(stream), timer_(timer), limits_(limits) {}

  // Who knows how many bytes wait to be sent; set before the first read.
  void watchQueue(std::function<std::uint64_t()> queued_bytes) { queued_bytes_ = std::move(queued_bytes); }

  kj::Promise<kj::Maybe<capnp::MessageReaderAndFds>> tryReadMessage(kj::ArrayPtr<kj::AutoCloseFd> fd_space,
                                                                    capnp::ReaderOptions options,
                                                                    kj::ArrayPtr<capnp::word> scratch) override;
  kj::Promise<void> writeMessage(kj::ArrayPtr<const int> fds,
                                 kj::ArrayPtr<const kj::ArrayPtr<const capnp::word>> segments) override {
    return writer_.writeMessage(fds, segments);
  }
  kj::Promise<void> writeMessages(kj::ArrayPtr<kj::ArrayPtr<const kj::ArrayPtr<const capnp::word>>> messages) override {
    return writer_.writeMessages(messages);
  }
  kj::Maybe<int> getSendBufferSize() override { return writer_.getSendBufferSize(); }
  kj::Promise<void> end() override { return writer_.end(); }

 private:
  struct Frame;
  kj::Promise<void> waitForRoom();
  kj::Promise<void> readRest(Frame& frame);

  kj::AsyncIoStream& stream_;
  capnp::AsyncIoMessageStream writer_;
  kj::Timer& timer_;
  StreamLimits limits_;
  std::function<std::uint64_t()> queued_bytes_ = [] { return std::uint64_t{0}; };
};

}  // namespace parley
