#include "documents/originals_media.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <vector>

namespace hangji::documents {

namespace {
using std::literals::operator""s;

/// A zip file with an entry of each name.
std::string packed(std::vector<std::string> const& names) {
  zip_error_t error;
  zip_error_init(&error);
  auto* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
  auto* const archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  zip_source_keep(source);
  for (auto const& name : names) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, "x", 1, 0), 0);
  }
  zip_close(archive);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

struct Case {
  std::string bytes;
  MediaType type;
};
}  // namespace

TEST(MediaType, a_file_is_told_by_how_it_begins) {
  for (auto const& [bytes, type] :
       {Case{"%PDF-1.7\n", MediaType::pdf}, Case{"\xFF\xD8\xFF\xE0", MediaType::jpeg},
        Case{"\x89PNG\r\n\x1A\n....", MediaType::png},
        Case{"RIFF\x10\0\0\0WEBPVP8 "s, MediaType::webp},
        Case{"\0\0\0\x18"
             "ftypheic"s,
             MediaType::heic},
        Case{"会议记录\n\t第一项", MediaType::text}, Case{"", MediaType::unknown},
        Case{"\x01\x02\x03", MediaType::unknown},
        Case{"half a character \xE4\xBD", MediaType::unknown}}) {
    EXPECT_EQ(sniff(bytes), type) << bytes;
  }
}

TEST(MediaType, a_packed_document_is_told_by_the_names_inside) {
  EXPECT_EQ(sniff(packed({"[Content_Types].xml", "word/document.xml"})), MediaType::docx);
  EXPECT_EQ(sniff(packed({"[Content_Types].xml", "xl/workbook.xml"})), MediaType::xlsx);
  EXPECT_EQ(sniff(packed({"OFD.xml", "Doc_0/Document.xml"})), MediaType::ofd);
  EXPECT_EQ(sniff(packed({"photos/1.jpg"})), MediaType::unknown);
  EXPECT_EQ(sniff("PK\x03\x04 cut off"), MediaType::unknown);
}

TEST(MediaType, an_old_office_file_is_told_by_its_streams) {
  auto const begin = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s;
  EXPECT_EQ(sniff(begin + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s), MediaType::doc);
  EXPECT_EQ(sniff(begin + "W\0o\0r\0k\0b\0o\0o\0k\0"s), MediaType::xls);
  EXPECT_EQ(sniff(begin), MediaType::unknown);
}

TEST(MediaType, what_could_run_is_unsafe) {
  for (auto const& bytes :
       {"MZ\x90\0\x03"s,
        "\x7F"
        "ELF\x02\x01"s,
        "#!/bin/sh\n"s, "\xCA\xFE\xBA\xBE\0\0\0\x34"s, "<!DOCTYPE html><p>"s,
        "\xEF\xBB\xBF  \n<HTML>"s, "说明 <script>alert(1)</script>"s,
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"s,
        "<svg onload=\"x()\"/>"s, "\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0"s, "<?php echo 1;"s}) {
    EXPECT_EQ(sniff(bytes), MediaType::unsafe) << bytes;
  }
}

TEST(MediaType, a_document_with_macros_is_unsafe) {
  EXPECT_EQ(sniff(packed({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"})),
            MediaType::unsafe);
  EXPECT_EQ(sniff("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + "W\0o\0r\0k\0b\0o\0o\0k\0"s +
                  "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"s),
            MediaType::unsafe);
}

TEST(MediaType, what_is_not_kept_has_no_name_of_its_own) {
  EXPECT_EQ(media_type_name(MediaType::pdf), "application/pdf");
  EXPECT_EQ(media_type_name(MediaType::unknown), "application/octet-stream");
  EXPECT_EQ(media_type_name(MediaType::unsafe), "application/octet-stream");
}

}  // namespace hangji::documents
