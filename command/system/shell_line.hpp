#pragma once

#include <string>

namespace parzen::command {

/// Runs a line in a shell and returns its status, as std::system does.
///
/// While it runs, Ctrl-C and the quit key reach it alone. If one of them ended it, this program ends too, by the same
/// signal. The shell must be there to be ended: let it `exit $?` after its last command, which it otherwise becomes.
int run_shell_line(const std::string& line);

}  // namespace parzen::command
