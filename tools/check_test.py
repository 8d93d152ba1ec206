#!/usr/bin/env python3
"""Tests of tools/check: each check finds what it is for, and nothing else."""

import hashlib
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from checks import evidence, levels, migrations, places, purity, sizes  # noqa: E402
from checks.project import Project, SourceFile  # noqa: E402


def found(check, files):
    """path:line of each finding."""
    return [f"{f.path}:{f.line}" for f in check(Project(files))]


def is_found(check, path, text):
    return found(check, {path: text}) != []


class Reading(unittest.TestCase):
    def test_comments_and_literals_are_blanked_line_for_line(self):
        file = SourceFile("src/http/a.cpp", 'int a; // double\nauto b = R"x(float\n)x"; /* time( */ c')
        self.assertEqual(file.code.split(), ["int", "a;", "auto", "b", "=", ";", "c"])
        self.assertEqual(file.code.count("\n"), 2)
        self.assertEqual(file.strings, [(2, "float\n")])
        self.assertEqual([c.text for c in file.comments], ["// double", "/* time( */"])

    def test_a_thousands_separator_begins_no_literal(self):
        file = SourceFile("src/http/a.cpp", "int a = 1'000; float b; char c = '\\''; int d = 2'000;")
        self.assertIn("float b;", file.code)
        self.assertIn("int d", file.code)

    def test_a_url_in_a_string_begins_no_comment(self):
        file = SourceFile("src/http/a.cpp", 'auto a = "http://x"; float b;')
        self.assertIn("float b;", file.code)


class Levels(unittest.TestCase):
    def allowed(self, path, target):
        return not is_found(levels.check_includes, path, f'#include "{target}"')

    def test_an_include_goes_down(self):
        for path, target in [
            ("src/database/a.cpp", "foundation/id.h"),
            ("src/kernel/rules/a.cpp", "http/route.h"),
            ("src/organisation/a.h", "kernel/facts/facts.h"),
            ("src/duty/a.h", "organisation/units/units.h"),
            ("src/application/main.cpp", "practice/dues/dues.h"),
            ("src/practice/dues/a.h", "practice/points/points.h"),
            ("src/practice/dues/dues_test.cpp", "testing/world.h"),
            ("src/application/test_books.h", "testing/world.h"),
            ("src/testing/world.cpp", "testing/world.h"),
        ]:
            self.assertTrue(self.allowed(path, target), f"{path} {target}")

    def test_an_include_never_goes_up_or_across(self):
        for path, target in [
            ("src/foundation/a.h", "database/row.h"),
            ("src/database/a.h", "http/route.h"),
            ("src/documents/a.h", "database/row.h"),
            ("src/kernel/a.h", "organisation/units/units.h"),
            ("src/practice/a.h", "duty/cards/cards.h"),
            ("src/organisation/a.h", "premises/rooms/rooms.h"),
            ("src/practice/dues/dues.cpp", "testing/world.h"),
            ("src/testing/world.h", "application/routes.h"),
            ("src/kernel/rules/rules.cpp", "rules.h"),
            ("src/elsewhere/a.h", "foundation/id.h"),
        ]:
            self.assertFalse(self.allowed(path, target), f"{path} {target}")

    def test_the_line_is_that_of_the_include(self):
        text = '#pragma once\n\n  #  include "duty/a.h"\n'
        self.assertEqual(found(levels.check_includes, {"src/practice/a.h": text}),
                         ["src/practice/a.h:3"])

    def test_libraries_stay_behind_their_level(self):
        for header, home in [
            ("soci/soci.h", "database"), ("libpq-fe.h", "database"), ("sqlite3.h", "database"),
            ("restinio/all.hpp", "http"), ("pango/pangocairo.h", "documents"),
            ("cairo-pdf.h", "documents"), ("zip.h", "documents"), ("xlsxwriter.h", "documents"),
            ("expat.h", "documents"),
        ]:
            text = f"#include <{header}>"
            self.assertTrue(is_found(levels.check_libraries, "src/kernel/a.cpp", text), header)
            self.assertFalse(is_found(levels.check_libraries, f"src/{home}/a.cpp", text), header)
        self.assertFalse(is_found(levels.check_libraries, "src/kernel/a.cpp", "#include <string>"))


