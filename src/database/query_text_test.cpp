#include "database/query_text.h"

#include <gmock/gmock.h>

namespace hangji::database {

struct NumberedCase {
  char const* why;
  char const* sql;
  char const* numbered;
  std::vector<std::string> names;
};

TEST(QueryText, parameters_are_numbered_by_their_first_appearance) {
  std::vector<NumberedCase> const cases{
      {"two names", "a = :a AND b = :b", "a = $1 AND b = $2", {"a", "b"}},
      {"same name twice is one parameter", "a = :a OR :b > :a", "a = $1 OR $2 > $1", {"a", "b"}},
      {"a name that begins like another", ":a, :ab, :a_1", "$1, $2, $3", {"a", "ab", "a_1"}},
      {"at the end of the text", "x = :x", "x = $1", {"x"}},
      {"quoted text", "':a' || ':it''s' || :b", "':a' || ':it''s' || $1", {"b"}},
      {"quoted name", "\":a\" = :b", "\":a\" = $1", {"b"}},
      {"cast", "x::text = :x::text", "x::text = $1::text", {"x"}},
      {"line comment with a quote", "a -- it's :no\n = :a", "a  \n = $1", {"a"}},
      {"block comment", "a /* ':no */ = :a", "a   = $1", {"a"}},
      {"comment without an end", "a = :a -- :no", "a = $1  ", {"a"}},
      {"a lone colon", "a : b", "a : b", {}},
  };
  for (auto const& [why, sql, numbered, names] : cases) {
    auto const result = number_parameters(sql, '$');
    EXPECT_EQ(result.sql, numbered) << why;
    EXPECT_EQ(result.names, names) << why;
  }
}

TEST(QueryText, the_tenant_is_found_among_the_names) {
  EXPECT_EQ(number_parameters("id = :id AND tenant_id = :tenant", '?').tenant, 1);
  EXPECT_EQ(number_parameters("id = :id", '?').tenant, -1);
}

}  // namespace hangji::database
