#include "tools/socket_file.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "graph/error.h"

namespace parley {
namespace {

[[noreturn]] void failListening(const std::filesystem::path& socket, int error) {
  const ErrorCode code = error == EACCES || error == EPERM ? ErrorCode::kDenied : ErrorCode::kIo;
  throw Error(code, "listening at " + socket.string() + ": " + std::strerror(error));
}

int socketOrFail(const std::filesystem::path& path) {
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) failListening(path, errno);
  return fd;
}

// A server that was killed leaves its file behind. Nobody accepts there: connecting tells.
void removeStale(const std::filesystem::path& path, const sockaddr_un& address) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return;
  if (!S_ISSOCK(status.st_mode)) {
    throw Error(ErrorCode::kInvalidArgument,
                "listening at " + path.string() + ": there is a file that is no socket; choose another path");
  }
  const int fd = socketOrFail(path);
  const int connected = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const int error = errno;
  close(fd);
  if (connected == 0 || error == EAGAIN) {
    throw Error(ErrorCode::kBusy,
                "listening at " + path.string() + ": another server answers there; stop it or choose another path");
  }
  if (error != ECONNREFUSED) failListening(path, error);
  unlink(path.c_str());
}

}  // namespace

SocketFile::SocketFile(const std::filesystem::path& path) : path_(path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = path.string();
  if (name.size() >= sizeof(address.sun_path)) {
    throw Error(ErrorCode::kInvalidArgument, "listening at " + name + ": the path is longer than a socket's may be (" +
                                                 std::to_string(sizeof(address.sun_path) - 1) +
                                                 " bytes); choose a shorter one");
  }
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  removeStale(path_, address);
  fd_ = socketOrFail(path_);
  // The mode of the file is the permission, from the first moment on.
  const mode_t before = umask(0177);
  const int bound = bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const int error = errno;
  umask(before);
  if (bound != 0) {
    close(fd_);
    failListening(path_, error);
  }
  struct stat status {};
  if (stat(path_.c_str(), &status) == 0) inode_ = status.st_ino;
  if (listen(fd_, 128) != 0) failListening(path_, errno);
}

SocketFile::~SocketFile() {
  struct stat status {};
  if (stat(path_.c_str(), &status) == 0 && status.st_ino == inode_) unlink(path_.c_str());
}

}  // namespace parley
