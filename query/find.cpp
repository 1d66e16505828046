#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "graph/error.h"
#include "graph/name.h"
#include "query/internal/as_of.h"
#include "query/internal/lines.h"
#include "query/internal/sides.h"
#include "query/local_answers.h"

namespace parley {
namespace {

using query::Lines;

// Every word begins a word of the name.
bool fits(const std::vector<std::string>& words, std::string_view name) {
  const std::vector<std::string> name_words = nameWords(name);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::any_of(name_words.begin(), name_words.end(),
                       [&](const std::string& name_word) { return name_word.starts_with(word); });
  });
}

void findNames(const GraphSource& source, const FindQuestion& question, FindAnswer& answer) {
  const std::vector<std::string> words = nameWords(question.text);
  if (words.empty()) return;
  source.forEachEntity([&](const Entity& entity) {
    const bool found =
        fits(words, entity.name) || std::any_of(entity.aliases.begin(), entity.aliases.end(),
                                                [&](const std::string& alias) { return fits(words, alias); });
    if (found) answer.names.push_back(query::refOf(entity));
    return true;
  });
  std::sort(answer.names.begin(), answer.names.end(), [](const EntityRef& a, const EntityRef& b) {
    return std::tie(b.documents, a.name, a.id) < std::tie(a.documents, b.name, b.id);
  });
  if (answer.names.size() > question.limit) {
    answer.names_left_out = answer.names.size() - question.limit;
    answer.names.resize(question.limit);
  }
}

}  // namespace

FindAnswer LocalAnswers::find(const FindQuestion& question) {
  PARLEY_CHECK(sentences_ != nullptr);
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::find));
  std::string wanted = foldText(question.text);
  if (wanted.ends_with(' ')) wanted.pop_back();
  if (wanted.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "find: the text is empty; type a word, such as \"grain\"");
  }
  FindAnswer answer;
  answer.searched = query::searched(source_, {});
  findNames(source_, question, answer);

  std::set<DocumentId> all;
  source_.forEachDocument([&](const DocumentId& id) { return all.insert(id), true; });
  std::vector<DocumentId> documents = query::newestFirst(source_, all);
  if (documents.size() > kMaxSearched) {
    answer.not_read = documents.size() - kMaxSearched;
    documents.resize(kMaxSearched);
  }
  Lines lines(source_);
  for (const DocumentId& id : documents) {
    const std::optional<ReadDocument> read = source_.document(id);
    PARLEY_CHECK(read.has_value());
    const std::string& text = read->document.text;
    // Cheap, and true of most: cutting a text into sentences costs more.
    if (foldText(text).find(wanted) == std::string::npos) continue;
    std::uint64_t here = 0;
    for (const Span sentence : sentences_(read->document)) {
      const auto words = std::string_view(text).substr(sentence.begin, sentence.end - sentence.begin);
      if (foldText(words).find(wanted) == std::string::npos) continue;
      ++here;
      if (answer.sentences.size() < question.limit) {
        answer.sentences.push_back(lines.passage(id, sentence));
      } else {
        ++answer.sentences_left_out;
      }
    }
    if (here > 0) ++answer.searched.naming;
  }
  return answer;
}

}  // namespace parley
