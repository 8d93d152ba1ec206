#include "kernel/journal/journal_views.h"

#include "foundation/identity_number.h"
#include "foundation/text.h"
#include "kernel/journal/journal_lists_store.h"
#include "kernel/rules/rule_dictionary.h"

#include <algorithm>

namespace hangji::journal {

using database::Transaction;

namespace {
constexpr int rows_shown = 200;
constexpr std::string_view hidden = "••••••";

struct TableTitle {
  std::string_view table;
  std::string_view title;
};
constexpr TableTitle titles[] = {
    {"user_account", "账号"},
    {"role_grant", "授权"},
    {"rule_override", "自定规则"},
    {"member_request", "请求"},
    {"unit", "党组织"},
    {"unit_parent", "隶属关系"},
    {"unit_adjustment", "组织调整"},
    {"unit_post", "任职"},
    {"member", "党员"},
    {"membership", "组织关系"},
    {"former_category", "曾属类别"},
    {"former_registration", "曾为在册或流动"},
    {"member_event", "党员变动"},
    {"group_member", "党小组成员"},
    {"enterprise", "企业"},
    {"enterprise_event", "企业变动"},
    {"activity", "活动"},
    {"activity_answer", "测评答卷"},
    {"street_theme", "主题"},
    {"dues_basis", "党费基数"},
    {"points_proposal", "积分申报"},
    {"vote", "表决"},
    {"archive_item", "归档件"},
    {"original", "原件"},
};

std::string title_of(std::string_view table) {
  auto const found = std::ranges::find(titles, table, &TableTitle::table);
  return std::string{found == std::end(titles) ? table : found->title};
}

bool is_hidden(std::string_view member) {
  static constexpr std::string_view parts[] = {"sealed",   "_hash",  "_tail",      "phone",
                                               "identity", "secret", "password_h", "address"};
  // `code` of an activity lets people check in; `answer` was given without a name (不记名).
  return member == "code" || member == "answer" ||
         std::ranges::any_of(parts, [&](std::string_view part) { return member.contains(part); });
}

bool is_id(std::string_view member) { return member == "id" || member.ends_with("_id"); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

boost::json::value masked_text(std::string_view member, boost::json::value value);

/// Every text within, whatever its depth; a text that is JSON itself is text like any other.
void mask_within(std::string_view member, boost::json::value& value) {
  if (value.is_string()) {
    value = masked_text(member, std::move(value));
  } else if (value.is_array()) {
    for (auto& item : value.get_array()) mask_within(member, item);
  } else if (value.is_object()) {
    for (auto& item : value.get_object()) mask_within(item.key(), item.value());
  }
}

boost::json::value masked_text(std::string_view member, boost::json::value value) {
  auto const text = std::string_view{value.get_string()};
  if (text.empty() || is_id(member)) return value;
  if (is_hidden(member)) return boost::json::value(hidden);
  return boost::json::value(mask_numbers(text));
}

boost::json::value parsed(std::optional<std::string> const& json) {
  if (!json) return nullptr;
  auto value = parse_json(*json);
  return value ? std::move(*value) : boost::json::value{};
}

/// What the row was after this change: as the next change found it, or as it is now.
std::optional<std::string> row_after(Transaction& transaction, api::Chapters const& chapters,
                                     ImageRow const& image) {
  if (auto next = image_after(transaction, image)) return next->before_image;
  auto const table =
      std::ranges::find(chapters.books.tables, image.table_name, &JournaledTable::name);
  if (table == chapters.books.tables.end()) return std::nullopt;
  return table->one(transaction, image.row_id);
}

boost::json::value member_of(boost::json::value const& row, std::string_view name) {
  auto const* object = row.if_object();
  auto const* found = object == nullptr ? nullptr : object->if_contains(name);
  return found == nullptr ? boost::json::value{} : *found;
}

/// Compared as they are, shown masked: that a number changed is told, which is not.
std::vector<MemberChange> changes_of(boost::json::value const& before,
                                     boost::json::value const& after) {
  std::vector<MemberChange> changes;
  auto const* row = after.is_object() ? after.if_object() : before.if_object();
  if (row == nullptr) return changes;
  for (auto const& [name, unused] : *row) {
    auto was = member_of(before, name);
    auto is = member_of(after, name);
    if (was == is) continue;
    mask_within(name, was);
    mask_within(name, is);
    changes.push_back({std::string{name}, std::move(was), std::move(is)});
  }
  return changes;
}

ImageView view_of(Transaction& transaction, api::Chapters const& chapters, ImageRow const& image) {
  auto const after = row_after(transaction, chapters, image);
  auto const was = parsed(image.before_image);
  auto const is = parsed(after);
  return {.table = image.table_name,
          .table_title = title_of(image.table_name),
          .row = std::to_string(image.row_id),
          .is_new = !image.before_image,
          .before = masked(was),
          .after = masked(is),
          .changes = image.before_image ? changes_of(was, is) : std::vector<MemberChange>{},
          .is_proven = after && sm3(*after) == image.after_digest};
}

FactView view_of(Transaction& transaction, api::Chapters const& chapters,
                 facts::FactRow const& row) {
  auto const title = rules::word_of_value(row.kind);
  return {.id = row.id,
          .kind = row.kind,
          .kind_title = std::string{title.empty() ? std::string_view{row.kind} : title},
          .topic = row.topic,
          .day = row.day,
          .counted_month = row.counted_month,
          .unit = row.unit_id,
          .unit_name = chapters.unit_names(transaction, row.unit_id),
          .member = row.member_id,
          .member_name = row.member_id.is_none() ? std::string{}
                                                 : chapters.people(transaction, row.member_id).name,
          .amount = row.amount,
          .supersedes = row.supersedes,
          .note = mask_numbers(row.note)};
}
}  // namespace

std::string mask_numbers(std::string_view text) {
  constexpr std::size_t phone_length = 11;
  constexpr std::size_t identity_length = 18;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      out += text[at++];
      continue;
    }
    auto end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    bool const has_x = end < text.size() && (text[end] == 'X' || text[end] == 'x');
    if (has_x && end - at == identity_length - 1) ++end;
    auto const run = text.substr(at, end - at);
    if (run.size() == identity_length && IdentityNumber::parse(run)) {
      out += mask_identity_number(run);
    } else if (run.size() == phone_length && run.front() == '1') {
      out += mask_phone(run);
    } else {
      out += run;
    }
    at = end;
  }
  return out;
}

