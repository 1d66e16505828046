#pragma once
// What a server writes down, a line for each thing: on standard error what happens to it, in the audit file each call.
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

enum class LogFormat {
  kText,  // TIME EVENT KEY=VALUE ...; a value with anything but letters, digits and ./:_- in it as a JSON string.
  kJson,  // An object on a line, "time" and "event" first.
};

using LogValue = std::variant<std::string, std::uint64_t>;
using LogFields = std::vector<std::pair<std::string_view, LogValue>>;

// Without the line's end. `time` is the clock's, in UTC with milliseconds. No value can break the line or reach a
// terminal as more than text.
[[nodiscard]] std::string logLine(LogFormat format, std::string_view event, const LogFields& fields);

// A file that only grows: each line is one write() at its end.
class AuditFile {
 public:
  // Makes it with mode 0600 if it is not there. Throws Error(kDenied, kIo).
  AuditFile(const std::filesystem::path& path, LogFormat format);
  AuditFile(const AuditFile&) = delete;
  ~AuditFile();
  // False if the line could not be written in whole.
  [[nodiscard]] bool write(std::string_view event, const LogFields& fields);

 private:
  int fd_;
  LogFormat format_;
};

}  // namespace parley
