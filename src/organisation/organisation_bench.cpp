// Reads of the organisation at 2,660 members and at HANGJI_BENCH_MEMBERS (2,000,000 unless told) in
// one tenant on SQLite, and sealing. Growth is wanted to stay below 1.5.
#include "database/database.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <unistd.h>
#include <cstdlib>
#include <filesystem>

namespace hangji::organisation {

namespace {
constexpr std::int64_t members_in_branch = 16;
constexpr std::int64_t branches_in_community = 17;
constexpr TenantId tenant{1};

UnitRow unit_row(std::int64_t id, UnitKind kind) {
  return {.id = UnitId{id},
          .kind = kind,
          .full_name = fmt::format("第{}党组织", id),
          .short_name = fmt::format("第{}党组织", id),
          .initials = fmt::format("d{}dzz", id)};
}

MemberRow member_row(std::int64_t id) {
  MemberRow row{.id = MemberId{id}};
  row.name = "张三";
  for (auto rest = id * 7919; row.initials.size() < 3; rest /= 26) {
    row.initials += static_cast<char>('a' + rest % 26);
  }
  row.identity_hash = fmt::format("{:032x}", id);
  row.identity_tail = fmt::format("{:04}", id % 10000);
  row.phone_tail = fmt::format("{:04}", id * 7 % 10000);
  row.identity_sealed = row.phone_sealed = std::string(64, 'x');
  row.full_member_on = Date{};
  return row;
}

/// A street with `count` members in branches of communities, written in bulk.
class Street {
public:
  explicit Street(std::int64_t count) {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-bench.XXXXXX").string();
    m_directory = ::mkdtemp(pattern.data());
    open();
    m_database->write(tenant, [&](Transaction& transaction) {
      fill(transaction, count);
      return true;
    });
    open();    // closing folds the write-ahead log back, as hours of service would
    ::sync();  // else the disk still writes while the first question is measured
  }
  ~Street() {
    m_database.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  [[nodiscard]] database::Database& database() { return *m_database; }
  [[nodiscard]] UnitId branch() const { return m_branch; }

private:
  void open() {
    m_database.reset();
    m_database =
        database::Database::open({.url = "sqlite:" + (m_directory / "db").string()}, m_clock);
  }
  void fill(Transaction& transaction, std::int64_t count) {
    std::vector<UnitRow> units{unit_row(1, UnitKind::street)};
    std::vector<UnitParentRow> parents;
    std::vector<MemberRow> members;
    std::vector<MembershipRow> memberships;
    std::int64_t id = 1;
    UnitId community{};
    UnitId home{};
    for (std::int64_t i = 0; i < count; ++i) {
      if (i % (members_in_branch * branches_in_community) == 0) {
        community = add_unit(units, parents, ++id, UnitKind::community, UnitId{1});
      }
      if (i % members_in_branch == 0) {
        auto const branch = add_unit(units, parents, ++id, UnitKind::branch, community);
        if (m_branch.is_none()) m_branch = branch;
        home = branch;
      }
      members.push_back(member_row(10'000'000 + i));
      memberships.push_back({{20'000'000 + i}, members.back().id, home, {}, {}, {}});
    }
    transaction.insert_all({"unit"}, std::span<UnitRow const>{units});
    transaction.insert_all({"unit_parent"}, std::span<UnitParentRow const>{parents});
    transaction.insert_all({"member"}, std::span<MemberRow const>{members});
    transaction.insert_all({"membership"}, std::span<MembershipRow const>{memberships});
    rebuild_places(transaction);
  }
  static UnitId add_unit(std::vector<UnitRow>& units, std::vector<UnitParentRow>& parents,
                         std::int64_t id, UnitKind kind, UnitId parent) {
    units.push_back(unit_row(id, kind));
    parents.push_back({{30'000'000 + id}, UnitId{id}, parent, {}, {}});
    return UnitId{id};
  }

  std::filesystem::path m_directory{};
  SystemClock m_clock{};
  std::unique_ptr<database::Database> m_database{};
  UnitId m_branch{};
};

Street& street_of(std::int64_t size) {
  static Street small{2660};
  if (size == 0) return small;
  auto const* wanted = std::getenv("HANGJI_BENCH_MEMBERS");
  static Street large{wanted != nullptr ? std::atoll(wanted) : 2'000'000};
  return large;
}

template <class Work> void measure(benchmark::State& state, Work work) {
  auto& street = street_of(state.range(0));
  street.database().read_here(tenant, [&](Transaction& transaction) {
    for (auto _ : state) benchmark::DoNotOptimize(work(transaction, street));
  });
}

void page_of_branch(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street& street) {
    return member_page(transaction, street.branch(), {}, {}, 20);
  });
}
void page_of_street(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return member_page(transaction, UnitId{1}, {}, {}, 20);
  });
}
void later_page_of_street(benchmark::State& state) {
  auto after = street_of(state.range(0)).database().read(tenant, [](Transaction& transaction) {
    std::string key;
    for (int i = 0; i < 40; ++i) key = member_page(transaction, UnitId{1}, {}, key, 20).next_key;
    return key;
  });
  measure(state, [&](Transaction& transaction, Street&) {
    return member_page(transaction, UnitId{1}, {}, after, 20);
  });
}
/// A hundred of 2,660 begin so: the page of twenty is full in both.
void search_by_initials(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return search_members(transaction, UnitId{1}, "a", {}, 20);
  });
}
/// Two of 2,660 end so, hence two are asked for; four hundred of 2,000,000.
void search_by_number_tail(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return search_members(transaction, UnitId{1}, "0042", {}, 2);
  });
}
/// The page as it is shown: as many lines as there are, twenty at most.
void page_by_number_tail(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return search_members(transaction, UnitId{1}, "0042", {}, 20);
  });
}
void members_of_branch(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street& street) {
    return members_of(transaction, street.branch(), transaction.today());
  });
}
void right_at_unit(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street& street) {
    return is_within(transaction, UnitId{1}, street.branch());
  });
}
void children_of_community(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return children(transaction, UnitId{2}, transaction.today());
  });
}
BENCHMARK(page_of_branch)->Arg(0)->Arg(1);
BENCHMARK(page_of_street)->Arg(0)->Arg(1);
BENCHMARK(later_page_of_street)->Arg(0)->Arg(1);
BENCHMARK(search_by_initials)->Arg(0)->Arg(1);
BENCHMARK(search_by_number_tail)->Arg(0)->Arg(1);
BENCHMARK(page_by_number_tail)->Arg(0)->Arg(1);
BENCHMARK(members_of_branch)->Arg(0)->Arg(1);
BENCHMARK(right_at_unit)->Arg(0)->Arg(1);
BENCHMARK(children_of_community)->Arg(0)->Arg(1);

void tree_of_street(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return tree(transaction, UnitId{1}, transaction.today());
  });
}
BENCHMARK(tree_of_street)->Arg(0);

void tree_of_street_with_members(benchmark::State& state) {
  measure(state, [](Transaction& transaction, Street&) {
    return tree(transaction, UnitId{1}, transaction.today(), Counting::members);
  });
}
BENCHMARK(tree_of_street_with_members)->Arg(0);

void seal_one_number(benchmark::State& state) {
  auto const secrets = secrets::Secrets::for_tests();
  for (auto _ : state) benchmark::DoNotOptimize(secrets.seal("999999198005010027"));
}
BENCHMARK(seal_one_number);
}  // namespace

}  // namespace hangji::organisation
