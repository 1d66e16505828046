#include "tools/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "graph/error.h"

namespace parley {

FdOutput::int_type FdOutput::overflow(int_type character) {
  sync();
  if (!traits_type::eq_int_type(character, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(character);
    pbump(1);
  }
  return traits_type::not_eof(character);
}

int FdOutput::sync() {
  const char* next = pbase();
  const char* const end = pptr();
  // Emptied first: what could not be written once is not tried again by a destructor.
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  while (next < end) {
    const ssize_t wrote = write(fd_, next, static_cast<std::size_t>(end - next));
    if (wrote >= 0) {
      next += wrote;
    } else if (errno == EPIPE) {
      throw OutputClosed{};
    } else if (errno != EINTR) {
      throw Error(ErrorCode::kIo, std::string("writing the answer: ") + std::strerror(errno));
    }
  }
  return 0;
}

}  // namespace parley
