#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "classify/classify_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// Where the samples of a test came from.
enum class TestedOn { held_out, file };

/// Classes by their labels, and who was taken for whom.
[[nodiscard]] Table confusion_table(const Classes& learnt, const Confusion& confusion);
[[nodiscard]] std::string to_text(const Classes& learnt, const Confusion& confusion, TestedOn tested_on);
[[nodiscard]] nlohmann::ordered_json to_json(const Classes& learnt, const Confusion& confusion, TestedOn tested_on);

/// Points, the class chosen for each, and how probable it and the others are.
[[nodiscard]] Table exact_table(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors);
[[nodiscard]] Table readable_table(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors);
[[nodiscard]] nlohmann::ordered_json to_json(const Classes& learnt, SampleView points,
                                             const std::vector<Posterior>& posteriors);

}  // namespace parzen::command
