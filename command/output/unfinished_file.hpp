#pragma once

#include <array>
#include <csignal>
#include <string>

namespace parzen::command {

/// Removes a file if a signal (Ctrl-C, SIGTERM, SIGHUP) ends the program while this lives; the signal then has the
/// effect it would have had. One at a time: of two, only the younger file is removed.
class UnfinishedFile {
 public:
  /// An empty path guards nothing.
  explicit UnfinishedFile(std::string path);
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  ~UnfinishedFile();

 private:
  std::string path_;
};

}  // namespace parzen::command
