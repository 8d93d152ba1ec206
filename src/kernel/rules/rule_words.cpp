#include "kernel/rules/rule_words.h"

#include "foundation/amount.h"
#include "foundation/json.h"
#include "kernel/rules/rule_dictionary.h"
#include "kernel/rules/values.h"

#include <fmt/format.h>

namespace hangji::rules {

namespace {
/// 500 of 100,000 is 0.5%.
std::string rate_text(std::int64_t rate) {
  auto text = fmt::format("{}.{:03}", rate / 1000, rate % 1000);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + "%";
}

class Reader {
public:
  Reader(std::string_view kind, TitleOf const& title_of) : m_kind{kind}, m_title_of{title_of} {}

  [[nodiscard]] std::string text_of(std::string_view key, boost::json::value const& value) const {
    if (value.is_null()) return "不限";
    if (value.is_bool()) return value.get_bool() ? "是" : "否";
    if (value.is_int64()) return number_text(key, value.get_int64());
    if (value.is_string()) return word_text(value.get_string());
    if (value.is_array()) return list_text(key, value.get_array());
    if (value.is_object()) return object_text(value);
    return to_json(value);
  }

private:
  [[nodiscard]] std::string number_text(std::string_view key, std::int64_t number) const {
    auto const measure = measure_of(m_kind, key);
    if (measure == "fen") return to_text(Fen{number}) + " 元";
    if (measure == "points") return to_text(Points{number}) + " 分";
    if (measure == "rate") return rate_text(number);
    return measure.empty() ? std::to_string(number) : fmt::format("{} {}", number, measure);
  }
  [[nodiscard]] std::string word_text(std::string_view text) const {
    if (auto const word = word_of_value(text); !word.empty()) return std::string{word};
    auto title = m_title_of(text);
    return title.empty() ? std::string{text} : title;
  }
  [[nodiscard]] std::string list_text(std::string_view key, boost::json::array const& list) const {
    bool const of_objects = !list.empty() && list.front().is_object();
    std::string text;
    for (auto const& item : list) {
      if (!text.empty()) text += of_objects ? "；" : "、";
      text += text_of(key, item);
    }
    return text.empty() ? "无" : text;
  }
  [[nodiscard]] std::string object_text(boost::json::value const& value) const {
    if (auto const share = from_json<Share>(value)) return to_text(*share);
    auto const& object = value.get_object();
    if (object.contains("every")) return cadence_text(object);
    if (object.contains("rate_per_100000")) return band_text(object);
    if (object.contains("label")) return member_text(object, "label") + optional_mark(object);
    if (object.contains("text") && object.contains("form")) return member_text(object, "text");
    if (object.contains("fact")) return fact_text(object);
    if (object.contains("at_least") && object.contains("name")) return grade_text(object);
    return members_text(object);
  }
  [[nodiscard]] std::string members_text(boost::json::object const& object) const {
    std::string text;
    for (auto const& [key, item] : object) {
      if (item.is_null()) continue;
      if (!text.empty()) text += "，";
      text += fmt::format("{} {}", label_of(m_kind, key), text_of(key, item));
    }
    return text;
  }
  /// Empty when it is not there.
  [[nodiscard]] std::string member_text(boost::json::object const& object,
                                        std::string_view key) const {
    auto const* item = object.if_contains(key);
    return item == nullptr || item->is_null() ? std::string{} : text_of(key, *item);
  }
  /// 每月 2 次,期末后 5 天截止,宽限 10 天
  [[nodiscard]] std::string cadence_text(boost::json::object const& object) const {
    auto text = "每" + member_text(object, "every");
    if (auto const* times = object.if_contains("times")) text += " " + text_of("times", *times);
    if (auto const* day = object.if_contains("due_day"); day != nullptr && day->is_int64())
      text += fmt::format("，第 {} 日截止", day->get_int64());
    if (auto const* months = object.if_contains("due_month_after");
        months != nullptr && months->is_int64())
      text += fmt::format("，期末后第 {} 个月末截止", months->get_int64());
    if (auto const* after = object.if_contains("due_day_after")) {
      auto const days = after->is_int64() ? after->get_int64() : 0;
      text += days < 0 ? fmt::format("，期末前 {} 天截止", -days)
                       : fmt::format("，期末后 {} 天截止", days);
    }
    if (auto const grace = member_text(object, "grace_days"); !grace.empty())
      text += "，宽限 " + grace;
    auto const* covers = object.if_contains("covers");
    bool const is_of_every = covers != nullptr && *covers == "every_member";
    return is_of_every ? text + "，" + text_of("covers", *covers) : text;
  }
  [[nodiscard]] std::string band_text(boost::json::object const& object) const {
    auto const limit = member_text(object, "up_to");
    auto const rate = member_text(object, "rate_per_100000");
    return limit.empty() ? "更高的 " + rate : fmt::format("{}以内 {}", limit, rate);
  }
  [[nodiscard]] static std::string optional_mark(boost::json::object const& object) {
    auto const* required = object.if_contains("required");
    bool const is_optional = required != nullptr && required->is_bool() && !required->get_bool();
    return is_optional ? "（可不填）" : "";
  }
  [[nodiscard]] std::string fact_text(boost::json::object const& object) const {
    auto const topic = member_text(object, "topic");
    return member_text(object, "fact") + (topic.empty() ? "" : fmt::format("（{}）", topic));
  }
  [[nodiscard]] std::string grade_text(boost::json::object const& object) const {
    auto const consequence = member_text(object, "consequence");
    return fmt::format("{}以上 {}{}", member_text(object, "at_least"), member_text(object, "name"),
                       consequence.empty() ? "" : fmt::format("（{}）", consequence));
  }

  std::string_view m_kind;
  TitleOf const& m_title_of;
};
}  // namespace

std::vector<ReadableLine> readable(std::string_view kind, boost::json::value const& parameters,
                                   TitleOf const& title_of) {
  std::vector<ReadableLine> lines;
  if (!parameters.is_object()) return lines;
  if (auto const one = from_json<Threshold>(parameters); one && kind == Threshold::rule_kind) {
    auto const unit = boost::describe::enum_to_string(one->unit, "");
    return {{"数值", fmt::format("{} {}", one->value, word_of_value(unit))}};
  }
  Reader const reader{kind, title_of};
  for (auto const& [key, value] : parameters.get_object()) {
    lines.push_back({std::string{label_of(kind, key)}, reader.text_of(key, value)});
  }
  return lines;
}

std::string title_of_kind(std::string_view kind) {
  auto const word = word_of_kind(kind);
  return std::string{word.empty() ? kind : word};
}

std::string title_of_chapter(std::string_view chapter) {
  if (chapter.empty()) return "本街道自定";
  auto const word = word_of_chapter(chapter);
  return std::string{word.empty() ? chapter : word};
}

std::string chapter_of(std::string_view file) {
  if (auto const slash = file.rfind('/'); slash != std::string_view::npos)
    file.remove_prefix(slash + 1);
  return std::string{file.substr(0, file.rfind('.'))};
}

}  // namespace hangji::rules