class Purity(unittest.TestCase):
    def test_sql_is_found_outside_stores_only(self):
        for sql in ["SELECT id FROM t", "INSERT INTO t", "UPDATE t SET a = 1", "DELETE FROM t"]:
            text = f'auto a = "{sql}";'
            self.assertTrue(is_found(purity.check_sql, "src/duty/a/a.cpp", text), sql)
            self.assertTrue(is_found(purity.check_sql, "src/duty/a/a_test.cpp", text), sql)
            for home in ["src/duty/a/a_store.cpp", "src/duty/a/a_store.h", "src/database/a.cpp",
                         "src/kernel/journal/journal.cpp"]:
                self.assertFalse(is_found(purity.check_sql, home, text), f"{home} {sql}")

    def test_sql_in_raw_strings_is_found_on_its_line(self):
        text = 'int a;\nconstexpr Query q{"a", R"sql(\n  SELECT a.* FROM t)sql"};'
        self.assertEqual(found(purity.check_sql, {"src/duty/a_store.cpp": text}),
                         ["src/duty/a_store.cpp:3"])
        self.assertEqual(found(purity.check_sql, {"src/duty/a.cpp": text}),
                         ["src/duty/a.cpp:2", "src/duty/a.cpp:3"])

    def test_words_that_look_like_sql_are_not(self):
        for text in ['auto a = "please SELECTED";', "// SELECT * FROM t", 'f("Update set");',
                     'auto a = "COUNT(*)";', "struct MyQuery {};"]:
            self.assertFalse(is_found(purity.check_sql, "src/duty/a.cpp", text), text)

    def test_sql_never_asks_for_the_time(self):
        store = "src/duty/a_store.cpp"
        self.assertTrue(is_found(purity.check_sql, store, 'f("SELECT CURRENT_TIMESTAMP");'))
        self.assertTrue(is_found(purity.check_sql, store, "f(\"SELECT date('now')\");"))
        self.assertTrue(is_found(purity.check_sql, "migrations/0001_a.sql",
                                 "CREATE TABLE t (\n  at BIGINT DEFAULT now());"))
        self.assertFalse(is_found(purity.check_sql, "migrations/0001_a.sql", "-- now() is asked"))

    def test_the_machine_is_asked_for_the_time_in_one_place(self):
        for text in ["std::chrono::system_clock::now()", "time(nullptr)", "std::time(nullptr)",
                     "gettimeofday(&t, nullptr)", "high_resolution_clock::now()"]:
            self.assertTrue(is_found(purity.check_clock, "src/application/a.cpp", text), text)
            self.assertFalse(is_found(purity.check_clock, "src/foundation/clock.cpp", text), text)
        for text in ["read_time(a)", "row.time(3)", "// time(", '"time("', "int time_of_day;"]:
            self.assertFalse(is_found(purity.check_clock, "src/kernel/a.cpp", text), text)

    def test_a_steady_clock_measures_in_the_plumbing_and_benchmarks(self):
        text = "std::chrono::steady_clock::now()"
        for path in ["src/http/a.cpp", "src/database/a.cpp", "src/application/a.cpp",
                     "src/testing/a.h", "src/duty/a_bench.cpp"]:
            self.assertFalse(is_found(purity.check_clock, path, text), path)
        self.assertTrue(is_found(purity.check_clock, "src/duty/a.cpp", text))

    def test_no_floating_point_but_in_documents_json_and_benchmarks(self):
        for path in ["src/documents/a.cpp", "src/foundation/json_read.h", "src/duty/a_bench.cpp"]:
            self.assertFalse(is_found(purity.check_floating_point, path, "double a;"), path)
        for text in ["double a;", "float b;", "static_cast<double>(c)", "long double d;"]:
            self.assertTrue(is_found(purity.check_floating_point, "src/duty/a.cpp", text), text)
        for text in ["int doubled;", "// a double vote", '"float"']:
            self.assertFalse(is_found(purity.check_floating_point, "src/duty/a.cpp", text), text)

    def test_no_using_namespace(self):
        self.assertTrue(is_found(purity.check_namespaces, "src/duty/a.cpp", "using namespace std;"))
        self.assertFalse(is_found(purity.check_namespaces, "src/duty/a.cpp", "using std::string;"))


