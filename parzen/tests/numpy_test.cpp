// Asks numpy itself, if this machine has it: samples and NPY files are meant to be the same on both sides.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>

#include "parzen/normal.hpp"
#include "parzen/numpy_random.hpp"
#include "parzen/read.hpp"
#include "parzen/write.hpp"
#include "python.hpp"

namespace parzen {
namespace {

struct Normal {
  Numbers mean;
  Numbers covariance;
  unsigned seed;
};

constexpr std::size_t kSamples = 200;

std::string numpy_sample(const Normal& normal) {
  const std::string d = std::to_string(normal.mean.size());
  return "sample(" + std::to_string(normal.seed) + ", " + list(normal.mean) + ", np.array(" + list(normal.covariance) +
         ").reshape(" + d + ", " + d + "))";
}

void expect_equal(const Normal& normal, std::span<const double> theirs) {
  const Samples ours = sample_normal(kSamples, normal.mean, normal.covariance, normal.seed);
  ASSERT_EQ(theirs.size(), ours.values().size());
  // One sum of d products and a mean: a BLAS that fuses or reorders them may differ in the last bits.
  const double scale = *std::max_element(normal.covariance.begin(), normal.covariance.end());
  const double tolerance = 1e-14 * (10 + std::sqrt(scale)) * static_cast<double>(normal.mean.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    ASSERT_NEAR(ours.values()[i], theirs[i], tolerance) << list(normal.covariance) << ", number " << i;
  }
}

/// All in one run of Python, which takes longer to start than to answer.
void expect_same_samples(const std::vector<Normal>& normals) {
  std::string samples;
  for (const Normal& normal : normals) samples += numpy_sample(normal) + ", ";
  const Numbers theirs = numpy(
      "def sample(seed, mean, cov):\n"
      "  np.random.seed(seed)\n"
      "  return np.random.multivariate_normal(mean, cov, " +
          std::to_string(kSamples) + ").ravel()",
      "np.concatenate([" + samples + "])");
  std::span<const double> rest = theirs;
  for (const Normal& normal : normals) {
    const std::size_t count = kSamples * normal.mean.size();
    ASSERT_GE(rest.size(), count);
    expect_equal(normal, rest.first(count));
    rest = rest.subspan(count);
  }
}

bool is_installed() {
  static const bool answers = numpy("", "[1.5]") == Numbers{1.5};
  return answers;
}

class Numpy : public testing::Test {
 protected:
  void SetUp() override {
    if (!is_installed()) GTEST_SKIP() << "/usr/bin/python3 has no numpy";
  }

  static Numbers random_covariance(std::size_t d, std::mt19937& random) {
    std::normal_distribution<double> normal;
    Numbers factor(d * d);
    for (double& x : factor) x = normal(random);
    Numbers covariance(d * d);
    for (std::size_t i = 0; i < d * d; ++i) {
      for (std::size_t k = 0; k < d; ++k) covariance[i] += factor[i / d * d + k] * factor[i % d * d + k];
    }
    return covariance;
  }
};

TEST_F(Numpy, HasTheSameStream) {
  const Numbers theirs = numpy("np.random.seed(321)\na = np.random.random_sample(1000)",
                               "np.concatenate([a, np.random.standard_normal(1001)])");
  ASSERT_EQ(theirs.size(), 2001U);
  NumpyRandom random{321};
  for (std::size_t i = 0; i < 1000; ++i) ASSERT_EQ(random.uniform(), theirs[i]);
  for (std::size_t i = 1000; i < 2001; ++i) ASSERT_EQ(random.standard_normal(), theirs[i]);
}

TEST_F(Numpy, HasTheArticlesSampleToTheLastBit) {
  const Numbers theirs =
      numpy("np.random.seed(123)", "np.random.multivariate_normal(np.array([0,0]), np.array([[1,0],[0,1]]), 10000)");
  const Samples samples = sample_normal(10'000, Numbers{0, 0}, Numbers{1, 0, 0, 1}, 123);
  EXPECT_TRUE(std::equal(theirs.begin(), theirs.end(), samples.values().begin(), samples.values().end()));
}

TEST_F(Numpy, HasTheSameSamplesOfIndependentDimensions) {
  expect_same_samples({{{1}, {4}, 1},
                       {{0, 0}, {4, 0, 0, 0.25}, 2},
                       {{0, 0}, {0.25, 0, 0, 4}, 3},
                       {{0, 0}, {0, 0, 0, 1}, 4},
                       {{1, 2, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}, 5}});
}

TEST_F(Numpy, HasTheSameOrderOfEqualVariances) {
  expect_same_samples({{{0, 0, 0}, {2, 0, 0, 0, 1, 0, 0, 0, 1}, 1},
                       {{0, 0, 0}, {1, 0, 0, 0, 2, 0, 0, 0, 1}, 2},
                       {{0, 0, 0}, {1, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 1}, 3}});
}

TEST_F(Numpy, HasTheSameSamplesOfGeneralCovariances) {
  std::mt19937 random{1};
  std::vector<Normal> normals;
  for (const std::size_t d : {1U, 2U, 2U, 2U, 2U, 3U, 3U, 3U, 4U, 5U, 8U, 25U}) {
    Numbers mean(d);
    for (double& x : mean) x = static_cast<double>(random() % 100U) / 7;
    normals.push_back({mean, random_covariance(d, random), static_cast<unsigned>(random())});
  }
  expect_same_samples(normals);
}

TEST_F(Numpy, HasTheSameSamplesOfSingularCovariances) {
  expect_same_samples({{{0, 0}, {1, 1, 1, 1}, 1}, {{0, 0, 0}, {4, 2, 0, 2, 1, 0, 0, 0, 1}, 2}});
}

TEST_F(Numpy, HasTheSameSamplesOfTinyAndHugeCovariances) {
  expect_same_samples({{{0, 0}, {1e-200, 5e-201, 5e-201, 1e-200}, 1},
                       {{0, 0}, {1e-300, 0, 0, 1e-250}, 2},
                       {{0, 0, 0}, {1, 0, 0, 0, 1e-310, 5e-311, 0, 5e-311, 1e-310}, 3}});
}

class NumpyFiles : public Numpy {
 protected:
  NumpyFiles() { std::filesystem::create_directory(directory_); }
  ~NumpyFiles() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }

  void write(const std::string& name, const Samples& samples) const {
    std::ofstream out{path(name), std::ios::binary};
    write_npy(out, samples);
  }

 private:
  std::filesystem::path directory_ = std::filesystem::path{testing::TempDir()} / "parzen_numpy_files";
};

TEST_F(NumpyFiles, AreReadAndWrittenAlike) {
  const std::vector<std::string> changes{
      "a",       "np.asfortranarray(a)",    "a.astype(\">f8\")",       "a.astype(\"<f4\")",
      "a[:, 0]", "(a*100).astype(\"<i4\")", "(a*100).astype(\">i2\")", "a > 0"};
  write("a.npy", sample_normal(100, Numbers{0, 0, 0}, Numbers{1, 0, 0, 0, 1, 0, 0, 0, 1}, 9));
  std::string program = "all = []\na = np.load(\"" + path("a.npy") + "\")";
  for (std::size_t i = 0; i < changes.size(); ++i) {
    program += "\nb = " + changes[i] + "\nnp.save(\"" + path(std::to_string(i)) + "\", b)\nall.append(np.ravel(b))";
  }
  const Numbers theirs = numpy(program, "np.concatenate(all)");
  Numbers ours;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Samples samples = read_samples(path(std::to_string(i) + ".npy"));
    ours.insert(ours.end(), samples.values().begin(), samples.values().end());
  }
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace parzen
