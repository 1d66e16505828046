#pragma once
// How failures travel: one exception type with a code that a caller can act on, and a check for our own bugs.
#include <stdexcept>
#include <string>

namespace parley {

// Few on purpose: these are the distinctions that the exit codes and the RPC service make.
enum class ErrorCode {
  kInvalidArgument,  // What we were given cannot be used: a question, an option, a file.
  kNotSupported,     // Written by a newer program, or a format that we do not read.
  kCorruption,       // Stored bytes are not what we wrote.
  kIo,               // The disk or the network did not do it.
  kBusy,             // Somebody else holds it: a second writer.
  kLimit,            // A named limit, a budget or a deadline.
  kDenied,           // Not permitted.
  kInternal,         // A bug of ours, reported by the other side.
};

// The message says what we were doing, why it failed and, where we know, what to do. It may quote file names and
// document text: whoever prints it makes it safe for the terminal.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

namespace internal {
[[noreturn]] void checkFailed(const char* condition, const char* file, int line);
}

// A condition that only a bug of ours can break. On in release too; throws std::logic_error.
#define PARLEY_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::parley::internal::checkFailed(#condition, __FILE__, __LINE__))

}  // namespace parley
