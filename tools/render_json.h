#pragma once
// Answers as JSON, for programs. docs/JSON.md describes it; "v" is raised when an old reader could misunderstand.
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extractor.h"
#include "graph/document.h"
#include "graph/report.h"
#include "query/answers.h"

namespace parley {

inline constexpr int kJsonVersion = 1;

// `question` is the command: "met", "timeline", "why". What is not known is null.
[[nodiscard]] nlohmann::ordered_json toJson(std::string_view question, const MetAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const PathAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const NearAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const WhyNotAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const ShowAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const StatsAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const DiffAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const ContradictionsAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const FindAnswer& answer);
[[nodiscard]] nlohmann::ordered_json toJson(const TopAnswer& answer);
// What one document says by itself, as `parley extract` prints it; `doc` is its name.
[[nodiscard]] nlohmann::ordered_json toJson(std::string_view doc, const Document& document,
                                            const Extraction& extraction,
                                            const std::vector<SentenceTriples>& open_triples = {});

// One line with its newline. Safe for a terminal; bytes that are not UTF-8 (file names) become U+FFFD.
[[nodiscard]] std::string jsonLine(const nlohmann::ordered_json& value);

}  // namespace parley
