#pragma once

#include <string>
#include <string_view>

#include "text/table.hpp"

namespace parzen::command::html {

/// `text` so that a browser shows exactly it, in an element or in a quoted attribute.
[[nodiscard]] std::string escaped(std::string_view text);

/// <p>…</p>, the text escaped.
[[nodiscard]] std::string paragraph(std::string_view text);

/// Lines as they are, in a fixed-width font, escaped.
[[nodiscard]] std::string listing(std::string_view text);

/// A table that scrolls by itself where the screen is narrower; the first column names the row.
[[nodiscard]] std::string table(const Table& table);

/// An SVG picture, inside the page, with a caption. `description` stands for it where it cannot be seen. Both are
/// escaped.
///
/// `name` is put before the picture's ids: two pictures in one page must not share any.
[[nodiscard]] std::string figure(std::string_view svg, std::string_view name, std::string_view description,
                                 std::string_view caption);

}  // namespace parzen::command::html
