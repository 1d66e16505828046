#pragma once
// Who holds which office, acts for whom, belongs to what, and what lies where, as the phrases of a sentence say: titles
// ("Foreign Minister Ada Berg"), appositions ("Ada Berg, head of Nordbank"), "a member of", "the capital of".
#include <vector>

#include "extract/internal/clauses.h"
#include "extract/internal/found_triple.h"
#include "extract/internal/local_entities.h"

namespace parley::internal {

class AffiliationFinder : public Clauses {
 public:
  // What only a phrase names is put into `entities`. Borrows both for its life.
  AffiliationFinder(const Reading& reading, std::uint32_t s, LocalEntities& entities)
      : Clauses(reading, s), entities_(entities), furniture_(reading.sentences[s].furniture) {}

  [[nodiscard]] std::vector<FoundTriple> run();

 private:
  void person(std::uint32_t m);
  void officeHolder(std::uint32_t m);
  void employer(std::uint32_t m, LocalIndex who);
  void unlisted(std::uint32_t m, LocalIndex who);
  void members(std::uint32_t m);
  void member(std::uint32_t t);
  void capital(std::uint32_t t);
  void seat(std::uint32_t t);
  void successor(std::uint32_t t);
  void resignation(std::uint32_t t);
  void placeInState(std::uint32_t m);

  void tell(std::uint32_t trigger, Actors subjects, Relation relation, Actors objects, std::uint8_t confidence,
            Status status = Status::kHeld);
  // Organisations that the phrase at `t` names.
  [[nodiscard]] Actors bodiesAt(std::uint32_t t);

  LocalEntities& entities_;
  bool furniture_;
  std::vector<FoundTriple> found_;
};

}  // namespace parley::internal
