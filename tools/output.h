#pragma once
// Standard output and error without the buffering of stdio in between: what went wrong is known when it goes wrong.
#include <array>
#include <streambuf>

namespace parley {

// The reader of our output has gone (`parley ... | head`). Not an Error: nobody is left to tell, and nothing is wrong.
struct OutputClosed {};

// Throws OutputClosed or Error(kIo) from the stream that uses it, if that stream has exceptions(std::ios::badbit).
class FdOutput final : public std::streambuf {
 public:
  explicit FdOutput(int fd) : fd_(fd) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

 protected:
  int_type overflow(int_type character) override;
  int sync() override;

 private:
  int fd_;
  std::array<char, 16384> buffer_;
};

}  // namespace parley
