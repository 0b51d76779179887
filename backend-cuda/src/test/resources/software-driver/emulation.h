// Read before a .cu source when g++ compiles it for the software driver: what CUDA's language adds, on one host thread.
// The threads of a block are coroutines of the driver; __syncthreads() passes control to the next of them.
#ifndef RECURBENCH_EMULATION_H
#define RECURBENCH_EMULATION_H

struct Dimensions {
  unsigned x, y, z;
};

struct Runtime {
  Dimensions thread, block, threads, blocks;
  // Switches to another thread of the block until all have come here.
  void (*barrier)();
  // The bounds of the allocation that holds base; ends the kernel with an error if there is none.
  void (*find)(const void* base, const char** begin, const char** end);
  // Ends the kernel with an error.
  void (*outOfBounds)(const void* base, long long index, const char* begin, const char* end, int size, int write);
};

extern "C" {
extern Runtime* recurbench_runtime;
Runtime* recurbench_runtime;
}

#define threadIdx recurbench_runtime->thread
#define blockIdx recurbench_runtime->block
#define blockDim recurbench_runtime->threads
#define gridDim recurbench_runtime->blocks
#define __syncthreads() recurbench_runtime->barrier()
#define __shared__ static
#define __device__

// Device memory that is only reached with a check: the index has to stay within the allocation that p lies in.
struct Known {
  const void* base;
  const char* begin;
  const char* end;
};
static Known recurbench_known[64];
extern "C" void recurbench_forget() {
  for (int i = 0; i < 64; i++) {
    recurbench_known[i].base = 0;
  }
}

template <class T>
struct Global {
  T* p;

  T& operator[](long long index) const {
    Known& known = recurbench_known[((unsigned long)p >> 6 ^ (unsigned long)p >> 12) & 63];
    if (known.base != p) {
      recurbench_runtime->find(p, &known.begin, &known.end);
      known.base = p;
    }
    const char* at = (const char*)(p + index);
    if (at < known.begin || at + sizeof(T) > known.end) {
      recurbench_runtime->outOfBounds(p, index, known.begin, known.end, sizeof(T), 0);
    }
    return p[index];
  }

  explicit operator bool() const { return p != 0; }
};

#define tanhf __builtin_tanhf
#define expf __builtin_expf
#define logf __builtin_logf
#define log1pf __builtin_log1pf
#define sinf __builtin_sinf
#define cosf __builtin_cosf
#define sqrtf __builtin_sqrtf
#define fabsf __builtin_fabsf

#define RECURBENCH_INLINE static inline
#define RECURBENCH_KERNEL(name, Arguments)                     \
  static inline void name##_body(const Arguments& a);          \
  extern "C" void name(const void* arguments) {                \
    name##_body(*(const Arguments*)arguments);                 \
  }                                                            \
  extern "C" int name##_bytes() { return sizeof(Arguments); }  \
  static inline void name##_body(const Arguments& a)

#endif
