#pragma once
// Questions and answers as messages of proto/rpc.capnp. Reading checks what comes from the other side.
#include "graph/error.h"
#include "proto/rpc.capnp.h"
#include "query/answers.h"

namespace parley {

void write(const MetQuestion& question, rpc::MetQuestion::Builder message);
void write(const MetAnswer& answer, rpc::MetAnswer::Builder message);
void write(const Error& error, rpc::Error::Builder message);

// Throw Error(kInvalidArgument) for a value that this program does not know (a newer side), and kj::Exception for a
// message that is none.
[[nodiscard]] MetQuestion read(rpc::MetQuestion::Reader message);
[[nodiscard]] MetAnswer read(rpc::MetAnswer::Reader message);
[[nodiscard]] Error read(rpc::Error::Reader message);
// Throws Error(kNotSupported) if the answer comes from a server that is too old for the filters or the day of
// `question`: it would look like the answer to them.
void checkNarrowed(const MetQuestion& question, rpc::MetAnswer::Reader answer);

}  // namespace parley
