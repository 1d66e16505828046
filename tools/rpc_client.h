#pragma once
// Answers from a server: what `parley --connect` asks.
#include <filesystem>
#include <memory>
#include <string>

#include "query/answers.h"

namespace parley {

// The path in "unix:PATH". Throws Error(kInvalidArgument) for any other form.
[[nodiscard]] std::filesystem::path socketOf(const std::string& address);

// Has an event loop of its own: to be used on the thread that made it, one at a time on a thread.
class RemoteAnswers final : public Answers {
 public:
  // Throws Error(kIo) if nobody answers there; kDenied if the socket is somebody else's.
  explicit RemoteAnswers(const std::filesystem::path& socket);
  RemoteAnswers(const RemoteAnswers&) = delete;
  ~RemoteAnswers() override;

  // All throw what the server says, Error(kIo) if the connection breaks, and kNotSupported if the server is too old to
  // know the question, or the filters or the day in it.
  [[nodiscard]] MetAnswer met(const MetQuestion& question) override;
  [[nodiscard]] PathAnswer path(const PathQuestion& question) override;
  [[nodiscard]] NearAnswer near(const NearQuestion& question) override;
  [[nodiscard]] WhyNotAnswer whyNot(const WhyNotQuestion& question) override;
  [[nodiscard]] ShowAnswer show(const ShowQuestion& question) override;
  [[nodiscard]] StatsAnswer stats(const StatsQuestion& question) override;
  [[nodiscard]] DiffAnswer diff(const DiffQuestion& question) override;
  [[nodiscard]] ContradictionsAnswer contradictions(const ContradictionsQuestion& question) override;
  [[nodiscard]] FindAnswer find(const FindQuestion& question) override;
  [[nodiscard]] TopAnswer top(const TopQuestion& question) override;
  [[nodiscard]] DossierAnswer dossier(const DossierQuestion& question) override;
  // Also throws what a stream throws.
  ExportAnswer exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) override;

 private:
  struct Impl;  // Keeps Cap'n Proto out of every includer.
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
