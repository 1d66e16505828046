#pragma once
// The network of docs/MODEL_FORMAT.md: words to tags, heads, relations and names.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extract/internal/kernels.h"
#include "extract/internal/linear.h"
#include "extract/internal/model_file.h"
#include "extract/internal/tree_decoder.h"
#include "extract/internal/word_features.h"
#include "extract/parse.h"

namespace parley::internal {

inline constexpr std::size_t kListBits = 6;

// Rows of the embedding that a word adds up.
struct WordRows {
  std::array<std::uint32_t, std::tuple_size_v<decltype(WordKeys::rows)> + kListBits> row{};
  std::size_t count = 0;
};

// Memory of one call, used again for each batch of sentences.
struct Workspace {
  std::vector<WordKeys> keys;
  std::vector<WordRows> rows;
  Buffer<float> x;        // Tokens of the batch, as the encoder has them so far.
  Buffer<float> hidden;   // Outputs of a layer.
  Buffer<float> gated;    // Of a gated layer, before its last linear layer.
  Buffer<float> state;    // Of a gated layer.
  Buffer<float> queries;  // Arcs: of dependents,
  Buffer<float> heads;    // of heads,
  Buffer<float> distances;
  Buffer<float> arcs;  // and their scores, of one sentence.
  Buffer<float> dependent_labels;
  Buffer<float> head_labels;
  Activations input;
  Activations inner;
  Buffer<std::uint8_t> name_steps;
  std::vector<std::uint32_t> tree;
  TreeDecoder decoder;
};

// Constant: threads share it, each with its own Workspace.
class Network {
 public:
  // `file` outlives the network. Throws Error(kCorruption) where its sections do not fit together.
  explicit Network(const ModelFile& file, const Kernels& kernels = fastestKernels());

  // Fills `analyses`, one for each sentence, but for the lemmas. No sentence has more than kMaxParsedTokens.
  void analyse(std::span<const std::vector<std::string_view>> sentences, std::span<SentenceAnalysis> analyses,
               Workspace& workspace) const;

 private:
  // Sizes of the layers, and of the vocabularies.
  struct Shape {
    explicit Shape(const ModelFile& file);
    std::size_t width = 0, recurrent = 0, arc = 0, label = 0, names = 0, vector = 0;
    std::vector<std::string> encoder;
    std::size_t upos = 0, xpos = 0, features = 0, relations = 0, name_tags = 0;
  };
  struct Norm {
    Norm(const ModelFile& file, const std::string& name, std::size_t width)
        : gain(file.floats(name + ".gain", width, 1).values), shift(file.floats(name + ".shift", width, 1).values) {}
    std::span<const float> gain, shift;
  };
  struct Conv {
    Linear linear;
    Norm norm;
  };
  struct Gated {
    Linear in, out;
    Norm norm;
  };
  struct Sentence {
    std::size_t first = 0;  // Its first token in the batch.
    std::size_t size = 0;
  };

  void embed(std::span<const std::vector<std::string_view>> sentences, std::size_t tokens, Workspace& workspace) const;
  void encode(const Conv& layer, std::span<const Sentence> sentences, std::size_t tokens, Workspace& workspace) const;
  void encode(const Gated& layer, std::span<const Sentence> sentences, std::size_t tokens, Workspace& workspace) const;
  void addAndNormalise(const float* added, const Norm& norm, std::size_t tokens, Workspace& workspace) const;
  // The outputs of `layer`, row by row, in `to`.
  float* applied(const Linear& layer, const Activations& input, Buffer<float>& to) const;
  void tag(std::span<SentenceAnalysis> analyses, Workspace& workspace) const;
  void attach(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses, Workspace& workspace) const;
  void relate(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses, Workspace& workspace) const;
  void findNames(std::span<const Sentence> sentences, std::span<SentenceAnalysis> analyses, Workspace& workspace) const;

  const Kernels& kernels_;
  Shape shape_;
  Index index_;
  MatrixView<std::int8_t> vectors_, rows_;
  std::span<const float> vectors_scale_, rows_scale_;
  std::array<std::uint32_t, kListBits> list_rows_{};  // Row for each bit of the name lists; none if beyond the table.
  Linear input_;
  Norm input_norm_;
  std::vector<std::variant<Conv, Gated>> encoder_;
  Linear tags_upos_, tags_xpos_, tags_features_;
  Linear arc_dep_, arc_head_, arc_query_, arc_distance_;
  std::span<const float> arc_root_;
  Linear label_dep_, label_head_, label_out_;
  std::span<const float> label_root_;
  Linear names_in_, names_out_;
  MatrixView<float> transitions_;
  std::vector<Upos> upos_;            // What the outputs of tags.upos stand for,
  std::vector<NameType> name_types_;  // and those of names.out, two for each: begin and go on.
};

}  // namespace parley::internal
