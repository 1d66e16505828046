#pragma once
// The bytes of files, for tests that damage them.
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

namespace parley::test {

inline std::string contentsOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void writeFile(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

// By their path below `dir`.
inline std::map<std::string, std::string> filesOf(const std::filesystem::path& dir) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (entry.is_regular_file()) files[std::filesystem::relative(entry.path(), dir)] = contentsOf(entry.path());
  }
  return files;
}

inline void writeFiles(const std::filesystem::path& dir, const std::map<std::string, std::string>& files) {
  std::filesystem::remove_all(dir);
  for (const auto& [name, content] : files) {
    std::filesystem::create_directories((dir / name).parent_path());
    writeFile(dir / name, content);
  }
}

// The file of `dir` whose name ends (or begins) with `part`. Throws if there is another number of them.
inline std::filesystem::path onlyFile(const std::filesystem::path& dir, const std::string& part, bool begins = false) {
  std::filesystem::path found;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    const std::string name = entry.path().filename();
    if (begins ? !name.starts_with(part) : !name.ends_with(part)) continue;
    found = entry.path();
    ++count;
  }
  if (count != 1) throw std::runtime_error(std::to_string(count) + " files with " + part + " in " + dir.string());
  return found;
}

}  // namespace parley::test
