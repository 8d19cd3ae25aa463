#pragma once

namespace parzen::command {

/// The style of a report's page.
inline constexpr const char* kPageStyle = R"css(
:root {
  --text: #1c1e21; --soft: #5b616a; --ground: #ffffff; --panel: #f4f5f7; --line: #d5d9de; --link: #005a94;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8eb; --soft: #a5acb6; --ground: #16181b; --panel: #202327; --line: #3a3f46; --link: #7cc0f0; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 .75rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .75rem 0; }
header p { color: var(--soft); font-size: 1.05rem; }
a { color: var(--link); }
nav ol { columns: 2; column-gap: 2rem; margin: 1rem 0; padding-left: 1.4rem; font-size: .95rem; }
pre, .scroll { overflow-x: auto; margin: .75rem 0; }
pre { background: var(--panel); border-radius: .4rem; padding: .7rem .9rem; font-size: .85rem; line-height: 1.5; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem .3rem 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { text-align: left; font-weight: 400; }
thead th:first-child { text-align: left; }
.facts td { text-align: left; white-space: normal; }
/* The plots are drawn for light paper; on a dark page they stand on a card. */
figure { margin: 1.25rem 0; }
figure svg { display: block; width: 100%; max-width: 36rem; height: auto; background: #fff; border: 1px solid var(--line);
             border-radius: .4rem; }
figcaption { color: var(--soft); font-size: .875rem; margin-top: .5rem; max-width: 36rem; }
@media (max-width: 30rem) {
  nav ol { columns: 1; }
  h1 { font-size: 1.4rem; }
  table { font-size: .8125rem; }
  th, td { padding-right: .5rem; }
  tbody th { white-space: normal; }
}
@media print {
  :root { --text: #000; --soft: #444; --ground: #fff; --panel: #f4f5f7; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
  figure, table, pre { break-inside: avoid; }
  figure svg { max-width: 12cm; }
  .scroll, pre { overflow: visible; white-space: pre-wrap; }
}
)css";

}  // namespace parzen::command
