#include "system/shell_line.hpp"

#include <csignal>
#include <cstdlib>

namespace parzen::command {

int run_shell_line(const std::string& line) {
  const int status = std::system(line.c_str());
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGQUIT)) std::raise(WTERMSIG(status));
  return status;
}

}  // namespace parzen::command
