// The SQL of lists of members: pages by key, search, counts. Nothing here opens a sealed value.
#include "foundation/text.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace hangji::organisation {

using database::Query;

namespace {
// CROSS JOIN keeps the units, in the order of their paths, in the outer loop, so that a page reads
// its own rows and the rest of one branch.
constexpr Query select_page{"members.select_page", R"sql(
  SELECT m.id, s.unit_id, u.short_name AS unit_name, m.name, m.sex, m.born_on, m.category,
         m.registration, m.state, m.joined_on, m.full_member_on, m.identity_tail, m.phone_tail,
         m.lost_since, p.path, m.initials
    FROM unit_place p
   CROSS JOIN unit u
   CROSS JOIN membership s
   CROSS JOIN member m
   WHERE p.tenant_id = :tenant AND p.path >= :from AND p.path < :until
     AND s.tenant_id = p.tenant_id AND s.unit_id = p.unit_id AND s.until_day IS NULL
     AND m.tenant_id = s.tenant_id AND m.id = s.member_id
     AND u.tenant_id = p.tenant_id AND u.id = p.unit_id
     AND (p.path > :path OR m.initials > :initials OR (m.initials = :initials AND m.id > :id))
     AND (:category = '' OR m.category = :category)
     AND (:registration = '' OR m.registration = :registration)
     AND (:state = '' OR m.state = :state)
     AND (:standing = '' OR :standing = CASE WHEN m.full_member_on <= :today THEN 'formal'
                                             ELSE 'probationary' END)
     AND (:contact = '' OR :contact = CASE WHEN m.lost_since IS NULL THEN 'in_contact'
                                           ELSE 'lost' END)
   ORDER BY p.path, m.initials, m.id
   LIMIT :most)sql"};

constexpr Query search_by_name{"members.search_by_name", R"sql(
  SELECT m.id, s.unit_id, u.short_name AS unit_name, m.name, m.sex, m.born_on, m.category,
         m.registration, m.state, m.joined_on, m.full_member_on, m.identity_tail, m.phone_tail,
         m.lost_since, p.path, m.initials
    FROM member m
   CROSS JOIN membership s
   CROSS JOIN unit_place p
   CROSS JOIN unit u
   WHERE m.tenant_id = :tenant AND m.initials >= :first AND m.initials <= :last
     AND (m.initials > :initials OR (m.initials = :initials AND m.id > :id))
     AND (:name = '' OR m.name LIKE :name)
     AND s.tenant_id = m.tenant_id AND s.member_id = m.id AND s.until_day IS NULL
     AND p.tenant_id = s.tenant_id AND p.unit_id = s.unit_id
     AND p.path >= :from AND p.path < :until
     AND u.tenant_id = p.tenant_id AND u.id = p.unit_id
   ORDER BY m.initials, m.id
   LIMIT :most)sql"};

// Two arms in the order of their indexes, merged until the page is full.
constexpr Query search_by_tail{"members.search_by_tail", R"sql(
  SELECT m.id AS id, s.unit_id, u.short_name AS unit_name, m.name, m.sex, m.born_on, m.category,
         m.registration, m.state, m.joined_on, m.full_member_on, m.identity_tail, m.phone_tail,
         m.lost_since, p.path, m.initials AS initials
    FROM member m
   CROSS JOIN membership s
   CROSS JOIN unit_place p
   CROSS JOIN unit u
   WHERE m.tenant_id = :tenant AND m.identity_tail = :tail
     AND (m.initials > :initials OR (m.initials = :initials AND m.id > :id))
     AND s.tenant_id = m.tenant_id AND s.member_id = m.id AND s.until_day IS NULL
     AND p.tenant_id = s.tenant_id AND p.unit_id = s.unit_id
     AND p.path >= :from AND p.path < :until
     AND u.tenant_id = p.tenant_id AND u.id = p.unit_id
  UNION ALL
  SELECT m.id AS id, s.unit_id, u.short_name AS unit_name, m.name, m.sex, m.born_on, m.category,
         m.registration, m.state, m.joined_on, m.full_member_on, m.identity_tail, m.phone_tail,
         m.lost_since, p.path, m.initials AS initials
    FROM member m
   CROSS JOIN membership s
   CROSS JOIN unit_place p
   CROSS JOIN unit u
   WHERE m.tenant_id = :tenant AND m.phone_tail = :tail AND m.identity_tail <> :tail
     AND (m.initials > :initials OR (m.initials = :initials AND m.id > :id))
     AND s.tenant_id = m.tenant_id AND s.member_id = m.id AND s.until_day IS NULL
     AND p.tenant_id = s.tenant_id AND p.unit_id = s.unit_id
     AND p.path >= :from AND p.path < :until
     AND u.tenant_id = p.tenant_id AND u.id = p.unit_id
   ORDER BY initials, id
   LIMIT :most)sql"};

constexpr Query count_members{"members.count_members", R"sql(
  SELECT m.category, m.registration,
         CASE WHEN m.full_member_on <= :today THEN 'formal' ELSE 'probationary' END AS standing,
         m.state, COUNT(*) AS members, COUNT(m.lost_since) AS lost
    FROM unit_place p
    JOIN membership s ON s.tenant_id = p.tenant_id AND s.unit_id = p.unit_id
                     AND s.until_day IS NULL
    JOIN member m ON m.tenant_id = s.tenant_id AND m.id = s.member_id
   WHERE p.tenant_id = :tenant AND p.path >= :from AND p.path < :until
   GROUP BY 1, 2, 3, 4
   ORDER BY 1, 2, 3, 4)sql"};

/// Where a page begins: behind this line.
struct Key {
  std::string path{};
  std::string initials{};
  MemberId id{};
};

std::optional<Key> parse_key(std::string_view text) {
  if (text.empty()) return Key{};
  auto const parts = split(text, '~');
  Key key;
  if (parts.size() != 3 || !parse_integer(parts[2], key.id.value)) return std::nullopt;
  key.path = parts[0];
  key.initials = parts[1];
  return key;
}

/// One line more than a page was asked for: whether there is a next page.
MemberPage to_page(std::vector<MemberLine> rows, int limit) {
  MemberPage page{std::move(rows), {}};
  if (std::ssize(page.rows) <= limit) return page;
  page.rows.resize(static_cast<std::size_t>(limit));
  auto const& last = page.rows.back();
  page.next_key = fmt::format("{}~{}~{}", last.path, last.initials, last.id.value);
  return page;
}

template <class Enum> std::string code_of(std::optional<Enum> value) {
  return value ? boost::describe::enum_to_string(*value, "") : "";
}

bool is_number_tail(std::string_view text) {
  return text.size() == 4 &&
         std::ranges::all_of(text.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; }) &&
         ((text[3] >= '0' && text[3] <= '9') || text[3] == 'X' || text[3] == 'x');
}

