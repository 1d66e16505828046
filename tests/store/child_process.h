#pragma once
// Runs parley_store_child. Started by fork and exec, because RocksDB's threads do not survive a fork alone.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley::test {

class ChildProcess {
 public:
  explicit ChildProcess(std::vector<std::string> args) {
    args.insert(args.begin(), PARLEY_STORE_CHILD);
    std::vector<char*> argv;
    for (std::string& arg : args) argv.push_back(arg.data());
    argv.push_back(nullptr);
    int input[2], output[2];
    if (pipe(input) != 0 || pipe(output) != 0) throw std::runtime_error("cannot make a pipe");
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot start a process");
    if (pid_ == 0) {
      dup2(input[0], STDIN_FILENO);
      dup2(output[1], STDOUT_FILENO);
      for (const int fd : {input[0], input[1], output[0], output[1]}) close(fd);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(input[0]);
    close(output[1]);
    input_ = input[1];
    output_ = output[0];
  }
  ChildProcess(const ChildProcess&) = delete;
  ~ChildProcess() {
    if (pid_ > 0) {
      kill();
      wait();
    }
    close(output_);
  }

  // Without its end; nullopt when the process has closed its output. A line without an end was never acknowledged.
  std::optional<std::string> readLine() {
    std::string line;
    for (char c; read(output_, &c, 1) == 1;) {
      if (c == '\n') return line;
      line += c;
    }
    return std::nullopt;
  }
  void kill() { ::kill(pid_, SIGKILL); }
  // Ends its input and waits for it: its exit status, or minus the signal that ended it.
  int wait() {
    close(input_);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_ = 0;
  int input_ = -1;
  int output_ = -1;
};

}  // namespace parley::test
