#include "tools/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>

#include "extract/reader.h"
#include "graph/error.h"
#include "tools/terminal.h"

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSidecarSuffix = ".meta.json";
constexpr std::size_t kMaxSidecarBytes = 64u << 10;

bool isArticleName(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  static constexpr std::array<std::string_view, 4> kExtensions = {".txt", ".html", ".htm", ".xhtml"};
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

// Opening a pipe would wait for its writer. What cannot be looked at is tried, and then refused with its reason.
bool isOtherThanFile(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !error && fs::exists(status) && !fs::is_regular_file(status);
}

void walkFolder(const fs::path& folder, FoundInputs& found) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (!it->path().filename().string().starts_with('.')) entries.push_back(it->path());
  }
  if (error) found.refused.push_back({folder.string(), "cannot read the folder: " + error.message()});
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    const fs::file_status status = fs::symlink_status(entry, error);
    if (fs::is_directory(status)) {
      walkFolder(entry, found);
    } else if (isArticleName(entry) && !isOtherThanFile(entry)) {
      found.inputs.push_back({entry.string(), validUtf8(entry.stem().string())});
    } else if (!entry.filename().string().ends_with(kSidecarSuffix)) {
      ++found.passed_over;
    }
  }
}

ErrorCode codeOf(int error) { return error == EACCES || error == EPERM ? ErrorCode::kDenied : ErrorCode::kIo; }

struct File {
  int fd = -1;
  bool own = true;
  ~File() {
    if (own && fd >= 0) close(fd);
  }
};

std::string tooLarge(std::size_t limit) {
  return "larger than " + std::to_string(limit >> 20) + " MiB, so not an article; split it, or leave it out";
}

}  // namespace

FoundInputs findInputs(std::span<const std::string> arguments) {
  FoundInputs found;
  for (const std::string& argument : arguments) {
    std::error_code error;
    if (argument == "-") {
      found.inputs.push_back({"-", "stdin"});
    } else if (fs::is_directory(argument, error)) {
      walkFolder(argument, found);
    } else {
      found.inputs.push_back({argument, validUtf8(fs::path(argument).stem().string())});
    }
  }
  return found;
}

std::string readBytes(const std::string& path, std::size_t limit) {
  File file;
  file.own = path != "-";
  file.fd = file.own ? open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  const auto fail = [](const char* doing, int error) {
    throw Error(codeOf(error), doing + std::string(std::strerror(error)));
  };
  if (file.fd < 0) fail("cannot open it: ", errno);
  struct stat status {};
  if (fstat(file.fd, &status) != 0) fail("cannot look at it: ", errno);
  if (S_ISDIR(status.st_mode)) throw Error(ErrorCode::kInvalidArgument, "it is a folder");
  const bool sized = S_ISREG(status.st_mode);
  if (sized && static_cast<std::uint64_t>(status.st_size) > limit) throw Error(ErrorCode::kLimit, tooLarge(limit));

  std::string bytes;
  std::array<char, 64u << 10> buffer;
  while (bytes.size() <= limit) {
    const ssize_t got = read(file.fd, buffer.data(), std::min(buffer.size(), limit + 1 - bytes.size()));
    if (got == 0) return bytes;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read it: ", errno);
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  throw Error(ErrorCode::kLimit, tooLarge(limit));
}

std::optional<Sighting> readSidecar(const std::string& path) {
  const std::string sidecar = path + std::string(kSidecarSuffix);
  std::error_code ignored;
  if (path == "-" || !fs::exists(fs::symlink_status(sidecar, ignored))) return std::nullopt;
  const auto poor = [&](const std::string& why) {
    return Error(ErrorCode::kInvalidArgument, "its sidecar " + sidecar + ": " + why);
  };
  if (isOtherThanFile(sidecar)) throw poor("not a file");
  const auto json = nlohmann::json::parse(readBytes(sidecar, kMaxSidecarBytes), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) throw poor("not a JSON object; write {\"date\": \"2022-01-21\", ...}");
  const auto text = [&](const char* key) -> std::string {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return {};
    if (!found->is_string()) throw poor("\"" + std::string(key) + "\" must be a text");
    return found->get<std::string>();
  };
  Sighting sighting;
  if (const std::string date = text("date"); !date.empty()) {
    sighting.published = parseDate(date);
    if (!sighting.published) throw poor("\"date\" must be a day such as 2022-01-21, not " + date);
  }
  sighting.url = text("url");
  sighting.outlet = text("outlet");
  sighting.title = text("title");
  return sighting;
}

Sighting sightingOf(const std::string& name, Sighting sidecar, const GivenSighting& given) {
  sidecar.name = name;
  if (given.date) sidecar.published = given.date;
  if (!given.outlet.empty()) sidecar.outlet = given.outlet;
  if (!given.url.empty()) sidecar.url = given.url;
  if (!given.title.empty()) sidecar.title = given.title;
  for (std::string* text : {&sidecar.name, &sidecar.outlet, &sidecar.url, &sidecar.title}) *text = validUtf8(*text);
  return sidecar;
}

Document readInput(const Input& input, const GivenSighting& given) {
  Sighting sighting = sightingOf(input.name, readSidecar(input.path).value_or(Sighting{}), given);
  return readDocument(readBytes(input.path, kMaxDocumentBytes), std::move(sighting));
}

}  // namespace parley
