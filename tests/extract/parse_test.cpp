#include "extract/parse.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <thread>

#include "extract/internal/model_file.h"
#include "extract/internal/network.h"
#include "extract/internal/word_features.h"
#include "tests/support/check_analysis.h"
#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using internal::ModelFile;
using test::ThrowsError;

using Words = std::vector<std::string_view>;
using Row = std::vector<double>;
using Rows = std::vector<Row>;

LanguageModel tinyLanguage(const test::TinyModel& tiny = {}) {
  return LanguageModel::fromBytes(test::tinyModelFile(tiny), "tiny");
}

std::vector<Words> randomSentences(std::size_t count, std::size_t longest, unsigned seed) {
  static const test::TinyModel kTiny;
  static const std::vector<std::string> kOthers = {"Okoye", "visited", "Vienna", "77", "-", "UNHCR"};
  std::mt19937 engine(seed);
  std::vector<Words> sentences(count);
  for (Words& sentence : sentences) {
    sentence.resize(1 + engine() % longest);
    for (std::string_view& word : sentence) {
      word = engine() % 4 == 0 ? kOthers[engine() % kOthers.size()] : kTiny.words[engine() % kTiny.words.size()];
    }
  }
  return sentences;
}

// Everything but the lemma, to compare.
std::string written(const SentenceAnalysis& analysis) {
  std::string out;
  for (const TokenAnalysis& token : analysis.tokens) {
    out += std::string(wordOf(token.upos)) + " " + std::to_string(token.xpos) + " " + std::to_string(token.features) +
           " " + std::to_string(token.head) + " " + std::to_string(token.relation) + "\n";
  }
  for (const Name& name : analysis.names) {
    out += std::to_string(name.first) + "-" + std::to_string(name.end) + " " + std::string(wordOf(name.type)) + "\n";
  }
  return out;
}

// docs/MODEL_FORMAT.md, Network, word for word: slow and in double precision. Of the tree it only has the scores.
class Reference {
 public:
  explicit Reference(const ModelFile& file, std::vector<std::string> encoder)
      : file_(file), index_(file), encoder_(std::move(encoder)) {}

  void run(const Words& words) {
    Rows x;
    for (const std::string_view word : words) x.push_back(input(word));
    for (std::size_t k = 0; k < encoder_.size(); ++k) {
      const std::string name = "e" + std::to_string(k);
      x = encoder_[k] == "conv" ? conv(name, x) : gated(name, x);
    }
    x_ = x;
  }