class Sizes(unittest.TestCase):
    def test_files_have_a_hard_limit(self):
        for path, most in [("src/duty/a.cpp", 500), ("src/duty/a.h", 250),
                           ("src/duty/a_test.cpp", 600), ("web/src/a.vue", 500),
                           ("web/src/a.ts", 500)]:
            self.assertFalse(is_found(sizes.check_files, path, "x\n" * most), path)
            self.assertTrue(is_found(sizes.check_files, path, "x\n" * (most + 1)), path)
        self.assertFalse(is_found(sizes.check_files, "docs/a.md", "x\n" * 1000))

    def test_columns_count_characters(self):
        self.assertFalse(is_found(sizes.check_columns, "src/duty/a.h", "党" * 100))
        self.assertTrue(is_found(sizes.check_columns, "src/duty/a.h", "a" * 101))

    def function_lines(self, text):
        return sizes.function_lines(SourceFile("src/duty/a.cpp", text))

    def test_functions_are_measured_from_head_to_brace(self):
        body = "{\n  if (a) {\n    b({1, 2});\n  }\n}\n"
        for head in ["void f(int a) ", "template <class T>\nbool A<T>::f(int a = 1) const ",
                     "TEST(Dues, a_sentence) ", "auto operator==(A const& a) ",
                     "A::A(int a)\n    : m_a{a}, m_b{2} ", "Result<A> f(std::function<void()> a) "]:
            lines = self.function_lines(f"#include <a>\nnamespace a {{\nclass B;\n{head}{body}}}\n")
            last = 4 + head.count("\n") + 4
            self.assertEqual(lines, [(4, last)], head)

    def test_functions_inside_classes_are_measured(self):
        text = "class A {\npublic:\n  int f() {\n    return 1;\n  }\n};\n"
        self.assertEqual(self.function_lines(text), [(3, 5)])

    def test_tables_are_no_functions(self):
        for text in ["constexpr std::array a{\n1,\n};", "auto const a = f({\n{1, 2},\n});",
                     "enum class A {\n a,\n};", "constexpr A a[] = {\n{f(1)},\n};"]:
            self.assertEqual(self.function_lines(text), [], text)

    def test_a_function_has_a_hard_limit(self):
        def function(lines):
            return "int before() { return 1; }\nvoid f() {\n" + "  g();\n" * (lines - 2) + "}\n"
        self.assertEqual(found(sizes.check_functions, {"src/duty/a.cpp": function(70)}), [])
        self.assertEqual(found(sizes.check_functions, {"src/duty/a.cpp": function(71)}),
                         ["src/duty/a.cpp:2"])


class Migrations(unittest.TestCase):
    def test_numbers_have_no_gaps_and_no_twins(self):
        numbers = migrations.check_numbers
        self.assertEqual(found(numbers, {"migrations/0001_a.sql": "", "migrations/0002_b.sql": ""}), [])
        self.assertTrue(found(numbers, {"migrations/0002_b.sql": ""}))
        self.assertTrue(found(numbers, {"migrations/0001_a.sql": "", "migrations/0003_b.sql": ""}))
        self.assertTrue(found(numbers, {"migrations/0001_a.sql": "", "migrations/0001_b.sql": ""}))
        self.assertTrue(found(numbers, {"migrations/first.sql": ""}))

    def test_a_frozen_migration_never_changes(self):
        digest = hashlib.sha256("CREATE 表".encode()).hexdigest()
        files = {"migrations/FROZEN": f"{digest}  0001_a.sql\n", "migrations/0002_b.sql": "new"}
        frozen = migrations.check_frozen
        self.assertEqual(found(frozen, files | {"migrations/0001_a.sql": "CREATE 表"}), [])
        self.assertEqual(found(frozen, files | {"migrations/0001_a.sql": "CREATE 表 "}),
                         ["migrations/0001_a.sql:1"])
        self.assertEqual(found(frozen, files), ["migrations/FROZEN:1"])
        self.assertEqual(found(frozen, {"migrations/FROZEN": "0001_a.sql"}), ["migrations/FROZEN:1"])


    def test_what_is_committed_is_frozen_once_there_is_a_list(self):
        files = {"migrations/0001_a.sql": "CREATE", "migrations/0002_b.sql": "new"}
        lines = "\n".join(migrations.frozen_lines(Project(files))) + "\n"
        self.assertEqual(list(migrations.check_frozen(Project(files | {"migrations/FROZEN": lines}))), [])
        committed = frozenset(["migrations/0001_a.sql"])
        for listed, wrong in [(lines, []), ("", ["migrations/0001_a.sql"])]:
            project = Project(files | {"migrations/FROZEN": listed}, committed=committed)
            self.assertEqual([f.path for f in migrations.check_committed(project)], wrong)
        self.assertEqual(list(migrations.check_committed(Project(files, committed=committed))), [])


