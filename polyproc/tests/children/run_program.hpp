#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <string>

namespace polyproc::children {

/// A program started in a process of its own, its standard output and error read through a pipe.
class RunningProgram {
 public:
  explicit RunningProgram(const std::string& path, const std::string& argument = "") {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::alarm(60);
      ::setpgid(0, 0);  // like a shell's job
      ::dup2(ends[1], STDOUT_FILENO);
      ::dup2(ends[1], STDERR_FILENO);
      for (const int fd : ends) ::close(fd);
      ::execl(path.c_str(), path.c_str(), argument.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  ~RunningProgram() { std::fclose(output_); }

  /// The next line, without its end; empty at the end of the output, which comes when nobody is left who could write.
  std::string line() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_)) text += static_cast<char>(c);
    return text;
  }
  std::string rest() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF; c = std::fgetc(output_)) text += static_cast<char>(c);
    return text;
  }
  void send_signal(int signal) const { ::kill(pid_, signal); }
  /// As a terminal does, also to the processes that it has started and left in its process group.
  void send_signal_to_group(int signal) const { ::kill(-pid_, signal); }
  /// n for exit(n), -s when signal s ended it.
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_;
  std::FILE* output_;
};

}  // namespace polyproc::children
