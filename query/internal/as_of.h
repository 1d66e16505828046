#pragma once
// The graph as it was known on a day.
#include "graph/knowledge_graph.h"
#include "graph/source.h"
#include "query/answers.h"
#include "query/local_answers.h"

namespace parley::query {

// More documents are not resolved anew for one question: all are in memory for it, some tens of kilobytes each.
inline constexpr std::size_t kMaxResolvedAnew = 50'000;

struct GraphAsOf {
  KnowledgeGraph graph;
  AsOf as_of;
};

// All that follows from the documents whose own date, given or stated, is `day` or earlier, and from nothing else: it
// answers as a store that holds only these. A date that was inferred does not count: it comes from other documents, and
// from which depends on the day. Throws Error(kLimit) if there are more than kMaxResolvedAnew.
[[nodiscard]] GraphAsOf graphAsOf(const GraphSource& source, Date day);

}  // namespace parley::query

namespace parley {

template <typename Question, typename Ask>
auto LocalAnswers::asOf(Question question, Ask ask) {
  query::GraphAsOf then = query::graphAsOf(source_, *question.as_of);
  question.as_of.reset();
  LocalAnswers answers(then.graph, near_misses_, sentences_);
  auto answer = ask(answers, question);
  if constexpr (requires { answer.searched; }) {
    answer.searched.as_of = then.as_of;
  } else {
    answer.as_of = then.as_of;
  }
  return answer;
}

}  // namespace parley