bool is_latin(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// For LIKE, without its wild cards.
std::string beginning_with(std::string_view text) {
  std::string words;
  std::ranges::copy_if(text, std::back_inserter(words),
                       [](char c) { return c != '%' && c != '_'; });
  return words + '%';
}
}  // namespace

MemberPage member_page(Transaction& transaction, UnitId root, MemberFilter const& filter,
                       std::string_view after, int limit) {
  auto const key = parse_key(after);
  auto const path = place_of(transaction, root);
  if (!key || path.empty()) return {};
  auto const from = std::max(path, key->path);
  return to_page(transaction.all<MemberLine>(select_page, from, path_end(path), key->path,
                                             key->initials, key->id.value, code_of(filter.category),
                                             code_of(filter.registration), code_of(filter.state),
                                             code_of(filter.standing), transaction.today(),
                                             code_of(filter.contact), limit + 1),
                 limit);
}

MemberPage search_members(Transaction& transaction, UnitId root, std::string_view text,
                          std::string_view after, int limit) {
  auto const key = parse_key(after);
  auto const path = place_of(transaction, root);
  auto wanted = without_spaces(to_half_width(text));
  if (!key || path.empty() || wanted.empty()) return {};
  if (is_number_tail(wanted)) {
    if (wanted.back() == 'x') wanted.back() = 'X';
    return to_page(transaction.all<MemberLine>(search_by_tail, wanted, key->initials, key->id.value,
                                               path, path_end(path), limit + 1),
                   limit);
  }
  auto const first = pinyin_initials(wanted);
  if (first.empty()) return {};
  auto const name = is_latin(wanted) ? std::string{} : beginning_with(wanted);
  return to_page(transaction.all<MemberLine>(search_by_name, first, first + std::string(16, 'z'),
                                             key->initials, key->id.value, name, path,
                                             path_end(path), limit + 1),
                 limit);
}

std::vector<MemberCount> member_counts(Transaction& transaction, UnitId root) {
  auto const path = place_of(transaction, root);
  if (path.empty()) return {};
  return transaction.all<MemberCount>(count_members, transaction.today(), path, path_end(path));
}

std::vector<MemberCount> member_counts_on(Transaction& transaction, Date day) {
  using Trait = std::tuple<MemberCategory, Registration, Standing, MemberState>;
  struct Numbers {
    std::int64_t members{};
    std::int64_t lost{};
  };
  std::map<Trait, Numbers> numbers;
  each_member(transaction, day, [&](MemberBrief const& brief) {
    auto& one = numbers[{brief.category, brief.registration, standing_on(brief.full_member_on, day),
                         brief.state}];
    ++one.members;
    one.lost += brief.lost_since ? 1 : 0;
  });
  std::vector<MemberCount> counts;
  counts.reserve(numbers.size());
  for (auto const& [trait, one] : numbers) {
    auto const& [category, registration, standing, state] = trait;
    counts.push_back({category, registration, standing, state, one.members, one.lost});
  }
  return counts;
}

}  // namespace hangji::organisation
