#pragma once
// `parley serve`: an Answers object on a Unix socket (proto/rpc.capnp, docs/RPC.md).
#include <filesystem>
#include <functional>

#include "query/answers.h"

namespace parley {

// Serves `answers` at `socket` until SIGTERM or SIGINT; then takes no more connections, sends what is answered, removes
// the socket and returns. `ready` is called once clients can connect. Call it before the program starts threads: it
// captures the two signals for the whole process.
//
// The socket's mode is 0600: only its owner can connect. A socket file that nobody serves is replaced. Throws Error:
// kBusy (somebody serves there), kInvalidArgument (another kind of file, a path too long for a socket), kDenied, kIo.
void serve(const std::filesystem::path& socket, Answers& answers, const std::function<void()>& ready);

}  // namespace parley
