#include "tools/guarded_stream.h"

#include <capnp/message.h>

#include <utility>

namespace parley {
namespace {

constexpr kj::Duration kLookAgain = 5 * kj::MILLISECONDS;

// A plain exception: what KJ_REQUIRE adds, our expressions and line numbers, is not the peer's business.
kj::Exception refusal(const char* why) { return KJ_EXCEPTION(FAILED, why); }

std::uint32_t littleEndian(const kj::byte* bytes) {
  return bytes[0] | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 | std::uint32_t{bytes[3]} << 24;
}

}  // namespace

struct GuardedStream::Frame {
  kj::byte head[8] = {};  // Segment count less one, words of the first segment.
  std::uint32_t count = 0;
  kj::Array<kj::byte> table;  // Words of the other segments.
  kj::Array<capnp::word> body;
  kj::Array<kj::ArrayPtr<const capnp::word>> segments;
};

// Asks again and again instead of being told, because the network tells nobody when its queue shrinks. Only a
// connection whose peer does not read pays for it.
kj::Promise<void> GuardedStream::waitForRoom() {
  if (queued_bytes_() <= limits_.max_queued_bytes) return kj::READY_NOW;
  struct Waiting {
    GuardedStream& stream;
    kj::Promise<void> lookAgain() {
      if (stream.queued_bytes_() <= stream.limits_.max_queued_bytes) return kj::READY_NOW;
      return stream.timer_.afterDelay(kLookAgain).then([this] { return lookAgain(); });
    }
  };
  auto waiting = kj::heap<Waiting>(Waiting{*this});
  auto promise = waiting->lookAgain();
  return timer_.timeoutAfter(limits_.stall_deadline, promise.attach(kj::mv(waiting)));
}

kj::Promise<void> GuardedStream::readRest(Frame& frame) {
  const std::uint32_t last = littleEndian(frame.head);
  if (last >= limits_.max_segments) return refusal("message with too many segments");
  frame.count = last + 1;
  // The table is padded to whole words: with the count it has `count` + 1 entries, rounded up to an even number.
  frame.table = kj::heapArray<kj::byte>((frame.count / 2 * 2) * 4);
  return stream_.read(frame.table.begin(), frame.table.size()).then([this, &frame]() -> kj::Promise<void> {
    const auto wordsOf = [&](std::uint32_t segment) {
      return littleEndian(segment == 0 ? frame.head + 4 : frame.table.begin() + 4 * (segment - 1));
    };
    std::uint64_t total = 0;
    for (std::uint32_t i = 0; i < frame.count; ++i) total += wordsOf(i);  // At most 64 * 2^32: no overflow.
    if (total > limits_.max_message_words) return refusal("message too large");
    frame.body = kj::heapArray<capnp::word>(total);
    frame.segments = kj::heapArray<kj::ArrayPtr<const capnp::word>>(frame.count);
    std::size_t begin = 0;
    for (std::uint32_t i = 0; i < frame.count; ++i) {
      frame.segments[i] = frame.body.slice(begin, begin + wordsOf(i));
      begin += wordsOf(i);
    }
    return stream_.read(frame.body.begin(), frame.body.size() * sizeof(capnp::word));
  });
}

kj::Promise<kj::Maybe<capnp::MessageReaderAndFds>> GuardedStream::tryReadMessage(kj::ArrayPtr<kj::AutoCloseFd>,
                                                                                 capnp::ReaderOptions options,
                                                                                 kj::ArrayPtr<capnp::word>) {
  using Result = kj::Maybe<capnp::MessageReaderAndFds>;
  auto owned = kj::heap<Frame>();
  Frame& frame = *owned;
  return waitForRoom()
      .then([this, &frame] { return stream_.tryRead(frame.head, 1, sizeof(frame.head)); })
      .then([this, &frame, options, owned = kj::mv(owned)](std::size_t got) mutable -> kj::Promise<Result> {
        if (got == 0) return Result(nullptr);
        auto rest =
            stream_.read(frame.head + got, sizeof(frame.head) - got).then([this, &frame] { return readRest(frame); });
        return timer_.timeoutAfter(limits_.frame_deadline, kj::mv(rest))
            .then([options, owned = kj::mv(owned)]() mutable -> Result {
              auto reader = kj::heap<capnp::SegmentArrayMessageReader>(owned->segments.asPtr(), options);
              return capnp::MessageReaderAndFds{kj::Own<capnp::MessageReader>(reader.attach(kj::mv(owned))), nullptr};
            });
      });
}

}  // namespace parley
