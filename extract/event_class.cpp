#include "extract/event_class.h"

#include <algorithm>
#include <string>
#include <vector>

#include "extract/coreference.h"
#include "extract/internal/actions.h"
#include "extract/internal/local_entities.h"
#include "extract/meetings.h"
#include "extract/mentions.h"
#include "extract/parse.h"
#include "extract/segment.h"
#include "extract/time_expressions.h"

namespace parley {
namespace {

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The word of the sentence that stands for the actor: the top one of its own words, else of a mention of its state.
std::optional<std::uint32_t> placeOf(const Parsed& parsed, std::string_view actor) {
  std::vector<std::string> wanted;
  for (std::size_t at = 0; at < actor.size();) {
    const std::size_t end = std::min(actor.find(' ', at), actor.size());
    if (end > at) wanted.push_back(lowered(actor.substr(at, end - at)));
    at = end + 1;
  }
  const auto size = static_cast<std::uint32_t>(parsed.words.size());
  const auto count = static_cast<std::uint32_t>(wanted.size());
  for (std::uint32_t t = 0; count > 0 && t + count <= size; ++t) {
    std::uint32_t same = 0;
    while (same < count && parsed.words[t + same].lower == wanted[same]) ++same;
    if (same < count) continue;
    for (std::uint32_t top = t; top < t + count; ++top) {
      const std::uint32_t head = parsed.words[top].head;
      if (head == kRoot || head < t || head >= t + count) return top;
    }
    return t;
  }
  const auto entries = Lists::builtIn().find(actor);
  const std::string_view state = entries.empty() ? actor : std::string_view(entries.front()->country);
  for (const Mention& mention : parsed.mentions) {
    if (std::find(mention.countries.begin(), mention.countries.end(), state) != mention.countries.end())
      return mention.first_token;
  }
  for (std::uint32_t t = 0; t < size; ++t) {
    for (const ListEntry* entry : Lists::builtIn().find(parsed.words[t].text)) {
      if (!state.empty() && entry->country == state) return t;
    }
  }
  // Its last word alone: "Berg" for "Ada Berg".
  for (std::uint32_t t = 0; t < size && !wanted.empty(); ++t) {
    if (parsed.words[t].lower == wanted.back()) return t;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Relation> eventClass(const Document& document, const LanguageModel& model, std::string_view actor,
                                   std::string_view other) {
  const std::vector<Sentence> sentences = segment(document, model);
  const std::vector<Parsed> parsed = findMentions(document, sentences, parse(document, sentences, model), model);
  std::vector<std::vector<TimeExpression>> times;
  times.reserve(sentences.size());
  for (const Sentence& sentence : sentences) times.push_back(findTimeExpressions(document, sentence));
  const Coreference coreference = resolveMentions(sentences, parsed);
  const Reading reading{document, sentences, parsed, times, coreference, document.published()};
  std::vector<LocalEntity> all = coreference.entities;
  internal::LocalEntities entities(coreference, all);
  std::optional<Relation> by_one;
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    const std::optional<std::uint32_t> a = placeOf(parsed[s], actor);
    const std::optional<std::uint32_t> b = placeOf(parsed[s], other);
    if (!a && !b) continue;
    const internal::ActionFinder finder(reading, s, entities);
    const std::optional<Relation> found = finder.classBetween(a ? *a : *b, b ? *b : *a);
    if (a && b && found) return found;
    if (!by_one) by_one = found;
  }
  return by_one;
}

}  // namespace parley