class Evidence(unittest.TestCase):
    ENUM = ("enum class DuesRefusal {\n  too_much,  // (a, b)\n  closed = 3,\n};\n"
            'inline constexpr auto refusal_prefix<DuesRefusal> = "dues";\n')

    def refusals(self, test_path, test):
        return found(evidence.check_refusals_are_tested,
                     {"src/practice/dues/dues.h": self.ENUM, test_path: test})

    def test_each_refusal_is_named_in_a_test_beside_it(self):
        beside = "src/practice/dues/dues_test.cpp"
        self.assertEqual(self.refusals(beside, "R::too_much R::closed"), [])
        self.assertEqual(self.refusals(beside, "R::too_much // R::closed"), ["src/practice/dues/dues.h:3"])
        self.assertEqual(self.refusals(beside, "R::too_much closed"), ["src/practice/dues/dues.h:3"])
        self.assertEqual(self.refusals(beside, "using enum DuesRefusal; too_much closed"), [])
        self.assertEqual(self.refusals("src/practice/dues/dues.cpp", "R::too_much R::closed"),
                         ["src/practice/dues/dues.h:2", "src/practice/dues/dues.h:3"])

    def test_elsewhere_it_is_named_with_its_enum_or_by_its_code(self):
        elsewhere = "src/application/api_test.cpp"
        self.assertEqual(self.refusals(elsewhere, 'DuesRefusal::too_much "dues.closed"'), [])
        self.assertEqual(self.refusals(elsewhere, '"dues.closed"'), ["src/practice/dues/dues.h:2"])
        self.assertEqual(len(self.refusals(elsewhere, 'R::too_much "votes.closed"')), 2)
        self.assertEqual(len(self.refusals(elsewhere, '// DuesRefusal::too_much "dues.closed"')), 2)

    def test_no_test_sleeps(self):
        nap = "std::this_thread::sleep_for(a);"
        for path, expected in [("src/http/a_test.cpp", True), ("src/http/test_a.h", True),
                               ("src/http/a.cpp", False)]:
            self.assertEqual(is_found(evidence.check_tests_do_not_sleep, path, nap), expected, path)

    def test_a_source_is_a_rule(self):
        rules = {"rules/dues.yaml": "- id: dues.rate\n  source: x\n- name: a\n  id: \"dues.cap\"\n"}
        for comment, expected in [("/// Source: dues.rate", 0), ("/// Source: dues.rate, dues.cap.", 0),
                                  ("/// Fen. Source: dues.rat", 1), ("/* Source: a, b */", 2)]:
            self.assertEqual(
                len(found(evidence.check_sources_exist, rules | {"src/duty/a.h": comment})),
                expected, comment)
        self.assertFalse(is_found(evidence.check_sources_exist, "src/duty/a.h", '"Source: none"'))


class Places(unittest.TestCase):
    def test_no_path_of_one_machine(self):
        for folder in ["work", "root", "home"]:
            self.assertTrue(is_found(places.check_places, "dev", f"cd /{folder}/me"), folder)
        for text in ["cd web/home/a", "~/home/", "./work/a", "/homepage", "https://a.b/home/"]:
            self.assertFalse(is_found(places.check_places, "dev", text), text)

    def test_no_host_of_a_registry(self):
        lock = '"resolved": "https' + '://example.org/a.tgz"'
        for text in ["https:/" + "/registry.npmjs.org/a", "http:/" + "/pypi.org/simple", lock]:
            self.assertTrue(is_found(places.check_places, "web/package-lock.json", text), text)
        self.assertFalse(is_found(places.check_places, "README.md", "https://vuejs.org/guide"))


if __name__ == "__main__":
    unittest.main()
