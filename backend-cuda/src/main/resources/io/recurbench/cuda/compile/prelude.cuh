// What every kernel is written against. A kernel takes one struct by value, so that its arguments are packed once and
// launched many times. The tests compile the same sources with other definitions of the three names below.
#ifndef RECURBENCH_KERNEL
template <class T>
using Global = T*;
#define RECURBENCH_INLINE __device__ __forceinline__
// Two blocks at a time are asked for, so 128 registers a thread: left to itself, ptxas saves registers for more blocks, and
// spills for it on some architectures.
#define RECURBENCH_KERNEL(name, Arguments) extern "C" __global__ void __launch_bounds__(256, 2) name(const Arguments a)
#endif

// A value as an operation reads it: number j of row r stands at p[row * stride + j * column], where row is r itself or
// the token of r. A value of one row has stride 0, one of width 1 has column 0.
struct Operand {
  Global<const float> p;
  long long stride;
  int column;
  int byToken;
};

RECURBENCH_INLINE long long rowOf(const Operand& x, Global<const int> tokens, int row) {
  return (x.byToken ? tokens[row] : row) * x.stride;
}