  [[nodiscard]] std::size_t best(const std::string& tags, std::size_t token) const {
    return highest(linear(tags, x_[token]));
  }
  // Of the root, then of each token.
  [[nodiscard]] Row arcs(std::size_t dependent) const {
    const Row query = linear("arc.query", activated(linear("arc.dep", x_[dependent])));
    const Row distance = linear("arc.distance", x_[dependent]);
    Row scores{product(query, floats("arc.root")) + distance[22]};
    for (std::size_t head = 0; head < x_.size(); ++head) {
      const std::size_t far = head < dependent ? dependent - head : head - dependent;
      const std::size_t bucket = far <= 6 ? far - 1 : far <= 8 ? 6 : far <= 12 ? 7 : far <= 20 ? 8 : far <= 40 ? 9 : 10;
      const double near = head == dependent ? 0 : distance[head < dependent ? bucket : 11 + bucket];
      scores.push_back(product(query, activated(linear("arc.head", x_[head]))) + near);
    }
    return scores;
  }
  [[nodiscard]] std::size_t relation(std::size_t dependent, std::uint32_t head) const {
    const Row from_head = head == kRoot ? floats("label.root") : linear("label.head", x_[head]);
    return highest(linear("label.out", activated(sum(linear("label.dep", x_[dependent]), from_head))));
  }
  // The score of a sequence of name tags.
  [[nodiscard]] double names(const std::vector<std::size_t>& tags) const {
    const auto transitions = file_.floats("names.transitions");
    double score = 0;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      score += linear("names.out", activated(linear("names.in", x_[i])))[tags[i]];
      score += double{transitions.row(i == 0 ? transitions.rows - 1 : tags[i - 1])[tags[i]]};
    }
    return score;
  }

  static std::size_t highest(const Row& row) {
    return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
  }

 private:
  [[nodiscard]] Row floats(const std::string& section) const {
    const auto values = file_.floats(section).values;
    return {values.begin(), values.end()};
  }
  static double logistic(double x) { return 1 / (1 + std::exp(-x)); }
  static Row activated(Row x) {
    for (double& value : x) value *= logistic(1.702 * value);
    return x;
  }
  static Row sum(Row x, const Row& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
    return x;
  }
  static double product(const Row& x, const Row& y) {
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * y[i];
    return total;
  }
  [[nodiscard]] Row linear(const std::string& name, const Row& x) const {
    double largest = 0;
    for (const double value : x) largest = std::max(largest, std::abs(value));
    const auto weight = file_.bytes(name + ".weight");
    const Row scale = floats(name + ".scale");
    Row y = floats(name + ".bias");
    for (std::size_t o = 0; o < y.size(); ++o) {
      double total = 0;
      for (std::size_t i = 0; i < x.size() && largest > 0; ++i) {
        total += std::nearbyint(x[i] * 63 / largest) * largest / 63 * weight.row(o)[i];
      }
      y[o] += scale[o] * total;
    }
    return y;
  }
  [[nodiscard]] Row norm(const std::string& name, Row x) const {
    const auto size = static_cast<double>(x.size());
    double mean = 0, variance = 0;
    for (const double value : x) mean += value / size;
    for (const double value : x) variance += (value - mean) * (value - mean) / size;
    const Row gain = floats(name + ".gain"), shift = floats(name + ".shift");
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = (x[i] - mean) / std::sqrt(variance + 1e-5) * gain[i] + shift[i];
    return x;
  }
  [[nodiscard]] Row row(const std::string& table, std::uint32_t index) const {
    const auto bytes = file_.bytes(table).row(index);
    Row values(bytes.begin(), bytes.end());
    for (double& value : values) value *= double{file_.floats(table + ".scale").values[index]};
    return values;
  }
  [[nodiscard]] Row input(std::string_view word) const {
    const internal::WordKeys keys = internal::keysOf(word);
    const auto vector = index_.find(keys.vector);
    Row x = linear("input", vector ? row("vectors", *vector) : Row(file_.bytes("vectors").columns));
    for (std::size_t i = 0; i < keys.row_count; ++i) {
      if (const auto found = index_.find(keys.rows[i])) x = sum(x, row("rows", *found));
    }
    const std::uint32_t bits = index_.find(keys.lists).value_or(0);
    for (unsigned bit = 0; bit < 6; ++bit) {
      const auto of_bit = index_.find(internal::hashKey('b', std::to_string(bit)));
      if ((bits >> bit & 1) != 0) x = sum(x, row("rows", *of_bit));
    }
    return norm("input.norm", x);
  }
  [[nodiscard]] Rows conv(const std::string& name, const Rows& x) const {
    Rows y;
    for (std::size_t t = 0; t < x.size(); ++t) {
      Row near;
      for (std::size_t i = t; i < t + 3; ++i) {
        const Row& part = i == 0 || i > x.size() ? Row(x[t].size()) : x[i - 1];
        near.insert(near.end(), part.begin(), part.end());
      }
      y.push_back(norm(name + ".norm", sum(x[t], activated(linear(name, near)))));
    }
    return y;
  }
  [[nodiscard]] Rows gated(const std::string& name, const Rows& x) const {
    Rows in, both(x.size());
    for (const Row& token : x) in.push_back(linear(name + ".in", token));
    const std::size_t size = in[0].size() / 6;
    for (std::size_t side = 0; side < 2; ++side) {
      Row h(size);
      for (std::size_t step = 0; step < x.size(); ++step) {
        const std::size_t t = side == 0 ? step : x.size() - 1 - step;
        const Row& gates = in[t];
        Row o(gates.begin() + static_cast<std::ptrdiff_t>((side * 3 + 2) * size),
              gates.begin() + static_cast<std::ptrdiff_t>((side * 3 + 3) * size));
        o = activated(o);
        for (std::size_t i = 0; i < size; ++i) {
          const double keep = logistic(gates[side * 3 * size + i]);
          h[i] = keep * h[i] + (1 - keep) * gates[(side * 3 + 1) * size + i];
          both[t].push_back(h[i] * o[i]);
        }
      }
    }
    Rows y;
    for (std::size_t t = 0; t < x.size(); ++t)
      y.push_back(norm(name + ".norm", sum(x[t], linear(name + ".out", both[t]))));
    return y;
  }

  const ModelFile& file_;
  internal::Index index_;
  std::vector<std::string> encoder_;
  Rows x_;
};

