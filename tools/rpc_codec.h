#pragma once
// Questions and answers as messages of proto/rpc.capnp. Reading checks what comes from the other side.
#include "graph/error.h"
#include "proto/rpc.capnp.h"
#include "query/answers.h"

namespace parley {

void write(const MetQuestion& question, rpc::MetQuestion::Builder message);
void write(const MetAnswer& answer, rpc::MetAnswer::Builder message);
void write(const PathQuestion& question, rpc::PathQuestion::Builder message);
void write(const PathAnswer& answer, rpc::PathAnswer::Builder message);
void write(const NearQuestion& question, rpc::NearQuestion::Builder message);
void write(const NearAnswer& answer, rpc::NearAnswer::Builder message);
void write(const WhyNotQuestion& question, rpc::WhyNotQuestion::Builder message);
void write(const WhyNotAnswer& answer, rpc::WhyNotAnswer::Builder message);
void write(const ShowQuestion& question, rpc::ShowQuestion::Builder message);
void write(const ShowAnswer& answer, rpc::ShowAnswer::Builder message);
void write(const StatsQuestion& question, rpc::StatsQuestion::Builder message);
void write(const StatsAnswer& answer, rpc::StatsAnswer::Builder message);
void write(const DiffQuestion& question, rpc::DiffQuestion::Builder message);
void write(const DiffAnswer& answer, rpc::DiffAnswer::Builder message);
void write(const ContradictionsQuestion& question, rpc::ContradictionsQuestion::Builder message);
void write(const ContradictionsAnswer& answer, rpc::ContradictionsAnswer::Builder message);
void write(const FindQuestion& question, rpc::FindQuestion::Builder message);
void write(const FindAnswer& answer, rpc::FindAnswer::Builder message);
void write(const TopQuestion& question, rpc::TopQuestion::Builder message);
void write(const TopAnswer& answer, rpc::TopAnswer::Builder message);
void write(const ExportQuestion& question, rpc::ExportQuestion::Builder message);
void write(const ExportAnswer& answer, rpc::ExportAnswer::Builder message);
void write(const DossierQuestion& question, rpc::DossierQuestion::Builder message);
void write(const DossierAnswer& answer, rpc::DossierAnswer::Builder message);
void write(const Error& error, rpc::Error::Builder message);

// Throw Error(kInvalidArgument) for a value that this program does not know (a newer side) or that is
// out of range, and kj::Exception for a message that is none.
[[nodiscard]] MetQuestion read(rpc::MetQuestion::Reader message);
[[nodiscard]] MetAnswer read(rpc::MetAnswer::Reader message);
[[nodiscard]] PathQuestion read(rpc::PathQuestion::Reader message);
[[nodiscard]] PathAnswer read(rpc::PathAnswer::Reader message);
[[nodiscard]] NearQuestion read(rpc::NearQuestion::Reader message);
[[nodiscard]] NearAnswer read(rpc::NearAnswer::Reader message);
[[nodiscard]] WhyNotQuestion read(rpc::WhyNotQuestion::Reader message);
[[nodiscard]] WhyNotAnswer read(rpc::WhyNotAnswer::Reader message);
[[nodiscard]] ShowQuestion read(rpc::ShowQuestion::Reader message);
[[nodiscard]] ShowAnswer read(rpc::ShowAnswer::Reader message);
[[nodiscard]] StatsQuestion read(rpc::StatsQuestion::Reader message);
[[nodiscard]] StatsAnswer read(rpc::StatsAnswer::Reader message);
[[nodiscard]] DiffQuestion read(rpc::DiffQuestion::Reader message);
[[nodiscard]] DiffAnswer read(rpc::DiffAnswer::Reader message);
[[nodiscard]] ContradictionsQuestion read(rpc::ContradictionsQuestion::Reader message);
[[nodiscard]] ContradictionsAnswer read(rpc::ContradictionsAnswer::Reader message);
[[nodiscard]] FindQuestion read(rpc::FindQuestion::Reader message);
[[nodiscard]] FindAnswer read(rpc::FindAnswer::Reader message);
[[nodiscard]] TopQuestion read(rpc::TopQuestion::Reader message);
[[nodiscard]] TopAnswer read(rpc::TopAnswer::Reader message);
[[nodiscard]] ExportQuestion read(rpc::ExportQuestion::Reader message);
[[nodiscard]] ExportAnswer read(rpc::ExportAnswer::Reader message);
[[nodiscard]] DossierQuestion read(rpc::DossierQuestion::Reader message);
[[nodiscard]] DossierAnswer read(rpc::DossierAnswer::Reader message);
[[nodiscard]] Error read(rpc::Error::Reader message);
// Throws Error(kNotSupported) if the answer comes from a server that is too old for the filters or the day of
// `question`: it would look like the answer to them.
void checkNarrowed(const MetQuestion& question, rpc::MetAnswer::Reader answer);

}  // namespace parley
