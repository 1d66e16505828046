#pragma once
// Articles on their way in: which files are meant, their bytes, and what a sidecar says of them.
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/document.h"
#include "graph/report.h"

namespace parley {

struct Input {
  std::string path;  // "-": standard input.
  std::string name;  // File stem, valid UTF-8 whatever the file system holds; "stdin".
  auto operator<=>(const Input&) const = default;
};

// An input that did not become a document, and why.
struct Refusal {
  std::string path;
  std::string reason;
  auto operator<=>(const Refusal&) const = default;
};

struct FoundInputs {
  std::vector<Input> inputs;  // In the order of the arguments; those of a folder sorted by path.
  std::vector<Refusal> refused;
  std::size_t passed_over = 0;  // What else was in folders.
};

// A file is itself, whatever its name. A folder gives its .txt, .html, .htm and .xhtml files, and those of its folders;
// hidden files and folders are passed over in silence, links to folders are not followed, and nothing is read there but
// regular files and links to them. What cannot be read is refused, the rest goes on.
[[nodiscard]] FoundInputs findInputs(std::span<const std::string> arguments);

// Throws Error: kIo, kDenied, kInvalidArgument (a folder), kLimit if there are more than `limit` bytes, of which no
// more than `limit` + 1 are read, and none if the file's size already says so.
[[nodiscard]] std::string readBytes(const std::string& path, std::size_t limit);

// What FILE.meta.json says: "date", "url", "outlet", "title"; other keys are left to others. A sighting without a name.
// nullopt if there is no such file. Throws Error(kInvalidArgument) if it cannot be understood.
[[nodiscard]] std::optional<Sighting> readSidecar(const std::string& path);

// What the command line says of all inputs; it wins over a sidecar.
struct GivenSighting {
  std::optional<Date> date;
  std::string outlet, url, title;
};

// What the sidecar says, overruled by what is given. All its texts are valid UTF-8.
[[nodiscard]] Sighting sightingOf(const std::string& name, Sighting sidecar, const GivenSighting& given);

// The input as a document: read, not yet extracted. Throws as readBytes(), readSidecar() and readDocument().
[[nodiscard]] Document readInput(const Input& input, const GivenSighting& given);

}  // namespace parley
