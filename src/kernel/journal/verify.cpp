#include "kernel/facts/facts.h"
#include "kernel/journal/journal_store.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::journal {

using database::Transaction;

namespace {
constexpr std::size_t faults_told = 100;

struct Proof {
  VerifyReport report{};
  /// Digests the entries promise, by seq.
  std::unordered_map<std::int64_t, std::pair<std::string, std::string>> promised{};

  void fault(std::string text) {
    if (report.faults.size() < faults_told) report.faults.push_back(std::move(text));
  }
};

/// Runs one step of the proof. What is read may hold what the program never wrote, a day that is
/// none: that is a fault like another, not the end of the proof.
template <class Step> void prove(Proof& proof, std::string_view what, Step const& step) {
  try {
    step();
  } catch (database::DatabaseFailure const&) { throw; } catch (std::runtime_error const& unread) {
    proof.fault(fmt::format("{} 中有不是经由系统写入的内容，无法读出：{}", what, unread.what()));
  }
}

void prove_chain(Transaction& transaction, Proof& proof) {
  std::string previous;
  std::int64_t expected = 1;
  each_entry(transaction, [&](EntryRow const& entry) {
    ++proof.report.entries;
    if (entry.seq != expected) {
      proof.fault(fmt::format("纪实第 {} 条之前缺第 {} 条", entry.seq, expected));
    } else if (entry.previous_hash != previous) {
      proof.fault(fmt::format("纪实第 {} 条与前一条的链接不符", entry.seq));
    }
    if (hash_of(entry) != entry.hash) {
      proof.fault(fmt::format("纪实第 {} 条（{} {} {}）的内容被改动", entry.seq,
                              to_local_text(entry.at), entry.actor_name, entry.summary));
    }
    proof.promised[entry.seq] = {entry.images_digest, entry.facts_digest};
    previous = entry.hash;
    expected = entry.seq + 1;
  });
  proof.report.chain_head = head(transaction);
  if (proof.report.chain_head.hash != previous || proof.report.chain_head.seq != expected - 1) {
    proof.fault("纪实的链尾与记录的链头不符：末尾可能被截去");
  }
}

/// Digests a stream grouped by journal seq and hands each group's digest over.
class GroupedDigest {
public:
  explicit GroupedDigest(std::function<void(std::int64_t, std::string const&)> each)
      : m_each{std::move(each)} {}
  void add(std::int64_t seq, std::string_view text) {
    if (seq != m_seq) flush();
    m_seq = seq;
    m_digest.add(text);
  }
  void flush() {
    if (auto const digest = m_digest.finish(); !digest.empty()) m_each(m_seq, digest);
  }

private:
  std::function<void(std::int64_t, std::string const&)> m_each;
  std::int64_t m_seq{0};
  ListDigest m_digest{};
};

void prove_images(Transaction& transaction, Proof& proof) {
  GroupedDigest groups{[&](std::int64_t seq, std::string const& digest) {
    auto& promised = proof.promised[seq].first;
    if (promised != digest) proof.fault(fmt::format("纪实第 {} 条的变更记录被改动", seq));
    promised.clear();
  }};
  each_image(transaction,
             [&](ImageRow const& image) { groups.add(image.journal_seq, to_json(image)); });
  groups.flush();
}

void prove_facts(Transaction& transaction, Proof& proof) {
  GroupedDigest groups{[&](std::int64_t seq, std::string const& digest) {
    auto& promised = proof.promised[seq].second;
    if (promised != digest)
      proof.fault(fmt::format("纪实第 {} 条所记的事实被改动、增添或删除", seq));
    promised.clear();
  }};
  facts::each_by_journal(transaction, [&](facts::FactRow const& fact) {
    ++proof.report.facts;
    groups.add(fact.journal_seq, to_json(fact));
  });
  groups.flush();
}

void prove_nothing_missing(Proof& proof) {
  for (auto const& [seq, promised] : proof.promised) {
    if (!promised.first.empty()) proof.fault(fmt::format("纪实第 {} 条的变更记录被删除", seq));
    if (!promised.second.empty()) proof.fault(fmt::format("纪实第 {} 条所记的事实被删除", seq));
  }
}

/// The digest each row of a table should have now, and whether its history is unbroken.
std::unordered_map<std::int64_t, std::string> promised_rows(Transaction& transaction,
                                                            std::string_view table, Proof& proof) {
  std::unordered_map<std::int64_t, std::string> promised;
  each_image_of(transaction, table, [&](ImageRow const& image) {
    auto& digest = promised[image.row_id];
    auto const before = image.before_image ? sm3(*image.before_image) : std::string{};
    if (before != digest) {
      proof.fault(fmt::format("表 {} 编号 {} 在纪实第 {} 条之前被改动", table, image.row_id,
                              image.journal_seq));
    }
    digest = image.after_digest;
  });
  return promised;
}

void prove_table(Transaction& transaction, JournaledTable const& table, Proof& proof) {
  auto promised = promised_rows(transaction, table.name, proof);
  table.each(transaction, [&](std::int64_t id, std::string const& json) {
    ++proof.report.rows;
    auto const found = promised.find(id);
    if (found == promised.end()) {
      proof.fault(fmt::format("表 {} 编号 {} 不是经由系统写入的", table.name, id));
      return;
    }
    if (found->second != sm3(json)) {
      proof.fault(fmt::format("表 {} 编号 {} 的现有内容与最后一次纪实不符", table.name, id));
    }
    promised.erase(found);
  });
  for (auto const& [id, digest] : promised)
    proof.fault(fmt::format("表 {} 编号 {} 被删除", table.name, id));
}
void prove_known_tables(Transaction& transaction, std::span<JournaledTable const> tables,
                        Proof& proof) {
  for (auto const& row : tables_with_images(transaction)) {
    auto const known = std::any_of(tables.begin(), tables.end(), [&](JournaledTable const& table) {
      return table.name == row.table_name;
    });
    if (!known) proof.fault(fmt::format("纪实提到程序不认识的表 {}", row.table_name));
  }
}
}  // namespace

VerifyReport verify_books(Transaction& transaction, Books const& books, VerifyStep const& step) {
  Proof proof;
  std::int64_t done = 0;
  auto const total = 3 + std::ssize(books.tables) + std::ssize(books.checks);
  auto const goes_on = [&](std::string_view what) { return !step || step(done++, total, what); };
  if (!goes_on("纪实链")) return std::move(proof.report);
  prove(proof, "纪实", [&] { prove_chain(transaction, proof); });
  if (!goes_on("变更记录")) return std::move(proof.report);
  prove_images(transaction, proof);
  if (!goes_on("事实")) return std::move(proof.report);
  prove(proof, "事实", [&] { prove_facts(transaction, proof); });
  prove_nothing_missing(proof);
  for (auto const& table : books.tables) {
    if (!goes_on(table.name)) return std::move(proof.report);
    prove(proof, fmt::format("表 {}", table.name), [&] { prove_table(transaction, table, proof); });
  }
  prove_known_tables(transaction, books.tables, proof);
  for (auto const& check : books.checks) {
    if (!goes_on(check.what)) return std::move(proof.report);
    for (auto& fault : check.faults(transaction)) proof.fault(std::move(fault));
  }
  return std::move(proof.report);
}

}  // namespace hangji::journal