boost::json::value masked(boost::json::value row) {
  mask_within({}, row);
  return row;
}

EntryView view_of(Transaction& transaction, api::Chapters const& chapters, EntryRow const& row) {
  return {.seq = row.seq,
          .at = row.at,
          .actor = row.actor_id,
          .actor_name = row.actor_name,
          .operation = row.operation,
          .unit = row.unit_id,
          .unit_name =
              row.unit_id.is_none() ? std::string{} : chapters.unit_names(transaction, row.unit_id),
          .summary = mask_numbers(row.summary),
          .hash = row.hash};
}

EntryDetail detail_of(Transaction& transaction, api::Chapters const& chapters,
                      EntryRow const& row) {
  EntryDetail detail{.entry = view_of(transaction, chapters, row),
                     .previous_hash = row.previous_hash,
                     .is_proven = hash_of(row) == row.hash};
  auto const images = images_of(transaction, row.seq, rows_shown + 1);
  auto const facts = facts_of(transaction, row.seq, rows_shown + 1);
  detail.has_more_images = images.size() > rows_shown;
  detail.has_more_facts = facts.size() > rows_shown;
  for (auto const& image : images) {
    if (detail.images.size() < rows_shown)
      detail.images.push_back(view_of(transaction, chapters, image));
  }
  for (auto const& fact : facts) {
    if (detail.facts.size() < rows_shown)
      detail.facts.push_back(view_of(transaction, chapters, fact));
  }
  return detail;
}

}  // namespace hangji::journal
