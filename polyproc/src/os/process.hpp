#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

[[nodiscard]] Pid own_pid() noexcept;
[[nodiscard]] Pid parent_pid() noexcept;

/// Writes out what the output streams of this process have buffered, without ever waiting for another thread that
/// reads.
void flush_output();

/// Forks; 0 in the child. The child has one thread and every signal as it was. stdio is flushed before, so that nothing
/// buffered is written twice.
[[nodiscard]] Pid fork_process();
/// Runs the image of this very program in a new child, with that name and one argument, every signal blocked, and of
/// this program's descriptors only the standard streams and those in `kept`, which are close-on-exec here. stdio is
/// flushed before. Throws SystemError.
[[nodiscard]] Pid run_own_image(const std::string& name, const std::string& argument, std::span<const int> kept);
/// How many forks lie between the first process of this program and this one, whoever made them. A plain load.
[[nodiscard]] unsigned fork_generation() noexcept;
/// From now on std::exit(n) in this process is exit_now(n), after standard output has been flushed: no handlers and no
/// static destructors that were inherited run.
void make_exit_immediate() noexcept;
/// Ends the process at once: no destructors, no exit handlers.
[[noreturn]] void exit_now(int code) noexcept;

/// How a child ended and what it used.
struct ChildEnd {
  Pid pid = 0;
  int exitcode = 0;                   ///< n for exit(n), -s when signal s ended it
  std::size_t peak_memory_bytes = 0;  ///< largest resident set
};

/// The pid of some ended child that has not been reaped yet. Leaves it unreaped, so its pid is still its own.
[[nodiscard]] std::optional<Pid> find_ended_child() noexcept;
/// Blocks until `pid`, a child of this process, has ended, and reaps it. Empty if there is no such child (any more):
/// somebody else reaped it, or the program ignores SIGCHLD.
std::optional<ChildEnd> reap(Pid pid) noexcept;
/// Same, but empty also while it still runs.
std::optional<ChildEnd> try_reap(Pid pid) noexcept;
/// Whether this process has any child, running or not reaped.
[[nodiscard]] bool has_children() noexcept;
/// Every child of this process, also adopted ones and those that have ended and are not reaped. Looks at every process
/// of the machine (about 10 us each): /proc/…/children exists only on some kernels.
[[nodiscard]] std::vector<Pid> children();

void send_signal(Pid pid, int signal) noexcept;
/// Signals the process group that `leader` leads.
void send_signal_to_group(Pid leader, int signal) noexcept;

/// The leader of the process group that `pid` is in; -1 if there is no such process.
[[nodiscard]] Pid group_of(Pid pid) noexcept;

/// Makes this process the leader of a process group of its own: signals from the terminal no longer reach it.
void lead_own_group() noexcept;
/// Makes orphans below this process its own children rather than init's.
void become_subreaper() noexcept;
/// Asks the kernel for SIGKILL when the parent's forking *thread* ends. Follow by a look at parent_pid(): it may have
/// ended before.
void die_with_parent() noexcept;
void disable_core_dumps() noexcept;
/// Standard input reads as empty from now on.
void close_standard_input() noexcept;

}  // namespace polyproc::internal::os
