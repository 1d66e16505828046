#pragma once
// The English model of the sources, opened once for all tests of a program.
#include "extract/language_model.h"

namespace parley::test {

inline const LanguageModel& englishModel() {
  static const LanguageModel model = LanguageModel::open(PARLEY_SOURCE_DIR "/models/english.model");
  return model;
}

}  // namespace parley::test