// Where the reference is within a hair of two answers, rounding may decide: it may differ for a few tokens, no more.
// The tree decoder has a test of its own.
TEST(Parse, ComputesWhatTheFormatDescribes) {
  for (const int largest : {127, 63}) {
    SCOPED_TRACE(largest);
    test::TinyModel tiny;
    tiny.encoder = {"conv", "gated", "conv"};
    tiny.largest_weight = largest;
    const std::string bytes = test::tinyModelFile(tiny);
    const ModelFile file = ModelFile::fromBytes(bytes, "tiny");
    const LanguageModel model = LanguageModel::fromBytes(bytes, "tiny");
    const auto sentences = randomSentences(60, 50, 1);
    const auto analyses = parse(sentences, model);
    Reference reference(file, tiny.encoder);
    const auto upos = file.lines("upos");
    std::size_t tokens = 0, differences = 0;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      reference.run(sentences[s]);
      std::vector<float> scores;
      double chosen = 0;
      for (std::uint32_t i = 0; i < sentences[s].size(); ++i) {
        const TokenAnalysis& token = analyses[s].tokens[i];
        ++tokens;
        differences += wordOf(token.upos) != upos[reference.best("tags.upos", i)];
        differences += token.xpos != reference.best("tags.xpos", i);
        differences += token.features != reference.best("tags.features", i);
        differences += token.relation != reference.relation(i, token.head);
        const Row arcs = reference.arcs(i);
        chosen += arcs[token.head == kRoot ? 0 : token.head + 1];
        for (const double arc : arcs) scores.push_back(static_cast<float>(arc));
      }
      std::vector<std::uint32_t> heads(sentences[s].size());
      internal::TreeDecoder().decode(scores, heads);
      double best = 0;
      for (std::size_t i = 0; i < heads.size(); ++i) {
        best += double{scores[i * (heads.size() + 1) + (heads[i] == kRoot ? 0 : heads[i] + 1)]};
      }
      EXPECT_NEAR(chosen, best, 0.02);
    }
    EXPECT_GT(tokens, 1000u);
    EXPECT_LE(differences, tokens / 200);
  }
}

TEST(Parse, NamesAreTheBestSequenceOfTags) {
  const std::string bytes = test::tinyModelFile();
  const ModelFile file = ModelFile::fromBytes(bytes, "tiny");
  const LanguageModel model = LanguageModel::fromBytes(bytes, "tiny");
  Reference reference(file, test::TinyModel().encoder);
  const auto sentences = randomSentences(30, 4, 2);
  const auto analyses = parse(sentences, model);
  std::size_t found = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    std::vector<std::size_t> chosen(sentences[s].size());
    for (const Name& name : analyses[s].names) {
      ++found;
      const std::size_t begin =
          1 + 2 * static_cast<std::size_t>(name.type);  // In the order of NameType, as in the file.
      for (std::size_t i = name.first; i < name.end; ++i) chosen[i] = i == name.first ? begin : begin + 1;
    }
    reference.run(sentences[s]);
    double best = -1e9;
    std::vector<std::size_t> tags(chosen.size());
    for (std::size_t i = 0; i < tags.size();) {  // Counts through all sequences.
      bool allowed = true;
      for (std::size_t t = 0; t < tags.size(); ++t) {
        const bool goes_on = tags[t] != 0 && tags[t] % 2 == 0;
        allowed = allowed && (!goes_on || (t > 0 && (tags[t - 1] == tags[t] || tags[t - 1] + 1 == tags[t])));
      }
      if (allowed) best = std::max(best, reference.names(tags));
      for (i = 0; i < tags.size() && ++tags[i] == 11; ++i) tags[i] = 0;
    }
    EXPECT_NEAR(reference.names(chosen), best, 0.02) << s;
  }
  EXPECT_GT(found, 10u);
}

