#include "article/random_strings.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <string_view>

#include "failure.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

constexpr int kProcesses = 4;
constexpr int kLength = 5;

using Message = std::pair<int, std::string>;  // who sends, and the string
using Output = polyproc::Queue<Message>;

// What a stream is seeded with beside the seed: the two lists shall not repeat each other.
enum class Stream : std::uint32_t { of_identity, of_position };

std::string random_string(std::uint32_t seed, Stream kind, int number) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::seed_seq sequence{seed, static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(number)};
  std::mt19937 generator{sequence};
  std::uniform_int_distribution<std::size_t> choice{0, kLetters.size() - 1};
  std::string text;
  for (int i = 0; i < kLength; ++i) text += kLetters[choice(generator)];
  return text;
}

void put_string(std::uint32_t seed, Output output) {
  const int identity = polyproc::current_process().identity().back();
  output.put({identity, random_string(seed, Stream::of_identity, identity)});
}

void put_positioned_string(int position, std::uint32_t seed, Output output) {
  output.put({position, random_string(seed, Stream::of_position, position)});
}

void start_and_join(std::vector<polyproc::Process>& processes) {
  for (polyproc::Process& process : processes) process.start();
  for (polyproc::Process& process : processes) process.join();
}

std::vector<Message> sorted_messages(Output& output) {
  std::vector<Message> messages;
  for (int i = 0; i < kProcesses; ++i) {
    // All writers have ended, so what they sent is there; a string that is missing will not come.
    std::optional<Message> message = output.get_for(std::chrono::seconds{1});
    if (!message) throw Failure{"a process ended without sending its string; run the command again"};
    messages.push_back(std::move(*message));
  }
  std::ranges::sort(messages);
  return messages;
}

}  // namespace

std::vector<std::string> strings_from_processes(std::uint32_t seed) {
  Output output;
  std::vector<polyproc::Process> processes;
  for (int i = 0; i < kProcesses; ++i) processes.emplace_back(put_string, seed, output);
  start_and_join(processes);
  std::vector<std::string> strings;
  for (Message& message : sorted_messages(output)) strings.push_back(std::move(message.second));
  return strings;
}

std::vector<Message> positioned_strings_from_processes(std::uint32_t seed) {
  Output output;
  std::vector<polyproc::Process> processes;
  for (int i = 0; i < kProcesses; ++i) processes.emplace_back(put_positioned_string, i, seed, output);
  start_and_join(processes);
  return sorted_messages(output);
}

}  // namespace parzen::command
