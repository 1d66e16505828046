#include "tools/server_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>

#include "graph/date.h"
#include "graph/error.h"

namespace parley {
namespace {

// "2022-01-21T09:30:00.125Z"
std::string timeNow() {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::hh_mm_ss time(now - day);
  char text[32];
  std::snprintf(text, sizeof(text), "T%02d:%02d:%02d.%03dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return formatDate(day) + text;
}

// Pure ASCII, so that no character of a name can do anything to a terminal.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

bool isPlain(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || std::strchr("./:_-", c) != nullptr);
  });
}

}  // namespace

std::string logLine(LogFormat format, std::string_view event, const LogFields& fields) {
  if (format == LogFormat::kJson) {
    nlohmann::ordered_json line = {{"time", timeNow()}, {"event", event}};
    for (const auto& [key, value] : fields) {
      std::visit([&, name = std::string(key)](const auto& plain) { line[name] = plain; }, value);
    }
    return line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  }
  std::string line = timeNow() + " " + std::string(event);
  for (const auto& [key, value] : fields) {
    const auto* text = std::get_if<std::string>(&value);
    line += " " + std::string(key) + "=" +
            (text == nullptr  ? std::to_string(std::get<std::uint64_t>(value))
             : isPlain(*text) ? *text
                              : quoted(*text));
  }
  return line;
}

AuditFile::AuditFile(const std::filesystem::path& path, LogFormat format)
    : fd_(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)), format_(format) {
  if (fd_ >= 0) return;
  const int error = errno;
  throw Error(error == EACCES || error == EPERM ? ErrorCode::kDenied : ErrorCode::kIo,
              "opening the audit file " + path.string() + ": " + std::strerror(error));
}

AuditFile::~AuditFile() { close(fd_); }

bool AuditFile::write(std::string_view event, const LogFields& fields) {
  const std::string line = logLine(format_, event, fields) + "\n";
  return ::write(fd_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

}  // namespace parley