// "A function of the words and the model alone": batches, and what was parsed before, change nothing.
TEST(Parse, SentencesDoNotInfluenceEachOther) {
  const LanguageModel model = tinyLanguage();
  const auto sentences = randomSentences(80, 60, 3);
  const auto together = parse(sentences, model);
  ASSERT_EQ(together.size(), sentences.size());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    EXPECT_EQ(written(parse({sentences[i]}, model)[0]), written(together[i])) << i;
  }
}

TEST(Parse, ThreadsShareAModel) {
  const LanguageModel model = tinyLanguage();
  const auto sentences = randomSentences(40, 60, 7);
  const auto expected = parse(sentences, model);
  std::vector<std::vector<SentenceAnalysis>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) threads.emplace_back([&] { result = parse(sentences, model); });
  }
  for (const auto& result : results) {
    ASSERT_EQ(result.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(written(result[i]), written(expected[i])) << i;
  }
}

TEST(Parse, ProcessorDoesNotMatter) {
  test::TinyModel tiny;
  tiny.width = tiny.arc = 64;
  tiny.recurrent = 40;
  const ModelFile file = ModelFile::fromBytes(test::tinyModelFile(tiny), "tiny");
  const internal::Network plain(file, internal::kPlainKernels);
  const internal::Network fastest(file, internal::fastestKernels());
  const auto sentences = randomSentences(40, 60, 4);
  internal::Workspace workspace;
  std::vector<SentenceAnalysis> one(sentences.size()), other(sentences.size());
  plain.analyse(sentences, one, workspace);
  fastest.analyse(sentences, other, workspace);
  for (std::size_t i = 0; i < sentences.size(); ++i) EXPECT_EQ(written(one[i]), written(other[i])) << i;
}

TEST(Parse, EverySentenceHasATreeAndNamesInOrder) {
  const LanguageModel model = tinyLanguage();
  std::vector<Words> sentences = randomSentences(50, 80, 5);
  sentences.push_back({});
  sentences.push_back({"", "\xFF\xFE", "\xF0\x9F\x98\x80"});
  sentences.push_back(Words(kMaxParsedTokens, "met"));
  EXPECT_NO_THROW(test::checkAnalyses(sentences, parse(sentences, model)));
}

// The largest numbers that a file may have: nothing becomes infinite, so that every comparison has an answer.
TEST(Parse, ExtremeWeightsStillGiveATree) {
  test::ModelSections sections = test::tinySections();
  for (auto& [name, section] : sections) {
    if (section.type != 2) continue;
    std::vector<float> extreme(std::size_t{section.rows} * section.columns);
    for (std::size_t i = 0; i < extreme.size(); ++i)
      extreme[i] = i % 3 == 0 ? -ModelFile::kMaxFloat : ModelFile::kMaxFloat;
    section = test::floatSection(extreme, section.columns);
  }
  const LanguageModel model = LanguageModel::fromBytes(test::modelFileOf(sections), "extreme");
  const auto sentences = randomSentences(20, 80, 6);
  EXPECT_NO_THROW(test::checkAnalyses(sentences, parse(sentences, model)));
}

// "-LRB-" is read as "(", and two backquotes as a quotation mark.
TEST(Parse, BracketsOfTreebanksAreThosePeopleWrite) {
  const LanguageModel model = tinyLanguage();
  const std::vector<Words> named = {{"-LRB-", "Okoye", "-RRB-", "``", "visited", "''", "-LSB-", "Vienna", "-RSB-"}};
  const std::vector<Words> plain = {{"(", "Okoye", ")", "\"", "visited", "\"", "[", "Vienna", "]"}};
  EXPECT_EQ(written(parse(named, model)[0]), written(parse(plain, model)[0]));
}

TEST(Parse, SentenceThatIsTooLongIsRefused) {
  EXPECT_THAT([] { (void)parse({Words(kMaxParsedTokens + 1, "met")}, tinyLanguage()); },
              ThrowsError(ErrorCode::kLimit, "2049 tokens"));
}

}  // namespace
}  // namespace parley
