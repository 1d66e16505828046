#include "tools/treebank.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "graph/error.h"
#include "tools/terminal.h"

namespace parley {
namespace {

constexpr std::size_t kColumns = 10;
constexpr std::size_t kId = 0;
constexpr std::size_t kForm = 1;
constexpr std::size_t kMisc = 9;

// Reads lines and knows where it is.
class Lines {
 public:
  Lines(std::string_view bytes, const std::string& name) : rest_(bytes), name_(name) {
    static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  // Without its line break. nullopt at the end.
  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    ++number_;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (validUtf8(line) != line) fail("it is not valid UTF-8; convert the file, with iconv for example");
    const auto control = [](char c) { return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7F'; };
    if (std::any_of(line.begin(), line.end(), control)) fail("it has a control character, and a token has none");
    return line;
  }

  [[noreturn]] void fail(const std::string& why, ErrorCode code = ErrorCode::kInvalidArgument) const {
    throw Error(code, name_ + ":" + std::to_string(number_) + ": " + why);
  }

 private:
  std::string_view rest_;
  std::string name_;
  std::size_t number_ = 0;
};

void add(TreebankSentence& sentence, TreebankWord word, const Lines& lines) {
  if (sentence.words.size() == kMaxParsedTokens) {
    lines.fail("the sentence has more than " + std::to_string(kMaxParsedTokens) + " words; cut it", ErrorCode::kLimit);
  }
  sentence.words.push_back(std::move(word));
}

void finish(TreebankSentence& sentence, std::vector<TreebankSentence>& sentences) {
  if (!sentence.comments.empty() || !sentence.words.empty()) sentences.push_back(std::move(sentence));
  sentence = {};
}

std::vector<std::string> miscOf(std::string_view column) {
  std::vector<std::string> entries;
  if (column == "_") return entries;
  while (!column.empty()) {
    const std::size_t end = std::min(column.find('|'), column.size());
    const std::string_view entry = column.substr(0, end);
    if (!entry.empty() && !entry.starts_with("Name=")) entries.emplace_back(entry);
    column.remove_prefix(std::min(end + 1, column.size()));
  }
  return entries;
}

// "7"; nullopt for anything else, and for numbers that no sentence reaches.
std::optional<std::size_t> wordNumber(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::array<std::string_view, kColumns> columnsOf(std::string_view line, const Lines& lines) {
  std::array<std::string_view, kColumns> columns;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= line.size(); ++count) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    if (count < kColumns) columns[count] = line.substr(begin, end - begin);
    begin = end + 1;
  }
  if (count != kColumns) {
    lines.fail("it has " + std::to_string(count) + (count == 1 ? " column" : " columns") +
               ", and a line of CoNLL-U has 10 with tabs between them");
  }
  return columns;
}

void readWordLine(std::string_view line, const Lines& lines, TreebankSentence& sentence) {
  const std::array<std::string_view, kColumns> columns = columnsOf(line, lines);
  const std::string_view id = columns[kId];
  const std::size_t next = sentence.words.size() + 1;
  const std::string expected = ", and " + std::to_string(next) + " is expected here";
  if (const std::size_t dot = id.find('.'); dot != std::string_view::npos) {  // An empty node.
    if (!wordNumber(id.substr(0, dot)) || !wordNumber(id.substr(dot + 1))) lines.fail("the id is no number");
    return;
  }
  if (columns[kForm].empty()) lines.fail("the word (column 2) is empty");
  const std::size_t dash = id.find('-');
  const auto first = wordNumber(id.substr(0, dash));
  if (!first) lines.fail("the id is no number" + expected);
  if (*first != next) lines.fail("the id is " + std::to_string(*first) + expected);
  if (dash == std::string_view::npos) {
    add(sentence, {std::string(columns[kForm]), miscOf(columns[kMisc])}, lines);
    return;
  }
  const auto last = wordNumber(id.substr(dash + 1));
  if (!last || *last < *first || *last > kMaxParsedTokens) lines.fail("the id is no range of words");
  if (!sentence.multiwords.empty() && sentence.multiwords.back().end >= *first) {
    lines.fail("the range overlaps the one before it");
  }
  sentence.multiwords.push_back({*first - 1, *last, std::string(columns[kForm]), miscOf(columns[kMisc])});
}

void writeMisc(const std::vector<std::string>& misc, std::string_view name, std::ostream& out) {
  std::string_view between;
  if (!name.empty()) {
    out << "Name=" << name;
    between = "|";
  }
  for (const std::string& entry : misc) {
    out << between << entry;
    between = "|";
  }
  out << (between.empty() ? "_" : "");
}

// "O", "B-PER", "I-PER", one for each token.
std::vector<std::string> nameTags(const SentenceAnalysis& analysis) {
  std::vector<std::string> tags(analysis.tokens.size(), "O");
  for (const Name& name : analysis.names) {
    for (std::uint32_t i = name.first; i < name.end; ++i) {
      tags.at(i) = (i == name.first ? "B-" : "I-") + std::string(wordOf(name.type));
    }
  }
  return tags;
}

std::string rangeOf(Span span) { return "Range=" + std::to_string(span.begin) + ":" + std::to_string(span.end); }

std::vector<std::string> miscOf(Span span, bool space_after) {
  std::vector<std::string> misc = {rangeOf(span)};
  if (!space_after) misc.emplace_back("SpaceAfter=No");
  return misc;
}

}  // namespace

std::vector<TreebankSentence> readConllu(std::string_view bytes, const std::string& name) {
  std::vector<TreebankSentence> sentences;
  TreebankSentence sentence;
  Lines lines(bytes, name);
  const auto end = [&] {
    if (!sentence.multiwords.empty() && sentence.multiwords.back().end > sentence.words.size()) {
      lines.fail("the sentence ends before its last multiword token does");
    }
    finish(sentence, sentences);
  };
  while (const auto line = lines.next()) {
    if (line->empty()) {
      end();
    } else if (line->front() == '#') {
      sentence.comments.emplace_back(*line);
    } else {
      readWordLine(*line, lines, sentence);
    }
  }
  end();
  return sentences;
}

std::vector<TreebankSentence> readIob(std::string_view bytes, const std::string& name) {
  std::vector<TreebankSentence> sentences;
  TreebankSentence sentence;
  Lines lines(bytes, name);
  while (const auto line = lines.next()) {
    const std::size_t tab = line->find('\t');
    if (line->empty()) {
      finish(sentence, sentences);
    } else if (line->front() == '#' && tab == std::string_view::npos) {
      sentence.comments.emplace_back(*line);
    } else {
      if (tab == 0) lines.fail("the token before the tab is empty");
      add(sentence, {std::string(line->substr(0, tab)), {}}, lines);
    }
  }
  finish(sentence, sentences);
  return sentences;
}

std::vector<TreebankSentence> toTreebank(const Document& document, const std::vector<Sentence>& sentences) {
  std::vector<TreebankSentence> result;
  std::optional<std::uint32_t> paragraph;
  for (const Sentence& sentence : sentences) {
    TreebankSentence out;
    if (result.empty()) out.comments.push_back("# newdoc id = " + document.name());
    if (paragraph != sentence.paragraph) out.comments.emplace_back("# newpar");
    paragraph = sentence.paragraph;
    std::string text;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const Token& token = sentence.tokens[i];
      const auto continues = [&](std::size_t t) {
        return t < sentence.tokens.size() && sentence.tokens[t].joint == Joint::kContraction;
      };
      if (continues(i + 1) && !continues(i)) {
        std::size_t end = i + 1;
        while (continues(end)) ++end;
        const Span whole{token.span.begin, sentence.tokens[end - 1].span.end};
        out.multiwords.push_back(
            {i, end, std::string(textOf(document, whole)), miscOf(whole, sentence.tokens[end - 1].space_after)});
      }
      const bool inside = !out.multiwords.empty() && i < out.multiwords.back().end;
      // What follows a multiword token stands on its own line.
      out.words.push_back({std::string(textOf(document, token.span)), miscOf(token.span, inside || token.space_after)});
      text += out.words.back().form;
      if (token.space_after && i + 1 < sentence.tokens.size()) text += ' ';
    }
    out.comments.push_back("# sent_id = " + std::to_string(result.size() + 1));
    out.comments.push_back("# text = " + text);
    result.push_back(std::move(out));
  }
  return result;
}

