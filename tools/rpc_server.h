#pragma once
// `parley serve`: questions answered on a Unix socket (proto/rpc.capnp, docs/RPC.md).
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "tools/rpc_limits.h"
#include "tools/served.h"
#include "tools/server_log.h"

namespace parley {

using ServerLog = std::function<void(std::string_view event, const LogFields& fields)>;

struct ServeOptions {
  std::filesystem::path socket;
  std::optional<std::filesystem::path> audit = {};  // A line for each call.
  LogFormat log_format = LogFormat::kText;          // Of the audit file.
  ServerLog log = {};                               // What happens to the server; on the thread of serve().
  ServerLimits limits = {};
};

// Serves what `open` gives until SIGTERM or SIGINT. Then takes no more connections or questions, answers those in
// progress and sends the answers, for limits.drain_time at most, removes the socket and returns. `ready` is called once
// clients can connect. The two signals are captured for the whole process before `open` is called, so that the threads
// that it may start leave them alone; start none before.
//
// False if a thread is still at work with a question that nobody waits for any more: end the process without running
// destructors then.
//
// Throws Error as SocketFile and AuditFile do, and whatever `open` throws.
[[nodiscard]] bool serve(const ServeOptions& options, const std::function<std::shared_ptr<Served>()>& open,
                         const std::function<void()>& ready);

}  // namespace parley
