// What a handler may answer with besides a described value.
#pragma once

#include "http/route.h"

#include <memory>
#include <string>

namespace hangji::api {

/// An answer that is not JSON: a workbook, a PDF, a CSV.
struct File {
  std::string name{};
  std::string content_type{};
  std::string bytes{};
  bool inline_view{false};
};

/// A `T` that lies there as an answer already.
template <class T> struct Written {
  using Value = T;
  std::shared_ptr<http::Response const> answer{};
};
template <class T> inline constexpr bool is_written = false;
template <class T> inline constexpr bool is_written<Written<T>> = true;

}  // namespace hangji::api
