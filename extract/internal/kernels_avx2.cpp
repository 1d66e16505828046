// Compiled with -mavx2; empty for other processors than x86-64.
#ifdef __x86_64__
#define PARLEY_KERNELS kAvx2Kernels
#include "extract/internal/kernels.inc"
#endif
