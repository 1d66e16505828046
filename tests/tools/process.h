#pragma once
// The parley program as a user runs it.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley::test {

inline std::string contentsOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void writeFile(const std::filesystem::path& path, const std::string& contents) {
  std::ofstream file(path, std::ios::binary);
  file << contents;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

// A test may run as root, whom no permission stops: kNobody is then a user whom it does.
enum class User { kSame, kNobody };

// A running program; killed if it still runs when this ends.
class Process {
 public:
  // `folder` takes the files "out" and "err" of what it writes; standard input is `input`. HOME and the like are not
  // passed on, so that no test can touch a real store.
  Process(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const std::string& input = "",
          const std::map<std::string, std::string>& environment = {}, User user = User::kSame,
          const std::string& program = PARLEY_PROGRAM)
      : out_(folder / "out"), err_(folder / "err") {
    const std::filesystem::path in = folder / "in";
    writeFile(in, input);
    // Emptied before anybody can look: what an earlier program wrote here is not of this one.
    writeFile(out_, "");
    writeFile(err_, "");
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ != 0) return;
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out_, O_WRONLY, STDOUT_FILENO);
    redirect(err_, O_WRONLY, STDERR_FILENO);
    std::vector<std::string> variables = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    // Opened before the user changes, who may not reach the folder that it is in.
    const int fd = open(program.c_str(), O_RDONLY | O_CLOEXEC);
    constexpr uid_t kNobodyId = 65534;
    if (user == User::kNobody && geteuid() == 0 && (setgid(kNobodyId) != 0 || setuid(kNobodyId) != 0)) _exit(125);
    fexecve(fd, pointers(words).data(), pointers(variables).data());
    _exit(127);
  }
  Process(const Process&) = delete;
  ~Process() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  void send(int signal) const { kill(pid_, signal); }
  // The exit code; 128 and the signal if one ended it.
  int wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  // Waits until it has written `text` to standard output or error. Throws if it ends before.
  void waitForText(const std::string& text) const {
    while ((out() + err()).find(text) == std::string::npos) {
      siginfo_t ended{};
      if (waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != 0) {
        throw std::runtime_error("the program ended without saying " + text + ": " + err());
      }
      usleep(1000);
    }
  }
  [[nodiscard]] std::string out() const { return contentsOf(out_); }
  [[nodiscard]] std::string err() const { return contentsOf(err_); }

 private:
  static void redirect(const std::filesystem::path& path, int flags, int to) {
    const int fd = open(path.c_str(), flags, 0600);
    if (fd < 0 || dup2(fd, to) < 0) _exit(126);
    close(fd);
  }
  static std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    for (std::string& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
  }

  std::filesystem::path out_, err_;
  pid_t pid_ = -1;
};

struct Ran {
  int code = 0;
  std::string out, err;
};

inline Ran run(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
               const std::string& input = "", const std::map<std::string, std::string>& environment = {}) {
  Process process(folder, arguments, input, environment);
  const int code = process.wait();
  return {code, process.out(), process.err()};
}

}  // namespace parley::test
