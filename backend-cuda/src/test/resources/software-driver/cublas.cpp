// A libcublas.so.12 for tests: the calls that backend-cuda makes, on top of the software driver beside this file. It holds
// them to cuBLAS' rules: dimensions, what a stream that is captured forbids, and that a new stream takes the workspace away.
#include <cstdint>
#include <cstring>
#include <set>

typedef int cublasStatus;
enum {
  SUCCESS = 0,
  NOT_INITIALIZED = 1,
  ALLOC_FAILED = 3,
  INVALID_VALUE = 7,
  EXECUTION_FAILED = 13,
};
enum { OUT_OF_MEMORY = 2 };  // of the driver
enum { TF32_TENSOR_OP_MATH = 3 };

extern "C" {
int recurbenchEnter(const char* name);
int recurbenchSubmit(void* stream, void (*work)(const void*), const void* argument, size_t bytes);
int recurbenchIsAllocated(uintptr_t address, size_t bytes);
int recurbenchIsCapturing(void* stream);
void recurbenchHandles(int more);
}

struct Handle {
  void* stream = nullptr;
  bool workspace = false;
  int mathMode = 0;
};
static std::set<Handle*> handles;

static cublasStatus told(int result) { return result == OUT_OF_MEMORY ? ALLOC_FAILED : EXECUTION_FAILED; }

#define ENTER(name) \
  if (int failed = recurbenchEnter(name)) return told(failed);
#define ALIVE(handle) \
  if (!handles.count(handle)) return NOT_INITIALIZED;

struct Product {
  int transposeA, transposeB, rows, columns, inner, count, tf32;
  const float* a;
  const float* b;
  float* c;
  long long aLeading, bLeading, cLeading, aStep, bStep, cStep;
};

// 10 bits of fraction, to nearest.
static float rounded(float number, int tf32) {
  if (!tf32) return number;
  uint32_t bits;
  memcpy(&bits, &number, 4);
  bits = (bits + 0x1000) & ~0x1fffu;
  memcpy(&number, &bits, 4);
  return number;
}

static void multiply(const void* argument) {
  const Product& p = *(const Product*)argument;
  for (int item = 0; item < p.count; item++) {
    const float* a = p.a + item * p.aStep;
    const float* b = p.b + item * p.bStep;
    float* c = p.c + item * p.cStep;
    for (int column = 0; column < p.columns; column++) {
      for (int row = 0; row < p.rows; row++) {
        float sum = 0;
        for (int k = 0; k < p.inner; k++) {
          sum += rounded(p.transposeA ? a[row * p.aLeading + k] : a[k * p.aLeading + row], p.tf32) *
                 rounded(p.transposeB ? b[k * p.bLeading + column] : b[column * p.bLeading + k], p.tf32);
        }
        c[column * p.cLeading + row] = sum;
      }
    }
  }
}

// Whether all matrices of this many rows and columns lie in allocated memory.
static bool reachable(const float* first, long long leading, long long step, int rows, int columns, int count) {
  for (int item = 0; item < count; item++) {
    size_t numbers = (size_t)((columns - 1) * leading + rows);
    if (!recurbenchIsAllocated((uintptr_t)(first + item * step), 4 * numbers)) return false;
  }
  return true;
}

extern "C" {

cublasStatus cublasGetProperty(int type, int* value) {
  const int version[] = {0, 0, 1};
  if (type < 0 || type > 2) return INVALID_VALUE;
  *value = version[type];
  return SUCCESS;
}
cublasStatus cublasCreate_v2(Handle** handle) {
  ENTER("cublasCreate");
  *handle = new Handle();
  handles.insert(*handle);
  recurbenchHandles(1);
  return SUCCESS;
}
cublasStatus cublasDestroy_v2(Handle* handle) {
  int failed = recurbenchEnter("cublasDestroy");
  if (!handles.erase(handle)) return NOT_INITIALIZED;
  delete handle;
  recurbenchHandles(-1);
  return failed ? told(failed) : SUCCESS;
}
cublasStatus cublasSetStream_v2(Handle* handle, void* stream) {
  ENTER("cublasSetStream");
  ALIVE(handle);
  handle->stream = stream;
  handle->workspace = false;
  return SUCCESS;
}
cublasStatus cublasSetWorkspace_v2(Handle* handle, void* workspace, size_t bytes) {
  ENTER("cublasSetWorkspace");
  ALIVE(handle);
  if ((uintptr_t)workspace % 256 != 0 || !recurbenchIsAllocated((uintptr_t)workspace, bytes)) return INVALID_VALUE;
  handle->workspace = true;
  return SUCCESS;
}
cublasStatus cublasSetMathMode(Handle* handle, int mode) {
  ENTER("cublasSetMathMode");
  ALIVE(handle);
  handle->mathMode = mode;
  return SUCCESS;
}
cublasStatus cublasSetAtomicsMode(Handle* handle, int mode) {
  ENTER("cublasSetAtomicsMode");
  ALIVE(handle);
  return mode == 0 ? SUCCESS : INVALID_VALUE;
}
cublasStatus cublasSgemmStridedBatched(Handle* handle, int transposeA, int transposeB, int rows, int columns, int inner,
                                       const float* alpha, const float* a, int aLeading, long long aStep, const float* b,
                                       int bLeading, long long bStep, const float* beta, float* c, int cLeading,
                                       long long cStep, int count) {
  ENTER("cublasSgemmStridedBatched");
  ALIVE(handle);
  bool dimensions = rows > 0 && columns > 0 && inner > 0 && count > 0 && aLeading >= (transposeA ? inner : rows) &&
                    bLeading >= (transposeB ? columns : inner) && cLeading >= rows;
  if (!dimensions || *alpha != 1 || *beta != 0) return INVALID_VALUE;
  // without a workspace of the caller the library would allocate, which a capture forbids
  if (recurbenchIsCapturing(handle->stream) && !handle->workspace) return EXECUTION_FAILED;
  if (!reachable(a, aLeading, aStep, transposeA ? inner : rows, transposeA ? rows : inner, count) ||
      !reachable(b, bLeading, bStep, transposeB ? columns : inner, transposeB ? inner : columns, count) ||
      !reachable(c, cLeading, cStep, rows, columns, count))
    return EXECUTION_FAILED;
  Product product{transposeA, transposeB, rows, columns, inner, count, handle->mathMode == TF32_TENSOR_OP_MATH,
                  a, b, c, aLeading, bLeading, cLeading, aStep, bStep, cStep};
  return recurbenchSubmit(handle->stream, multiply, &product, sizeof product) ? EXECUTION_FAILED : SUCCESS;
}

}  // extern "C"
