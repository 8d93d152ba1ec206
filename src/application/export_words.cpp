#include "application/export_words.h"

#include "premises/archive/archive_views.h"

namespace hangji::application {

std::string_view label(rules::Retention retention) { return premises::label(retention); }

std::string_view label(practice::DuesState state) {
  switch (state) {
    case practice::DuesState::not_owing: return "不须交纳";
    case practice::DuesState::exempt: return "免交";
    case practice::DuesState::basis_missing: return "未核定基数";
    case practice::DuesState::paid: return "已交";
    case practice::DuesState::partly_paid: return "部分已交";
    case practice::DuesState::due: return "未交";
    case practice::DuesState::owing: return "欠交";
    case practice::DuesState::optional: return "可在此交";
  }
  stop_at_bug("a state of dues is one of eight", std::source_location::current());
}

std::string_view label(practice::DuesReliefKind relief) {
  switch (relief) {
    case practice::DuesReliefKind::none: return "";
    case practice::DuesReliefKind::reduced: return "少交";
    case practice::DuesReliefKind::exempt: return "免交";
  }
  stop_at_bug("a relief is one of three", std::source_location::current());
}

}  // namespace hangji::application
