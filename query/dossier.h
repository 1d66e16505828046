#pragma once
// A dossier as a page that stands by itself: one file to print, to mail and to keep.
#include <iosfwd>
#include <optional>
#include <string_view>
#include <vector>

#include "query/answers.h"

namespace parley {

enum class DossierFormat { kMarkdown, kHtml };
// "dossier.md", "dossier.html".
[[nodiscard]] std::vector<std::string_view> dossierWords();
// Of a file that has one of these words as its name, or the ending of one, also with a folder before it; nullopt for
// other names.
[[nodiscard]] std::optional<DossierFormat> dossierFormatOf(std::string_view file_name);

// `dossier` is resolved. The page holds all of it: timeline, every quote with outlet, date and document, facts and the
// documents. HTML has its style inside, no script, and nothing that a browser would fetch. Names and sentences are text
// in both, whatever stands in them. The same bytes for the same dossier. Throws Error(kIo) if `out` fails.
void writeDossier(const DossierAnswer& dossier, DossierFormat format, std::ostream& out);

}  // namespace parley
