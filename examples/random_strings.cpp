// Four processes, each of which puts a random string into a queue, with its position so that the order can be restored.
#include <algorithm>
#include <iostream>
#include <polyproc/polyproc.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Answer = std::pair<unsigned, std::string>;

void random_string(unsigned position, std::size_t length, polyproc::Queue<Answer> answers) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::seed_seq seed{123U, position};  // each process its own stream, the same in every run
  std::mt19937 random{seed};
  std::uniform_int_distribution<std::size_t> index{0, kLetters.size() - 1};
  std::string text(length, ' ');
  for (char& letter : text) letter = kLetters[index(random)];
  answers.put({position, text});
}

int main() {
  polyproc::Queue<Answer> answers;
  std::vector<polyproc::Process> processes;
  for (unsigned position = 0; position < 4; ++position) {
    processes.emplace_back(random_string, position, std::size_t{5}, answers);
  }
  for (auto& process : processes) process.start();
  for (auto& process : processes) process.join();

  std::vector<Answer> in_order;
  for (std::size_t i = 0; i < processes.size(); ++i) in_order.push_back(answers.get());
  std::sort(in_order.begin(), in_order.end());
  for (const auto& [position, text] : in_order) std::cout << position << ' ' << text << '\n';
}
