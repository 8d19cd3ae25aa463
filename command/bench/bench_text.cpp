#include "bench/bench_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "system/system_info.hpp"
#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string percent(double speedup) { return fmt::format("{:.2f} %", 100 * speedup); }

std::vector<std::string> readable_row(const Bench& bench, const BenchRow& row) {
  return {row.name,
          duration_text(row.seconds.median),
          duration_text(row.seconds.min),
          duration_text(row.seconds.max),
          row.workers == 0 ? "-" : duration_text(row.setup_seconds),
          percent(bench.speedup(row))};
}

std::vector<std::string> exact_row(const Bench& bench, const BenchRow& row, const char* kind) {
  return {kind,
          std::to_string(row.workers),
          round_trip(row.seconds.median),
          round_trip(row.seconds.min),
          round_trip(row.seconds.max),
          round_trip(row.setup_seconds),
          round_trip(bench.speedup(row))};
}

nlohmann::ordered_json row_json(const Bench& bench, const BenchRow& row, const char* workers_key) {
  return {{workers_key, row.workers},       {"median_seconds", row.seconds.median}, {"min_seconds", row.seconds.min},
          {"max_seconds", row.seconds.max}, {"setup_seconds", row.setup_seconds},   {"speedup", bench.speedup(row)}};
}

nlohmann::ordered_json disk_json(const DiskResult& disk) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const DiskResult::Row& row : disk.rows) {
    rows.push_back({{"processes", row.processes},
                    {"median_seconds", row.seconds.median},
                    {"min_seconds", row.seconds.min},
                    {"max_seconds", row.seconds.max},
                    {"speedup", disk.rows.front().seconds.median / row.seconds.median}});
  }
  nlohmann::ordered_json json = {{"directory", disk.directory},
                                 {"file_system", disk.file_system},
                                 {"files", kDiskFiles},
                                 {"writes_per_file", kDiskWrites},
                                 {"bytes_per_write", kDiskWriteBytes},
                                 {"cpu_share", nullptr},
                                 {"rows", rows}};
  if (disk.cpu_share) json["cpu_share"] = *disk.cpu_share;
  return json;
}

std::string paragraphs(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += '\n' + wrapped(sentence);
  return text;
}

}  // namespace

std::string name_of(Mode mode) { return mode == Mode::article ? "article" : "sweep"; }

std::string description(const Bench& bench) {
  return fmt::format("{} widths, {} samples of dimension {}, {}; {} run{} each", bench.widths, grouped(bench.samples),
                     bench.dimension,
                     bench.mode == Mode::article ? "every width a scan of its own" : "all widths in one pass",
                     bench.repeats, bench.repeats == 1 ? "" : "s");
}

Table readable_table(const Bench& bench) {
  Table table{.headings = {"", "median", "least", "most", "setup", "speed-up"}};
  for (const BenchRow& row : bench.rows) table.rows.push_back(readable_row(bench, row));
  table.rows.push_back(readable_row(bench, bench.threads));
  return table;
}

Table readable_table(const DiskResult& disk) {
  Table table{.headings = {"", "median", "least", "most", "speed-up"}};
  for (const DiskResult::Row& row : disk.rows) {
    table.rows.push_back({row.processes == 0 ? "serial" : process_contender(row.processes).name,
                          duration_text(row.seconds.median), duration_text(row.seconds.min),
                          duration_text(row.seconds.max),
                          percent(disk.rows.front().seconds.median / row.seconds.median)});
  }
  return table;
}

Table exact_table(const Bench& bench) {
  Table table{
      .headings = {"kind", "workers", "median_seconds", "min_seconds", "max_seconds", "setup_seconds", "speedup"}};
  for (const BenchRow& row : bench.rows) {
    table.rows.push_back(exact_row(bench, row, row.workers == 0 ? "serial" : "processes"));
  }
  table.rows.push_back(exact_row(bench, bench.threads, "threads"));
  return table;
}

nlohmann::ordered_json to_json(const Bench& bench) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const BenchRow& row : bench.rows) rows.push_back(row_json(bench, row, "processes"));
  nlohmann::ordered_json json = {{"mode", name_of(bench.mode)},
                                 {"samples", bench.samples},
                                 {"dimension", bench.dimension},
                                 {"widths", bench.widths},
                                 {"repeats", bench.repeats},
                                 {"assertions", assertions_are_on()},
                                 {"rows", rows},
                                 {"threads", row_json(bench, bench.threads, "threads")}};
  if (bench.disk) json["disk"] = disk_json(*bench.disk);
  if (!bench.disk_failure.empty()) json["disk_failure"] = bench.disk_failure;
  return json;
}

std::string to_text(const Bench& bench) {
  std::string text;
  if (!note_on_build().empty()) text = wrapped(note_on_build()) + '\n';
  text += description(bench) + "\n\n" + to_text(readable_table(bench)) + paragraphs(remarks(bench));
  if (bench.disk) {
    text += "\nA task that waits for the disk\n\n" + to_text(readable_table(*bench.disk)) +
            paragraphs(remarks(*bench.disk));
  }
  return text;
}

}  // namespace parzen::command
