#include "extract/internal/network.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "graph/error.h"

namespace parley::internal {
namespace {

// Bounds that keep every number of the network finite, with those of ModelFile::floats().
constexpr std::size_t kMaxWidth = 1024;
constexpr std::size_t kMaxLayers = 64;
constexpr std::size_t kMaxNameTags = 255;
constexpr std::size_t kMaxEntries = 65535;  // Of a vocabulary: numbers of TokenAnalysis have 16 bits.

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kGates = 6;  // Parts of ek.in.

// Distances between dependent and head that share a bucket, by the largest of each.
constexpr std::array<std::size_t, 10> kBucketEnds = {1, 2, 3, 4, 5, 6, 8, 12, 20, 40};
constexpr std::size_t kBuckets = kBucketEnds.size() + 1;  // For either side.
constexpr std::size_t kRootBucket = 2 * kBuckets;
constexpr std::size_t kAllBuckets = kRootBucket + 1;

// All tokens of the batch in order.
template <typename Visit>
void forEachToken(std::span<SentenceAnalysis> analyses, const Visit& visit) {
  std::size_t row = 0;
  for (SentenceAnalysis& analysis : analyses) {
    for (TokenAnalysis& token : analysis.tokens) visit(token, row++);
  }
}

template <typename Enum>
std::optional<Enum> named(std::string_view word, Enum last) {
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(last); ++i) {
    if (wordOf(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

Network::Shape::Shape(const ModelFile& file) {
  const auto meta = nlohmann::json::parse(file.text("meta"), nullptr, false);
  const auto size = [&](const char* key) -> std::size_t {
    if (!meta.is_object() || !meta.contains(key) || !meta[key].is_number_unsigned()) {
      file.damaged("meta has no size " + std::string(key));
    }
    const auto value = meta[key].get<std::uint64_t>();
    if (value == 0 || value > kMaxWidth || value % kLanes != 0) {
      file.damaged("meta has a " + std::string(key) + " that is no multiple of 8 up to 1024");
    }
    return static_cast<std::size_t>(value);
  };
  width = size("width");
  recurrent = size("recurrent");
  arc = size("arc");
  label = size("label");
  names = size("names");
  vector = file.bytes("vectors").columns;
  if (vector > kMaxWidth) file.damaged("its vectors are too long");
  const auto layers = meta.contains("encoder") ? meta["encoder"] : nlohmann::json();
  if (!layers.is_array() || layers.size() > kMaxLayers) file.damaged("meta has no encoder");
  for (const auto& layer : layers) {
    if (layer != "conv" && layer != "gated") file.damaged("meta has an encoder with an unknown layer");
    encoder.push_back(layer.get<std::string>());
  }
  const auto entries = [&](const char* section) {
    const std::size_t count = file.lines(section).size();
    if (count == 0 || count > kMaxEntries)
      file.damaged("its section " + std::string(section) + " has no entries, or too many");
    return count;
  };
  upos = entries("upos");
  xpos = entries("xpos");
  features = entries("features");
  relations = entries("relations");
  name_tags = entries("name_tags");
  if (name_tags > kMaxNameTags || name_tags % 2 == 0) file.damaged("its name tags are not O and pairs of B and I");
}

Network::Network(const ModelFile& file, const Kernels& kernels)
    : kernels_(kernels),
      shape_(file),
      index_(file),
      vectors_(file.bytes("vectors")),
      rows_(file.bytes("rows", ModelFile::kAny, shape_.width)),
      vectors_scale_(file.floats("vectors.scale", vectors_.rows, 1).values),
      rows_scale_(file.floats("rows.scale", rows_.rows, 1).values),
      input_(file, "input", shape_.vector, shape_.width),
      input_norm_(file, "input.norm", shape_.width),
      tags_upos_(file, "tags.upos", shape_.width, shape_.upos),
      tags_xpos_(file, "tags.xpos", shape_.width, shape_.xpos),
      tags_features_(file, "tags.features", shape_.width, shape_.features),
      arc_dep_(file, "arc.dep", shape_.width, shape_.arc),
      arc_head_(file, "arc.head", shape_.width, shape_.arc),
      arc_query_(file, "arc.query", shape_.arc, shape_.arc),
      arc_distance_(file, "arc.distance", shape_.width, kAllBuckets),
      arc_root_(file.floats("arc.root", shape_.arc, 1).values),
      label_dep_(file, "label.dep", shape_.width, shape_.label),
      label_head_(file, "label.head", shape_.width, shape_.label),
      label_out_(file, "label.out", shape_.label, shape_.relations),
      label_root_(file.floats("label.root", shape_.label, 1).values),
      names_in_(file, "names.in", shape_.width, shape_.names),
      names_out_(file, "names.out", shape_.names, shape_.name_tags),
      transitions_(file.floats("names.transitions", shape_.name_tags + 1, shape_.name_tags)) {
  for (std::size_t bit = 0; bit < kListBits; ++bit) {
    const char digit = static_cast<char>('0' + bit);
    const auto row = index_.find(hashKey('b', {&digit, 1}));
    list_rows_[bit] = row.value_or(std::numeric_limits<std::uint32_t>::max());
  }
  const std::size_t width = shape_.width;
  for (std::size_t k = 0; k < shape_.encoder.size(); ++k) {
    const std::string name = "e" + std::to_string(k);
    if (shape_.encoder[k] == "conv") {
      encoder_.emplace_back(Conv{Linear(file, name, 3 * width, width), Norm(file, name + ".norm", width)});
    } else {
      encoder_.emplace_back(Gated{Linear(file, name + ".in", width, kGates * shape_.recurrent),
                                  Linear(file, name + ".out", 2 * shape_.recurrent, width),
                                  Norm(file, name + ".norm", width)});
    }
  }
  for (const std::string_view word : file.lines("upos")) {
    const auto tag = named(word, Upos::kX);
    if (!tag) file.damaged("its section upos has an unknown tag");
    upos_.push_back(*tag);
  }
  const auto name_tags = file.lines("name_tags");
  if (name_tags[0] != "O") file.damaged("its name tags do not begin with O");
  for (std::size_t i = 1; i < name_tags.size(); i += 2) {
    const auto type = named(name_tags[i].substr(std::min<std::size_t>(2, name_tags[i].size())), NameType::kEvent);
    if (!type || !name_tags[i].starts_with("B-") || name_tags[i + 1] != "I-" + std::string(wordOf(*type))) {
      file.damaged("its name tags are not O and pairs of B and I");
    }
    name_types_.push_back(*type);
  }
}

void Network::analyse(std::span<const std::vector<std::string_view>> sentences, std::span<SentenceAnalysis> analyses,
                      Workspace& workspace) const {
  PARLEY_CHECK(sentences.size() == analyses.size());
  std::vector<Sentence> places;
  std::size_t tokens = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    PARLEY_CHECK(sentences[i].size() <= kMaxParsedTokens);
    places.push_back({tokens, sentences[i].size()});
    tokens += sentences[i].size();
    analyses[i].tokens.assign(sentences[i].size(), TokenAnalysis{});
    analyses[i].names.clear();
  }
  if (tokens == 0) return;
  embed(sentences, tokens, workspace);
  for (const auto& layer : encoder_) {
    std::visit([&](const auto& kind) { encode(kind, places, tokens, workspace); }, layer);
  }
  workspace.input.set(workspace.x.get(), tokens, shape_.width, kernels_);
  tag(analyses, workspace);
  attach(places, analyses, workspace);
  relate(places, analyses, workspace);
  findNames(places, analyses, workspace);
}

void Network::embed(std::span<const std::vector<std::string_view>> sentences, std::size_t tokens,
                    Workspace& workspace) const {
  workspace.keys.clear();
  for (const auto& sentence : sentences) {
    for (const std::string_view word : sentence) {
      const WordKeys& keys = workspace.keys.emplace_back(keysOf(word));
      for (std::size_t i = 0; i < keys.row_count; ++i) index_.prefetch(keys.rows[i]);
      index_.prefetch(keys.vector);
      index_.prefetch(keys.lists);
    }
  }
  workspace.input.resize(tokens, input_.inputs());
  workspace.rows.assign(tokens, {});
  float* vector = workspace.hidden.of(input_.inputs());
  for (std::size_t token = 0; token < tokens; ++token) {
    const WordKeys& keys = workspace.keys[token];
    WordRows& rows = workspace.rows[token];
    const auto addRow = [&](std::uint32_t row) {
      if (row >= rows_.rows) return;
      for (std::size_t i = 0; i < shape_.width; i += kCacheLine) __builtin_prefetch(rows_.row(row).data() + i);
      rows.row[rows.count++] = row;
    };
    for (std::size_t i = 0; i < keys.row_count; ++i) {
      if (const auto row = index_.find(keys.rows[i])) addRow(*row);
    }
    const std::uint32_t lists = index_.find(keys.lists).value_or(0);
    for (std::size_t bit = 0; bit < kListBits; ++bit) {
      if ((lists >> bit & 1) != 0) addRow(list_rows_[bit]);
    }
    std::fill_n(vector, input_.inputs(), 0.0F);
    const auto row = index_.find(keys.vector);
    if (row && *row < vectors_.rows) {
      const std::span<const std::int8_t> values = vectors_.row(*row);
      const float scale = vectors_scale_[*row];
      for (std::size_t i = 0; i < values.size(); ++i) vector[i] = static_cast<float>(values[i]) * scale;
    }
    workspace.input.setRow(token, 0, vector, input_.inputs(), kernels_);
  }
  float* x = applied(input_, workspace.input, workspace.x);
  for (const WordRows& rows : workspace.rows) {
    for (std::size_t i = 0; i < rows.count; ++i) {
      kernels_.addBytes(x, rows_.row(rows.row[i]).data(), rows_scale_[rows.row[i]], shape_.width);
    }
    kernels_.norm(x, shape_.width, input_norm_.gain.data(), input_norm_.shift.data());
    x += shape_.width;
  }
}

void Network::encode(const Conv& layer, std::span<const Sentence> sentences, std::size_t tokens,
                     Workspace& workspace) const {
  const std::size_t width = shape_.width;
  workspace.input.resize(tokens, 3 * width);
  for (const Sentence& sentence : sentences) {
    for (std::size_t i = 0; i < sentence.size; ++i) {
      // The token with its neighbours, as far as there are any: they follow each other.
      const std::size_t before = i == 0 ? 0 : 1;
      const std::size_t after = i + 1 == sentence.size ? 0 : 1;
      const std::size_t token = sentence.first + i;
      workspace.input.setRow(token, (1 - before) * width, workspace.x.get() + (token - before) * width,
                             (before + 1 + after) * width, kernels_);
    }
  }
  float* hidden = applied(layer.linear, workspace.input, workspace.hidden);
  kernels_.activate(hidden, tokens * width);
  addAndNormalise(hidden, layer.norm, tokens, workspace);
}

void Network::encode(const Gated& layer, std::span<const Sentence> sentences, std::size_t tokens,
                     Workspace& workspace) const {
  const std::size_t size = shape_.recurrent;
  workspace.input.set(workspace.x.get(), tokens, shape_.width, kernels_);
  float* in = applied(layer.in, workspace.input, workspace.hidden);
  float* out = workspace.gated.of(tokens * 2 * size);
  float* state = workspace.state.of(size);
  for (const Sentence& sentence : sentences) {
    const auto pass = [&](std::size_t token, std::size_t side) {
      const float* gates = in + token * layer.in.outputs() + side * 3 * size;
      kernels_.step(state, gates, gates + size, gates + 2 * size, size, out + token * 2 * size + side * size);
    };
    std::fill_n(state, size, 0.0F);
    for (std::size_t i = 0; i < sentence.size; ++i) pass(sentence.first + i, 0);
    std::fill_n(state, size, 0.0F);
    for (std::size_t i = sentence.size; i-- > 0;) pass(sentence.first + i, 1);
  }
  workspace.input.set(out, tokens, 2 * size, kernels_);
  float* hidden = applied(layer.out, workspace.input, workspace.hidden);
  addAndNormalise(hidden, layer.norm, tokens, workspace);
}

void Network::addAndNormalise(const float* added, const Norm& norm, std::size_t tokens, Workspace& workspace) const {
  const std::size_t width = shape_.width;
  float* x = workspace.x.get();
  kernels_.add(x, added, tokens * width);
  for (std::size_t token = 0; token < tokens; ++token) {
    kernels_.norm(x + token * width, width, norm.gain.data(), norm.shift.data());
  }
}

void Network::tag(std::span<SentenceAnalysis> analyses, Workspace& workspace) const {
  const auto choose = [&](const Linear& layer, std::size_t entries, const auto& set) {
    float* scores = applied(layer, workspace.input, workspace.hidden);
    forEachToken(analyses, [&](TokenAnalysis& token, std::size_t row) {
      set(token, kernels_.highest(scores + row * layer.outputs(), entries));
    });
  };
  choose(tags_upos_, shape_.upos, [&](TokenAnalysis& token, std::size_t best) { token.upos = upos_[best]; });
  choose(tags_xpos_, shape_.xpos,
         [](TokenAnalysis& token, std::size_t best) { token.xpos = static_cast<std::uint16_t>(best); });
  choose(tags_features_, shape_.features,
         [](TokenAnalysis& token, std::size_t best) { token.features = static_cast<std::uint16_t>(best); });
}

float* Network::applied(const Linear& layer, const Activations& input, Buffer<float>& to) const {
  float* outputs = to.of(input.rows() * layer.outputs());
  layer.apply(input, outputs, kernels_);
  return outputs;
}

void Network::attach(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses,
                     Workspace& workspace) const {
  const std::size_t tokens = workspace.input.rows();
  const std::size_t size = shape_.arc;
  float* queries = applied(arc_dep_, workspace.input, workspace.queries);
  kernels_.activate(queries, tokens * size);
  workspace.inner.set(queries, tokens, size, kernels_);
  arc_query_.apply(workspace.inner, queries, kernels_);
  float* heads = applied(arc_head_, workspace.input, workspace.heads);
  kernels_.activate(heads, tokens * size);
  float* distances = applied(arc_distance_, workspace.input, workspace.distances);

  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::size_t first = sentences[s].first;
    const std::size_t count = sentences[s].size;
    float* scores = workspace.arcs.of(count * (count + 1));
    for (std::size_t dependent = 0; dependent < count; ++dependent) {
      const float* query = queries + (first + dependent) * size;
      const float* distance = distances + (first + dependent) * arc_distance_.outputs();
      float* row = scores + dependent * (count + 1);
      kernels_.dots(query, arc_root_.data(), 1, size, row);
      kernels_.dots(query, heads + first * size, count, size, row + 1);
      row[0] += distance[kRootBucket];
      std::size_t bucket = 0;
      for (std::size_t far = 1; far <= std::max(dependent, count - 1 - dependent); ++far) {
        while (bucket < kBucketEnds.size() && kBucketEnds[bucket] < far) ++bucket;
        if (far <= dependent) row[1 + dependent - far] += distance[bucket];
        if (dependent + far < count) row[1 + dependent + far] += distance[kBuckets + bucket];
      }
    }
    workspace.tree.resize(count);
    workspace.decoder.decode({scores, count * (count + 1)}, workspace.tree);
    for (std::size_t i = 0; i < count; ++i) analyses[s].tokens[i].head = workspace.tree[i];
  }
}

void Network::relate(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses,
                     Workspace& workspace) const {
  const std::size_t tokens = workspace.input.rows();
  const std::size_t size = shape_.label;
  float* labels = applied(label_dep_, workspace.input, workspace.dependent_labels);
  float* heads = applied(label_head_, workspace.input, workspace.head_labels);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::size_t first = sentences[s].first;
    for (std::size_t i = 0; i < sentences[s].size; ++i) {
      const std::uint32_t head = analyses[s].tokens[i].head;
      kernels_.add(labels + (first + i) * size, head == kRoot ? label_root_.data() : heads + (first + head) * size,
                   size);
    }
  }
  kernels_.activate(labels, tokens * size);
  workspace.inner.set(labels, tokens, size, kernels_);
  float* scores = applied(label_out_, workspace.inner, workspace.hidden);
  forEachToken(analyses, [&](TokenAnalysis& token, std::size_t row) {
    token.relation =
        static_cast<std::uint16_t>(kernels_.highest(scores + row * label_out_.outputs(), shape_.relations));
  });
}

void Network::findNames(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses,
                        Workspace& workspace) const {
  const std::size_t tokens = workspace.input.rows();
  float* inner = applied(names_in_, workspace.input, workspace.queries);
  kernels_.activate(inner, tokens * shape_.names);
  workspace.inner.set(inner, tokens, shape_.names, kernels_);
  float* emitted = applied(names_out_, workspace.inner, workspace.hidden);

  const std::size_t tags = shape_.name_tags;
  const auto goesOn = [](std::size_t tag) { return tag != 0 && tag % 2 == 0; };
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::size_t count = sentences[s].size;
    if (count == 0) continue;
    // Viterbi: scores of the best sequences that end with each tag, and the tag before it in that sequence.
    std::array<float, kMaxNameTags> best{}, before_best{};
    std::uint8_t* steps = workspace.name_steps.of(count * tags);
    for (std::size_t i = 0; i < count; ++i) {
      const float* emission = emitted + (sentences[s].first + i) * names_out_.outputs();
      before_best = best;
      for (std::size_t tag = 0; tag < tags; ++tag) {
        float most = -std::numeric_limits<float>::infinity();
        std::size_t from = 0;
        if (i == 0) {
          if (!goesOn(tag)) most = transitions_.row(tags)[tag];
        } else if (goesOn(tag)) {
          from = before_best[tag] + transitions_.row(tag)[tag] > before_best[tag - 1] + transitions_.row(tag - 1)[tag]
                     ? tag
                     : tag - 1;
          most = before_best[from] + transitions_.row(from)[tag];
        } else {
          for (std::size_t last = 0; last < tags; ++last) {
            const float score = before_best[last] + transitions_.row(last)[tag];
            if (score > most) {
              most = score;
              from = last;
            }
          }
        }
        best[tag] = most + emission[tag];
        steps[i * tags + tag] = static_cast<std::uint8_t>(from);
      }
    }
    std::vector<Name>& names = analyses[s].names;
    std::size_t tag = kernels_.highest(best.data(), tags);
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t before = steps[i * tags + tag];
      steps[i * tags] = static_cast<std::uint8_t>(tag);  // Read no more: the tag of token i takes its place.
      tag = before;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::size_t chosen = steps[i * tags];
      if (chosen == 0) continue;
      if (goesOn(chosen)) {
        names.back().end = i + 1;
      } else {
        names.push_back({i, i + 1, name_types_[(chosen - 1) / 2]});
      }
    }
  }
}

}  // namespace parley::internal
