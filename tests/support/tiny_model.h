#pragma once
// Small valid model files (docs/MODEL_FORMAT.md) with random weights: for tests of what reads them.
#include <sodium.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "extract/internal/word_features.h"

namespace parley::test {

struct ModelSection {
  std::uint32_t type = 0;  // 0 text, 1 i8, 2 f32, 3 u32, 4 u64.
  std::uint32_t rows = 0;
  std::uint32_t columns = 1;
  std::string bytes;
};
using ModelSections = std::map<std::string, ModelSection>;

inline ModelSection textSection(std::string text) {
  return {0, static_cast<std::uint32_t>(text.size()), 1, std::move(text)};
}

template <typename Element>
ModelSection matrixSection(std::uint32_t type, std::size_t columns, const std::vector<Element>& values) {
  ModelSection section{type, static_cast<std::uint32_t>(values.size() / columns), static_cast<std::uint32_t>(columns),
                       std::string(values.size() * sizeof(Element), '\0')};
  if (!values.empty()) std::memcpy(section.bytes.data(), values.data(), section.bytes.size());
  return section;
}
inline ModelSection floatSection(const std::vector<float>& values, std::size_t columns = 1) {
  return matrixSection(2, columns, values);
}

template <typename Number>
void putNumber(std::string& bytes, std::size_t offset, Number number) {
  std::memcpy(bytes.data() + offset, &number, sizeof number);
}

// Makes the checksum right again after a change.
inline void sealModel(std::string& file) {
  crypto_generichash(reinterpret_cast<unsigned char*>(file.data()) + 32, 32,
                     reinterpret_cast<const unsigned char*>(file.data()) + 64, file.size() - 64, nullptr, 0);
}

inline std::string modelFileOf(const ModelSections& sections) {
  const auto align = [](std::string& bytes) { bytes.resize((bytes.size() + 63) / 64 * 64); };
  std::string file(64 + 64 * sections.size(), '\0');
  file.replace(0, 8, "PARLEYLM");
  putNumber(file, 8, std::uint32_t{1});
  putNumber(file, 12, static_cast<std::uint32_t>(sections.size()));
  std::size_t entry = 64;
  for (const auto& [name, section] : sections) {
    align(file);
    file.replace(entry, name.size(), name);
    putNumber(file, entry + 32, section.type);
    putNumber(file, entry + 36, section.rows);
    putNumber(file, entry + 40, section.columns);
    putNumber(file, entry + 48, std::uint64_t{file.size()});
    putNumber(file, entry + 56, std::uint64_t{section.bytes.size()});
    file += section.bytes;
    entry += 64;
  }
  putNumber(file, 16, std::uint64_t{file.size()});
  sealModel(file);
  return file;
}

struct TinyModel {
  std::size_t width = 16, recurrent = 8, arc = 16, label = 8, names = 8, vector = 12;
  std::vector<std::string> encoder = {"conv", "gated"};
  std::vector<std::string> words = {"Kerr", "met",   "Osei", "in", "Geneva", "on",
                                    "3",    "March", "2021", ".",  "the",    "ministers"};
  int largest_weight = 127;
  std::uint32_t seed = 1;
};

class TinyModelBuilder {
 public:
  explicit TinyModelBuilder(const TinyModel& model) : model_(model), engine_(model.seed) {}

  ModelSections build() {
    const std::size_t width = model_.width;
    addVocabularies();
    addIndex();
    linear("input", model_.vector, width);
    norm("input.norm");
    for (std::size_t k = 0; k < model_.encoder.size(); ++k) {
      const std::string name = "e" + std::to_string(k);
      if (model_.encoder[k] == "conv") {
        linear(name, 3 * width, width);
      } else {
        linear(name + ".in", width, 6 * model_.recurrent);
        linear(name + ".out", 2 * model_.recurrent, width);
      }
      norm(name + ".norm");
    }
    for (const char* tags : {"upos", "xpos", "features"}) linear("tags." + std::string(tags), width, entries(tags));
    linear("arc.dep", width, model_.arc);
    linear("arc.head", width, model_.arc);
    linear("arc.query", model_.arc, model_.arc);
    linear("arc.distance", width, 23);
    sections_["arc.root"] = floatSection(floats(model_.arc, 1));
    linear("label.dep", width, model_.label);
    linear("label.head", width, model_.label);
    linear("label.out", model_.label, entries("relations"));
    sections_["label.root"] = floatSection(floats(model_.label, 1));
    linear("names.in", width, model_.names);
    linear("names.out", model_.names, entries("name_tags"));
    sections_["names.transitions"] =
        floatSection(floats((entries("name_tags") + 1) * entries("name_tags"), 1), entries("name_tags"));
    return sections_;
  }