void writeConllu(const TreebankSentence& sentence, const SentenceAnalysis& analysis, const LanguageModel& model,
                 std::ostream& out) {
  PARLEY_CHECK(analysis.tokens.size() == sentence.words.size());
  for (const std::string& comment : sentence.comments) out << comment << "\n";
  const std::vector<std::string> tags = nameTags(analysis);
  std::size_t multiword = 0;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    if (multiword < sentence.multiwords.size() && sentence.multiwords[multiword].first == i) {
      const MultiwordToken& whole = sentence.multiwords[multiword++];
      out << i + 1 << "-" << whole.end << "\t" << whole.form << "\t_\t_\t_\t_\t_\t_\t_\t";
      writeMisc(whole.misc, "", out);
      out << "\n";
    }
    const TokenAnalysis& token = analysis.tokens[i];
    const std::string& features = model.featureSets().at(token.features);
    out << i + 1 << "\t" << sentence.words[i].form << "\t" << token.lemma << "\t" << wordOf(token.upos) << "\t"
        << model.xposTags().at(token.xpos) << "\t" << (features.empty() ? "_" : features) << "\t"
        << (token.head == kRoot ? 0 : token.head + 1) << "\t" << model.relations().at(token.relation) << "\t_\t";
    writeMisc(sentence.words[i].misc, tags[i], out);
    out << "\n";
  }
  out << "\n";
}

void writeIob(const TreebankSentence& sentence, const SentenceAnalysis& analysis, std::ostream& out) {
  PARLEY_CHECK(analysis.tokens.size() == sentence.words.size());
  for (std::string comment : sentence.comments) {
    std::replace(comment.begin(), comment.end(), '\t', ' ');  // A line with a tab would be a token.
    out << comment << "\n";
  }
  const std::vector<std::string> tags = nameTags(analysis);
  for (std::size_t i = 0; i < sentence.words.size(); ++i) out << sentence.words[i].form << "\t" << tags[i] << "\n";
  out << "\n";
}

}  // namespace parley
