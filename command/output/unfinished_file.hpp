#pragma once

#include <cstddef>
#include <string>

namespace parzen::command {

/// Removes a file, or a directory that is empty by then, if a signal (Ctrl-C, SIGQUIT, SIGTERM, SIGHUP) ends the
/// program while this lives; the signal then has the effect it would have had. The youngest goes first, so that a
/// directory guarded before its files is empty when its turn comes. For one thread; up to 64 at a time, no more are
/// guarded.
class UnfinishedFile {
 public:
  /// An empty path guards nothing.
  explicit UnfinishedFile(std::string path);
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  ~UnfinishedFile();

 private:
  std::string path_;
  std::size_t slot_;
};

}  // namespace parzen::command
