#include "kernel/api/replay.h"

#include "kernel/api/idempotency_store.h"
#include "kernel/journal/digest.h"

namespace hangji::api {

namespace {
constexpr int key_length_most = 64;
constexpr int csrf_length = 48;

enum class IdempotencyRefusal { key_missing, key_reused };
BOOST_DESCRIBE_ENUM(IdempotencyRefusal, key_missing, key_reused)
}  // namespace
}  // namespace hangji::api

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::api::IdempotencyRefusal> = "idempotency";

namespace hangji::api {
namespace {
/// Of all that tells one request from another.
std::string digest_of(http::Request const& request) {
  journal::ListDigest digest;
  digest.add(boost::describe::enum_to_string(request.method, ""));
  digest.add(request.path);
  for (auto const& [name, value] : request.parameters) {
    digest.add(name);
    digest.add(value);
  }
  digest.add(request.body);
  for (auto const& upload : request.uploads) {
    for (auto const* part : {&upload.field, &upload.name, &upload.digest}) digest.add(*part);
  }
  return digest.finish();
}
}  // namespace

Result<RequestMark> mark_of(secrets::Secrets const& secrets, http::Request const& request) {
  std::string key{request.header("idempotency-key")};
  if (key.empty() || key.size() > key_length_most) {
    return refuse(IdempotencyRefusal::key_missing,
                  "写入请求须带 Idempotency-Key（不超过 64 个字符）", {.status = 400});
  }
  return RequestMark{std::move(key), secrets.lookup_hash(digest_of(request))};
}

Result<Replay> replay_of(database::Transaction& transaction, UserId user, RequestMark const& mark) {
  Replay replay{.user = user, .key = mark.key, .digest = mark.digest};
  auto const kept = kept_answer(transaction, user, mark.key);
  if (!kept) return replay;
  if (kept->request_digest != replay.digest) {
    return refuse(IdempotencyRefusal::key_reused, "同一个 Idempotency-Key 已用于另一次操作",
                  {.status = 409});
  }
  replay.answer = http::Response{.status = static_cast<int>(kept->status), .body = kept->body};
  return replay;
}

Result<Replay> replay_of(database::Transaction& transaction, secrets::Secrets const& secrets,
                         UserId user, http::Request const& request) {
  auto const mark = mark_of(secrets, request);
  if (!mark) return std::unexpected{mark.error()};
  return replay_of(transaction, user, *mark);
}

void keep_answer(database::Transaction& transaction, Replay const& replay, int status,
                 std::string body) {
  insert_answer(transaction, {.user_id = replay.user,
                              .idempotency_key = replay.key,
                              .at = transaction.now(),
                              .request_digest = replay.digest,
                              .status = status,
                              .body = std::move(body)});
}

http::HeadField key_field() {
  return {"Idempotency-Key", "由客户端为这次操作生成；没有收到回答时用同一个值重发，不会重复办理",
          key_length_most};
}

http::HeadField csrf_field() {
  return {"X-CSRF-Token", "GET /api/session 给出的 csrf", csrf_length};
}

}  // namespace hangji::api
