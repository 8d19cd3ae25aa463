#include "polyproc/broadcast.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <numeric>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "children/processes.hpp"
#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

// Counts how often it is decoded in a process.
int decoded_here = 0;

struct Model {
  std::vector<int> weights;
  template <class Archive>
  void save(Archive& archive) const {
    archive(weights);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(weights);
    ++decoded_here;
    if (weights.size() == 13) throw std::runtime_error{"a broken model"};
  }
};

TEST(Broadcast, IsTheValueInTheProgramItself) {
  Pool pool{1};
  const auto shared = pool.broadcast(std::vector{1, 2, 3});
  EXPECT_EQ(*shared, (std::vector{1, 2, 3}));
  EXPECT_EQ(shared->size(), 3U);
}

struct Name {
  Broadcast<std::map<int, std::string>> names;
  std::string operator()(int i) const { return names->at(i); }
};

TEST(Broadcast, IsReadByEveryTaskOfAFunctionThatHoldsIt) {
  Pool pool{2};
  const Name name{pool.broadcast(std::map<int, std::string>{{1, "one"}, {2, "two"}})};
  EXPECT_EQ(pool.map(name, std::vector{1, 2, 1}), (std::vector<std::string>{"one", "two", "one"}));
}

TEST(Broadcast, IsDecodedOncePerWorkerHoweverOftenItIsSent) {
  Pool pool{2};
  const auto shared = pool.broadcast(Model{std::vector<int>(1000, 1)});
  const auto use = [](const Broadcast<Model>& model, int) {
    const int sum = std::accumulate(model->weights.begin(), model->weights.end(), 0);
    return std::pair{::getpid(), sum == 1000 ? decoded_here : -1};
  };
  std::map<int, int> most;
  std::vector<std::tuple<Broadcast<Model>, int>> items;
  for (int i = 0; i < 200; ++i) items.emplace_back(shared, i);
  for (int round = 0; round < 3; ++round) {
    for (const auto& [pid, count] : pool.starmap(use, items)) most[pid] = std::max(most[pid], count);
  }
  for (const auto& [pid, count] : most) EXPECT_EQ(count, 1) << pid;
}

TEST(Broadcast, MayHoldHandles) {
  SharedArray<int> array(3);
  array[1] = 7;
  Pool pool{1};
  const auto shared = pool.broadcast(std::vector{array, array});
  EXPECT_EQ(pool.apply([](const Broadcast<std::vector<SharedArray<int>>>& arrays) { return (*arrays)[1][1]; }, shared),
            7);
}

TEST(Broadcast, OutlivesTheWorkerThatReadIt) {
  Pool pool{1};
  const auto shared = pool.broadcast(std::string(100'000, 'x'));
  const auto size = [](const Broadcast<std::string>& text) { return text->size(); };
  EXPECT_EQ(pool.apply(size, shared), 100'000U);
  EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  EXPECT_EQ(pool.apply(size, shared), 100'000U);
}

TEST(Broadcast, ThatCannotBeDecodedFailsTheTaskThatAsks) {
  Pool pool{1};
  const auto broken = pool.broadcast(Model{std::vector<int>(13)});
  EXPECT_THROW(pool.apply([](const Broadcast<Model>& model) { return model->weights.size(); }, broken),
               std::runtime_error);
  EXPECT_EQ(pool.apply([](const Broadcast<Model>&) { return 5; }, broken), 5) << "who does not ask does not pay";
}

TEST(Broadcast, ManyOneAfterTheOtherLeaveNoDescriptors) {
  Pool pool{1};
  const auto size = [](const Broadcast<std::string>& text) { return text->size(); };
  EXPECT_EQ(pool.apply(size, pool.broadcast(std::string(10, 'x'))), 10U);
  const std::size_t before = pool.apply([] { return children::open_descriptors(); });
  for (int i = 0; i < 300; ++i) EXPECT_EQ(pool.apply(size, pool.broadcast(std::string(10, 'x'))), 10U);
  EXPECT_LE(pool.apply([] { return children::open_descriptors(); }), before + 20);
}

}  // namespace
}  // namespace polyproc
