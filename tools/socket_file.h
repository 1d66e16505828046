#pragma once
// The file of a listening Unix socket.
#include <sys/types.h>

#include <filesystem>

namespace parley {

// Removed at the end if it is still ours.
class SocketFile {
 public:
  // Listens, with mode 0600: only the owner can connect. A socket file that nobody serves is replaced. Throws Error:
  // kBusy (somebody serves there), kInvalidArgument (another kind of file, a path too long for a socket), kDenied, kIo.
  explicit SocketFile(const std::filesystem::path& path);
  SocketFile(const SocketFile&) = delete;
  ~SocketFile();

  // To be owned by the event loop. Does not block.
  [[nodiscard]] int fd() const { return fd_; }

 private:
  std::filesystem::path path_;
  int fd_ = -1;
  ino_t inode_ = 0;
};

}  // namespace parley