 private:
  // -1 to 1; not a std distribution, those differ between libraries.
  float random() { return static_cast<float>(engine_() % 20001) / 10000.0F - 1.0F; }
  std::vector<float> floats(std::size_t count, float size) {
    std::vector<float> values(count);
    for (float& value : values) value = random() * size;
    return values;
  }
  std::vector<std::int8_t> bytes(std::size_t count, int largest) {
    std::vector<std::int8_t> values(count);
    for (std::int8_t& value : values) {
      value = static_cast<std::int8_t>(static_cast<int>(engine_() % static_cast<unsigned>(2 * largest + 1)) - largest);
    }
    return values;
  }
  void linear(const std::string& name, std::size_t inputs, std::size_t outputs) {
    const int largest = model_.largest_weight;
    sections_[name + ".weight"] = matrixSection(1, inputs, bytes(inputs * outputs, largest));
    std::vector<float> scale(outputs);
    for (float& value : scale) {
      value = (1.5F + random() / 2) / (static_cast<float>(largest) * std::sqrt(static_cast<float>(inputs)));
    }
    sections_[name + ".scale"] = floatSection(scale);
    sections_[name + ".bias"] = floatSection(floats(outputs, 0.3F));
  }
  void norm(const std::string& name) {
    std::vector<float> gain = floats(model_.width, 0.5F);
    for (float& value : gain) value += 1;
    sections_[name + ".gain"] = floatSection(gain);
    sections_[name + ".shift"] = floatSection(floats(model_.width, 0.2F));
  }
  [[nodiscard]] std::size_t entries(const std::string& vocabulary) const {
    std::size_t count = 0;
    for (const char c : sections_.at(vocabulary).bytes) count += c == '\n' ? 1 : 0;
    return count;
  }
  void addVocabularies() {
    std::string encoder;
    for (const std::string& layer : model_.encoder) encoder += (encoder.empty() ? "\"" : ",\"") + layer + "\"";
    const auto size = [](const char* key, std::size_t value) {
      return ",\"" + std::string(key) + "\":" + std::to_string(value);
    };
    sections_["meta"] =
        textSection("{\"name\":\"tiny\",\"version\":\"7\",\"encoder\":[" + encoder + "]" + size("width", model_.width) +
                    size("recurrent", model_.recurrent) + size("arc", model_.arc) + size("label", model_.label) +
                    size("names", model_.names) + "}");
    sections_["upos"] = textSection("NOUN\nPUNCT\nPROPN\nVERB\nADP\nNUM\nDET\nX\n");
    sections_["xpos"] = textSection("NN\nNNP\nVBD\n.\nIN\nCD\nDT\n");
    sections_["features"] = textSection("Number=Sing\n\nNumber=Plur\n");
    sections_["relations"] = textSection("root\nnsubj\nobj\nobl\ncase\npunct\ndet\nnmod\nnummod\n");
    sections_["name_tags"] =
        textSection("O\nB-PER\nI-PER\nB-LOC\nI-LOC\nB-ORG\nI-ORG\nB-NORP\nI-NORP\nB-EVENT\nI-EVENT\n");
    sections_["split.weights"] = matrixSection(1, 1, std::vector<std::int8_t>(2));
    sections_["lemma.keys"] = matrixSection(4, 1, std::vector<std::uint64_t>(2));
    sections_["lemma.values"] = matrixSection(3, 1, std::vector<std::uint32_t>(2));
    sections_["lemma.actions"] = textSection("");
  }
  // Every second word has a vector, every third is in a list of names.
  void addIndex() {
    using internal::hashKey;
    std::map<std::uint64_t, std::uint32_t> index;
    std::uint32_t rows = 0, vectors = 0;
    for (std::size_t w = 0; w < model_.words.size(); ++w) {
      const internal::WordKeys keys = internal::keysOf(model_.words[w]);
      for (std::size_t i = 0; i < keys.row_count; ++i) rows += index.emplace(keys.rows[i], rows).second ? 1 : 0;
      if (w % 2 == 0) vectors += index.emplace(keys.vector, vectors).second ? 1 : 0;
      if (w % 3 == 0) index.emplace(keys.lists, static_cast<std::uint32_t>(1 + w % 63));
    }
    for (const char* bit : {"0", "1", "2", "3", "4", "5"}) index.emplace(hashKey('b', bit), rows++);
    std::size_t capacity = 1;
    while (capacity < 2 * index.size()) capacity *= 2;
    std::vector<std::uint64_t> keys(capacity);
    std::vector<std::uint32_t> values(capacity);
    for (const auto& [key, value] : index) {
      std::size_t slot = key % capacity;
      while (keys[slot] != 0) slot = (slot + 1) % capacity;
      keys[slot] = key;
      values[slot] = value;
    }
    sections_["index.keys"] = matrixSection(4, 1, keys);
    sections_["index.values"] = matrixSection(3, 1, values);
    sections_["rows"] = matrixSection(1, model_.width, bytes(rows * model_.width, 127));
    sections_["rows.scale"] = floatSection(std::vector<float>(rows, 0.01F));
    sections_["vectors"] = matrixSection(1, model_.vector, bytes(vectors * model_.vector, 127));
    sections_["vectors.scale"] = floatSection(std::vector<float>(vectors, 0.02F));
  }

  const TinyModel& model_;
  std::mt19937 engine_;
  ModelSections sections_;
};

inline ModelSections tinySections(const TinyModel& model = {}) { return TinyModelBuilder(model).build(); }
inline std::string tinyModelFile(const TinyModel& model = {}) { return modelFileOf(tinySections(model)); }

}  // namespace parley::test
