// Precompiled: what nearly every file includes. Nothing may rely on it being here: each file
// includes what it uses.
#pragma once

#include "foundation/json.h"
#include "foundation/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <expected>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
