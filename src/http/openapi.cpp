// The OpenAPI 3.1 document of the route table.
#include "http/route.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>

namespace hangji::http {

namespace json = boost::json;

namespace {
std::string_view verb_of(Method method) {
  switch (method) {
    case Method::get: return "get";
    case Method::post: return "post";
    case Method::put: return "put";
    case Method::remove: return "delete";
  }
  stop_at_bug("a method is get, post, put or remove", std::source_location::current());
}

/// `practice.dues` and POST /api/dues/payments: post_dues_payments.
std::string operation_id(Route const& route) {
  std::string id{verb_of(route.method)};
  bool at_word = false;
  for (auto const c : std::string_view{route.path}.substr(4)) {
    bool const is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (is_letter && !at_word) id += '_';
    if (is_letter) id += c;
    at_word = is_letter;
  }
  return id;
}

bool is_path_parameter(Route const& route, std::string_view name) {
  return route.path.find("{" + std::string{name} + "}") != std::string::npos;
}

bool is_required(json::object const& schema, std::string_view name) {
  auto const* required = schema.if_contains("required");
  if (required == nullptr) return false;
  for (auto const& item : required->as_array()) {
    if (item.as_string() == json::string_view{name.data(), name.size()}) return true;
  }
  return false;
}

void add_head(json::array& parameters, Route const& route) {
  for (auto const& field : route.head) {
    parameters.push_back(
        {{"name", field.name},
         {"in", "header"},
         {"required", true},
         {"description", field.meaning},
         {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", field.length_most}}}});
  }
}

json::array parameters_of(Route const& route, json::object const& takes) {
  json::array parameters;
  for (auto const& [name, schema] : takes.at("properties").as_object()) {
    bool const in_path = is_path_parameter(route, name);
    if (!in_path && route.method != Method::get) continue;
    parameters.push_back({{"name", name},
                          {"in", in_path ? "path" : "query"},
                          {"required", in_path || is_required(takes, name)},
                          {"schema", schema}});
  }
  return parameters;
}

/// The body: the input without what stands in the path.
json::object body_of(Route const& route, json::object const& takes) {
  json::object properties;
  json::array required;
  for (auto const& [name, schema] : takes.at("properties").as_object()) {
    if (is_path_parameter(route, name)) continue;
    properties[name] = schema;
    if (is_required(takes, name)) required.emplace_back(name);
  }
  json::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::object request_body(Route const& route, json::object const& takes) {
  auto const type = route.body == BodyForm::upload ? "multipart/form-data" : "application/json";
  auto schema = body_of(route, takes);
  if (route.body == BodyForm::upload) {
    schema["properties"].as_object()["file"] = {{"type", "string"}, {"format", "binary"}};
  }
  return {{"required", true},
          {"content", json::object{{type, json::object{{"schema", std::move(schema)}}}}}};
}

json::object operation_of(Route const& route, SchemaSet& set) {
  json::object operation{
      {"operationId", operation_id(route)}, {"summary", route.summary}, {"tags", {route.tag}}};
  if (route.takes) {
    auto const takes = route.takes(set);
    auto parameters = parameters_of(route, takes);
    add_head(parameters, route);
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (route.body != BodyForm::none) operation["requestBody"] = request_body(route, takes);
  }
  json::object good{{"description", "完成"}};
  json::object media;
  if (route.gives) media["schema"] = route.gives(set);
  good["content"] = json::object{{route.gives_type, std::move(media)}};
  operation["responses"] = {{"200", std::move(good)},
                            {"default", {{"$ref", "#/components/responses/Refusal"}}}};
  return operation;
}

json::object refusal_schema() {
  SchemaSet unused;
  return {{"description", "拒绝或失败：代码、说明、字段、依据"},
          {"content",
           {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Refusal"}}}}}}}};
}

/// Members sorted and two spaces of indent, so that a difference reads well.
void print(std::string& out, json::value const& value, std::string const& indent) {
  if (value.is_object() && !value.get_object().empty()) {
    std::map<std::string_view, json::value const*> sorted;
    for (auto const& [name, item] : value.get_object()) sorted[{name.data(), name.size()}] = &item;
    std::string_view separator = "{\n";
    for (auto const& [name, item] : sorted) {
      out += separator;
      out += indent + "  ";
      write_json_string(out, name);
      out += ": ";
      print(out, *item, indent + "  ");
      separator = ",\n";
    }
    out += "\n" + indent + "}";
  } else if (value.is_array() && !value.get_array().empty()) {
    std::string_view separator = "[\n";
    for (auto const& item : value.get_array()) {
      out += separator;
      out += indent + "  ";
      print(out, item, indent + "  ");
      separator = ",\n";
    }
    out += "\n" + indent + "]";
  } else {
    write_json_value(out, value);
  }
}
}  // namespace

std::string openapi_document(RouteTable const& table, std::string_view version) {
  SchemaSet set;
  json::object paths;
  for (auto const& route : table.routes()) {
    auto& path = paths[route.path];
    if (!path.is_object()) path = json::object{};
    path.as_object()[verb_of(route.method)] = operation_of(route, set);
  }
  json::value const rule{{"anyOf",
                          {{{"type", "null"}},
                           {{"type", "object"},
                            {"properties",
                             {{"id", {{"type", "string"}}},
                              {"title", {{"type", "string"}}},
                              {"document", {{"type", "string"}}},
                              {"article", {{"type", "string"}}}}},
                            {"required", {"id", "title", "document", "article"}}}}}};
  set.schemas["Refusal"] = {{"type", "object"},
                            {"properties",
                             {{"code", {{"type", "string"}}},
                              {"message", {{"type", "string"}}},
                              {"field", {{"type", "string"}}},
                              {"rule", rule},
                              {"log_id", {{"type", "string"}}}}},
                            {"required", {"code", "message"}}};
  json::object components{
      {"schemas", std::move(set.schemas)},
      {"responses", {{"Refusal", refusal_schema()}}},
      {"securitySchemes",
       {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "hangji_session"}}}}}};
  json::value const document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "夯基"},
        {"version", version},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", {{{"url", "/"}}}},
      {"security", {{{"session", json::array{}}}}},
      {"paths", std::move(paths)},
      {"components", std::move(components)}};
  std::string out;
  print(out, document, "");
  out += '\n';
  return out;
}

}  // namespace hangji::http
