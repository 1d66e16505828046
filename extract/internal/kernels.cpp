#define PARLEY_KERNELS kPlainKernels
#include "extract/internal/kernels.inc"

namespace parley::internal {

const Kernels& fastestKernels() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2") != 0) return kAvx2Kernels;
#endif
  return kPlainKernels;
}

}  // namespace parley::internal
