#pragma once
// `parley serve`: an Answers object on a Unix socket (proto/rpc.capnp, docs/RPC.md).
#include <filesystem>
#include <functional>
#include <memory>

#include "query/answers.h"

namespace parley {

// Serves what `open` gives at `socket` until SIGTERM or SIGINT; then takes no more connections, sends what is answered,
// removes the socket and returns. `ready` is called once clients can connect. The two signals are captured for the
// whole process before `open` is called, so that the threads that it may start leave them alone; start none before.
//
// The socket's mode is 0600: only its owner can connect. A socket file that nobody serves is replaced. Throws Error:
// kBusy (somebody serves there), kInvalidArgument (another kind of file, a path too long for a socket), kDenied, kIo;
// and whatever `open` throws.
void serve(const std::filesystem::path& socket, const std::function<std::unique_ptr<Answers>()>& open,
           const std::function<void()>& ready);

}  // namespace parley
