// A libcuda.so.1 for tests: the driver calls that backend-cuda makes, on the CPU. Device memory is host memory between
// pages that can't be touched, filled with NaN when it is allocated. Modules are shared libraries made of the very
// kernel sources. Every call is counted and can be made to fail. Nothing here runs on a GPU or says so.
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "emulation.h"
#undef threadIdx
#undef blockIdx
#undef blockDim
#undef gridDim
#undef __syncthreads

typedef int CUresult;
enum {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  INVALID_HANDLE = 400,
  NOT_FOUND = 500,
  ILLEGAL_ADDRESS = 700,
  LAUNCH_FAILED = 719,
};

// What the tests see and set, in a file that both sides map: see SoftwareDriver.java.
struct Control {
  int64_t calls;          // made so far
  int64_t failAt;         // the number of the call that fails, from 1; 0 for none
  int64_t failWith;       // its result
  int64_t deviceBuffers;  // alive
  int64_t pinnedBuffers;
  int64_t modules;
  int64_t streams;
  int64_t graphs;
  int64_t handles;  // of cuBLAS
  int64_t deviceBytes;
  int64_t memory;    // bytes of the device; 0 for 1 GiB
  int64_t launches;  // of kernels
  int64_t failedCall;  // 1 when the call to fail has come
  char failedName[64];
  char kernels[60][64];  // names of those launched so far, but for generated ones
};

static Control ownControl;
static Control* control = &ownControl;
static std::recursive_mutex lock;
static std::string lastError = "no error";
static CUresult sticky = SUCCESS;

static void attach() {
  static bool done;
  if (done) return;
  done = true;
  const char* path = getenv("RECURBENCH_SOFTWARE_DRIVER");
  if (!path) return;
  std::string file = std::string(path) + "/control-" + std::to_string(getpid());
  int fd = open(file.c_str(), O_RDWR | O_CREAT, 0600);
  if (fd < 0) return;
  if (ftruncate(fd, 4096) == 0) {
    void* at = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) control = (Control*)at;
  }
  close(fd);
}

// Counts a call; not 0 if it is to fail. Calls that release do their work all the same, as the driver's do when they
// report an error of earlier work.
static CUresult enter(const char* name) {
  attach();
  if (++control->calls == control->failAt) {
    control->failedCall = 1;
    strncpy(control->failedName, name, sizeof control->failedName - 1);
    lastError = std::string(name) + " was told to fail";
    return (CUresult)control->failWith;
  }
  return sticky;
}

#define ENTER(name)                                 \
  std::lock_guard<std::recursive_mutex> held(lock); \
  if (CUresult failed = enter(name)) return failed;

// ---- memory

struct Allocation {
  char* begin;
  size_t bytes;
  char* mapping;
  size_t mapped;
};
static std::map<uintptr_t, Allocation> deviceMemory;
static std::map<uintptr_t, Allocation> pinnedMemory;
static std::set<void*> modules;

static const size_t PAGE = 4096;

static Allocation allocate(size_t bytes) {
  size_t body = (bytes + PAGE - 1) / PAGE * PAGE;
  char* mapping = (char*)mmap(nullptr, body + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return {};
  mprotect(mapping + PAGE, body, PROT_READ | PROT_WRITE);
  return {mapping + PAGE, bytes, mapping, body + 2 * PAGE};
}

static Allocation* holding(std::map<uintptr_t, Allocation>& all, uintptr_t address) {
  auto after = all.upper_bound(address);
  if (after == all.begin()) return nullptr;
  Allocation& found = std::prev(after)->second;
  return address < (uintptr_t)found.begin + found.bytes ? &found : nullptr;
}

static bool within(std::map<uintptr_t, Allocation>& all, uintptr_t address, size_t bytes) {
  Allocation* found = holding(all, address);
  return found && address + bytes <= (uintptr_t)found->begin + found->bytes;
}

static CUresult wrong(CUresult code, const std::string& what) {
  lastError = what;
  return code;
}

static void forgetAll();
static void waitForAll();

static size_t deviceSize() { return control->memory ? (size_t)control->memory : (size_t)1 << 30; }

// ---- kernels

struct Coroutine {
  void* stackPointer;
  char* stack;
};

#if defined(__x86_64__)
extern "C" void switchStack(void** from, void* to);
asm(R"(
.text
.globl switchStack
.type switchStack,@function
switchStack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
)");
#else
#error "the software driver switches stacks on x86-64 only"
#endif

static const int LARGEST_BLOCK = 1024;
static const size_t STACK = 64 * 1024;
static Coroutine threads[LARGEST_BLOCK];
static void* scheduler;
static int current;
static bool finished[LARGEST_BLOCK];
static bool alone;    // a block whose first thread met no barrier: the others run without switching
static bool faulted;
static Runtime runtime;
static void (*kernelBody)(const void*);
static const void* kernelArguments;
static std::string kernelName;

static void toScheduler() { switchStack(&threads[current].stackPointer, scheduler); }

static void fault(const std::string& what) {
  char where[160];
  snprintf(where, sizeof where, " in %s, block (%u, %u, %u), thread %u", kernelName.c_str(), runtime.block.x, runtime.block.y,
           runtime.block.z, runtime.thread.x);
  lastError = what + where;
  faulted = true;
  for (;;) toScheduler();
}

static void barrier() {
  if (alone) fault("__syncthreads() is not met by all threads");
  toScheduler();
}

static void find(const void* base, const char** begin, const char** end) {
  Allocation* found = holding(deviceMemory, (uintptr_t)base);
  if (!found) {
    char text[80];
    snprintf(text, sizeof text, "address %p is in no allocation", base);
    fault(text);
  }
  *begin = found->begin;
  *end = found->begin + found->bytes;
}

static void outOfBounds(const void* base, long long index, const char* begin, const char* end, int size, int) {
  char text[160];
  snprintf(text, sizeof text, "index %lld of %d bytes from offset %ld is outside of an allocation of %ld bytes", index, size,
           (long)((const char*)base - begin), (long)(end - begin));
  fault(text);
}

static void threadMain() {
  for (;;) {
    kernelBody(kernelArguments);
    finished[current] = true;
    toScheduler();
  }
}

static void prepareThread(int i) {
  if (!threads[i].stack) {
    threads[i].stack =
        (char*)mmap(nullptr, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  }
  void** top = (void**)(threads[i].stack + STACK - 64);
  *--top = nullptr;             // as if threadMain had been called from here
  *--top = (void*)threadMain;   // returned to by switchStack
  for (int r = 0; r < 6; r++) *--top = nullptr;
  threads[i].stackPointer = top;
  finished[i] = false;
}

static void resume(int i) {
  current = i;
  runtime.thread.x = i;
  switchStack(&scheduler, threads[i].stackPointer);
}

static void runBlock(int count) {
  alone = false;
  prepareThread(0);
  resume(0);
  if (faulted) return;
  if (finished[0]) {
    alone = true;  // thread 0's coroutine runs the others too
    for (int i = 1; i < count && !faulted; i++) {
      finished[0] = false;
      runtime.thread.x = i;
      current = 0;
      switchStack(&scheduler, threads[0].stackPointer);
    }
    return;
  }
  for (int i = 1; i < count; i++) {
    prepareThread(i);
    resume(i);
    if (faulted) return;
    if (finished[i]) {
      lastError = "a thread of " + kernelName + " ended while others wait at __syncthreads()";
      faulted = true;
      return;
    }
  }
  for (;;) {
    int ended = 0;
    for (int i = 0; i < count; i++) {
      resume(i);
      if (faulted) return;
      ended += finished[i];
      if (ended > 0 && !finished[i]) break;
    }
    if (ended == count) return;
    if (ended > 0) {
      lastError = "some threads of " + kernelName + " ended while others wait at __syncthreads()";
      faulted = true;
      return;
    }
  }
}

struct Function {
  void* module;
  Runtime** runtimePointer;
  void (*body)(const void*);
  size_t bytes;  // of its arguments
  std::string name;
};
static std::set<Function*> functions;

struct Launch {
  Function* function;
  unsigned grid[3];
  unsigned threads;
  std::vector<char> arguments;
};

static void note(const std::string& kernel) {
  if (kernel.compare(0, 6, "chain_") == 0) return;
  for (char* name = control->kernels[0]; name < control->kernels[0] + sizeof control->kernels; name += 64) {
    if (!*name) strncpy(name, kernel.c_str(), 63);
    if (kernel == name) return;
  }
}

static CUresult execute(const Launch& launch) {
  control->launches++;
  note(launch.function->name);
  *launch.function->runtimePointer = &runtime;
  runtime.barrier = barrier;
  runtime.find = find;
  runtime.outOfBounds = outOfBounds;
  runtime.threads = {launch.threads, 1, 1};
  runtime.blocks = {launch.grid[0], launch.grid[1], launch.grid[2]};
  runtime.thread = {0, 0, 0};
  kernelBody = launch.function->body;
  kernelArguments = launch.arguments.data();
  kernelName = launch.function->name;
  faulted = false;
  for (unsigned z = 0; z < launch.grid[2] && !faulted; z++)
    for (unsigned y = 0; y < launch.grid[1] && !faulted; y++)
      for (unsigned x = 0; x < launch.grid[0] && !faulted; x++) {
        runtime.block = {x, y, z};
        runBlock((int)launch.threads);
      }
  if (faulted) {
    // as on a device: the context is lost
    sticky = ILLEGAL_ADDRESS;
  }
  return SUCCESS;
}

// ---- streams and graphs

typedef std::function<CUresult()> Work;
struct Stream {
  bool capturing = false;
  std::vector<Work> pending;  // until the host waits: what it writes too early is seen
  std::vector<Work> captured;
};
struct Graph {
  std::vector<Work> work;
};
static std::set<Stream*> streams;
static std::set<Graph*> graphs;

static CUresult submit(Stream* stream, Work work) {
  if (!streams.count(stream)) return wrong(INVALID_HANDLE, "this stream is not alive");
  if (stream->capturing) {
    stream->captured.push_back(work);
    return SUCCESS;
  }
  stream->pending.push_back(work);
  return SUCCESS;
}

static CUresult wait(Stream* stream) {
  std::vector<Work> work;
  work.swap(stream->pending);
  for (Work& item : work) {
    if (sticky == SUCCESS) item();
  }
  return sticky;
}

static void waitForAll() {
  for (Stream* stream : streams) wait(stream);
}

static void forgetAll() {
  for (void* module : modules) ((void (*)())dlsym(module, "recurbench_forget"))();
}

extern "C" {

// ---- what the cublas.cpp beside this file is built on

// Counts a call of another library; not 0 if it is to fail.
CUresult recurbenchEnter(const char* name) {
  std::lock_guard<std::recursive_mutex> held(lock);
  return enter(name);
}
// Puts work in a stream: a function, and a copy of its argument.
CUresult recurbenchSubmit(void* stream, void (*work)(const void*), const void* argument, size_t bytes) {
  std::lock_guard<std::recursive_mutex> held(lock);
  std::vector<char> kept((const char*)argument, (const char*)argument + bytes);
  return submit((Stream*)stream, [work, kept] {
    work(kept.data());
    return SUCCESS;
  });
}
int recurbenchIsAllocated(uintptr_t address, size_t bytes) {
  std::lock_guard<std::recursive_mutex> held(lock);
  return within(deviceMemory, address, bytes);
}
int recurbenchIsCapturing(void* stream) {
  std::lock_guard<std::recursive_mutex> held(lock);
  return streams.count((Stream*)stream) && ((Stream*)stream)->capturing;
}
void recurbenchHandles(int more) {
  std::lock_guard<std::recursive_mutex> held(lock);
  control->handles += more;
}

CUresult cuGetErrorString(CUresult code, const char** text) {
  static char kept[512];
  snprintf(kept, sizeof kept, "%s", lastError.c_str());
  *text = kept;
  return SUCCESS;
}
CUresult cuGetErrorName(CUresult, const char** text) {
  *text = "SOFTWARE_DRIVER_ERROR";
  return SUCCESS;
}
CUresult cuInit(unsigned) {
  ENTER("cuInit");
  return SUCCESS;
}
CUresult cuDriverGetVersion(int* version) {
  ENTER("cuDriverGetVersion");
  *version = 12060;
  return SUCCESS;
}
CUresult cuDeviceGetCount(int* count) {
  ENTER("cuDeviceGetCount");
  *count = 1;
  return SUCCESS;
}
CUresult cuDeviceGet(int* device, int index) {
  ENTER("cuDeviceGet");
  if (index != 0) return wrong(INVALID_DEVICE, "there is one device");
  *device = 0;
  return SUCCESS;
}
CUresult cuDeviceGetName(char* name, int length, int) {
  ENTER("cuDeviceGetName");
  snprintf(name, length, "software driver (tests only)");
  return SUCCESS;
}
CUresult cuDeviceTotalMem_v2(size_t* bytes, int) {
  ENTER("cuDeviceTotalMem");
  *bytes = deviceSize();
  return SUCCESS;
}
CUresult cuDeviceGetAttribute(int* value, int attribute, int) {
  ENTER("cuDeviceGetAttribute");
  // multiprocessors; compute capability 0.0, for which no compiler makes code
  *value = attribute == 16 ? 4 : 0;
  return SUCCESS;
}
CUresult cuDevicePrimaryCtxRetain(void** context, int) {
  ENTER("cuDevicePrimaryCtxRetain");
  *context = (void*)0x1;
  return SUCCESS;
}
CUresult cuCtxSetCurrent(void* context) {
  ENTER("cuCtxSetCurrent");
  return context == (void*)0x1 ? SUCCESS : wrong(INVALID_CONTEXT, "there is no such context");
}
CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
  // asked by error messages, so never made to fail
  std::lock_guard<std::recursive_mutex> held(lock);
  attach();
  *total = deviceSize();
  *free = deviceSize() - (size_t)control->deviceBytes;
  return SUCCESS;
}

CUresult cuMemAlloc_v2(uintptr_t* pointer, size_t bytes) {
  ENTER("cuMemAlloc");
  if (bytes == 0) return wrong(INVALID_VALUE, "an allocation of 0 bytes");
  if ((size_t)control->deviceBytes + bytes > deviceSize()) return wrong(OUT_OF_MEMORY, "out of memory");
  Allocation made = allocate(bytes);
  if (!made.begin) return wrong(OUT_OF_MEMORY, "the host has no memory left");
  for (size_t i = 0; i + 4 <= bytes; i += 4) *(uint32_t*)(made.begin + i) = 0x7fc0dead;
  deviceMemory[(uintptr_t)made.begin] = made;
  control->deviceBuffers++;
  control->deviceBytes += bytes;
  *pointer = (uintptr_t)made.begin;
  return SUCCESS;
}
CUresult cuMemFree_v2(uintptr_t pointer) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuMemFree");
  waitForAll();
  auto found = deviceMemory.find(pointer);
  if (found == deviceMemory.end()) return wrong(INVALID_VALUE, "cuMemFree of what is not allocated");
  control->deviceBuffers--;
  control->deviceBytes -= found->second.bytes;
  munmap(found->second.mapping, found->second.mapped);
  deviceMemory.erase(found);
  forgetAll();
  return failed;
}
CUresult cuMemHostAlloc(void** pointer, size_t bytes, unsigned) {
  ENTER("cuMemHostAlloc");
  Allocation made = allocate(bytes);
  if (!made.begin) return wrong(OUT_OF_MEMORY, "the host has no memory left");
  pinnedMemory[(uintptr_t)made.begin] = made;
  control->pinnedBuffers++;
  *pointer = made.begin;
  return SUCCESS;
}
CUresult cuMemFreeHost(void* pointer) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuMemFreeHost");
  waitForAll();
  auto found = pinnedMemory.find((uintptr_t)pointer);
  if (found == pinnedMemory.end()) return wrong(INVALID_VALUE, "cuMemFreeHost of what is not allocated");
  control->pinnedBuffers--;
  munmap(found->second.mapping, found->second.mapped);
  pinnedMemory.erase(found);
  return failed;
}

CUresult cuMemcpyHtoDAsync_v2(uintptr_t to, const void* from, size_t bytes, Stream* stream) {
  ENTER("cuMemcpyHtoDAsync");
  if (!within(deviceMemory, to, bytes)) return wrong(INVALID_VALUE, "a copy to outside of an allocation");
  if (!within(pinnedMemory, (uintptr_t)from, bytes)) return wrong(INVALID_VALUE, "a copy from memory that is not pinned");
  return submit(stream, [=] {
    memcpy((void*)to, from, bytes);
    return SUCCESS;
  });
}
CUresult cuMemcpyDtoHAsync_v2(void* to, uintptr_t from, size_t bytes, Stream* stream) {
  ENTER("cuMemcpyDtoHAsync");
  if (!within(deviceMemory, from, bytes)) return wrong(INVALID_VALUE, "a copy from outside of an allocation");
  if (!within(pinnedMemory, (uintptr_t)to, bytes)) return wrong(INVALID_VALUE, "a copy to memory that is not pinned");
  return submit(stream, [=] {
    memcpy(to, (void*)from, bytes);
    return SUCCESS;
  });
}
CUresult cuMemcpyDtoDAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, Stream* stream) {
  ENTER("cuMemcpyDtoDAsync");
  if (!within(deviceMemory, to, bytes) || !within(deviceMemory, from, bytes))
    return wrong(INVALID_VALUE, "a copy outside of an allocation");
  return submit(stream, [=] {
    memmove((void*)to, (void*)from, bytes);
    return SUCCESS;
  });
}
CUresult cuMemsetD32Async(uintptr_t to, unsigned number, size_t count, Stream* stream) {
  ENTER("cuMemsetD32Async");
  if (!within(deviceMemory, to, count * 4)) return wrong(INVALID_VALUE, "a fill outside of an allocation");
  return submit(stream, [=] {
    for (size_t i = 0; i < count; i++) ((unsigned*)to)[i] = number;
    return SUCCESS;
  });
}

CUresult cuModuleLoadData(void** module, const void* image) {
  ENTER("cuModuleLoadData");
  const Elf64_Ehdr* header = (const Elf64_Ehdr*)image;
  if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return wrong(INVALID_IMAGE, "not an image for the software driver");
  size_t bytes = header->e_shoff + (size_t)header->e_shnum * header->e_shentsize;
  // a name of its own each time: dlopen takes a known name for what it has loaded already
  char path[] = "/tmp/recurbench-kernels-XXXXXX";
  int fd = mkstemp(path);
  bool written = fd >= 0 && write(fd, image, bytes) == (ssize_t)bytes;
  if (fd >= 0) close(fd);
  void* handle = written ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
  unlink(path);
  if (!written) return wrong(INVALID_IMAGE, "the image can't be written");
  if (!handle) return wrong(INVALID_IMAGE, dlerror());
  modules.insert(handle);
  control->modules++;
  *module = handle;
  return SUCCESS;
}
CUresult cuModuleUnload(void* module) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuModuleUnload");
  waitForAll();
  if (!modules.erase(module)) return wrong(INVALID_HANDLE, "this module is not loaded");
  for (auto at = functions.begin(); at != functions.end();) {
    Function* function = *at;
    if (function->module == module) {
      at = functions.erase(at);
      delete function;
    } else {
      ++at;
    }
  }
  dlclose(module);
  control->modules--;
  return failed;
}
CUresult cuModuleGetFunction(Function** function, void* module, const char* name) {
  ENTER("cuModuleGetFunction");
  if (!modules.count(module)) return wrong(INVALID_HANDLE, "this module is not loaded");
  auto body = (void (*)(const void*))dlsym(module, name);
  auto pointer = (Runtime**)dlsym(module, "recurbench_runtime");
  auto bytes = (int (*)())dlsym(module, (std::string(name) + "_bytes").c_str());
  if (!body || !pointer || !bytes) return wrong(NOT_FOUND, std::string("no kernel ") + name);
  *function = new Function{module, pointer, body, (size_t)bytes(), name};
  functions.insert(*function);
  return SUCCESS;
}
CUresult cuLaunchKernel(Function* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                        unsigned, Stream* stream, void** parameters, void**) {
  ENTER("cuLaunchKernel");
  if (!functions.count(function)) return wrong(INVALID_HANDLE, "this kernel is not loaded");
  if (!gx || !gy || !gz || !bx || gx > 2147483647u || gy > 65535 || gz > 65535 || bx > LARGEST_BLOCK || by != 1 || bz != 1)
    return wrong(INVALID_VALUE, "a grid or block that no device takes");
  Launch launch{function, {gx, gy, gz}, bx, std::vector<char>(function->bytes)};
  memcpy(launch.arguments.data(), parameters[0], function->bytes);
  return submit(stream, [launch] { return execute(launch); });
}

CUresult cuStreamCreate(Stream** stream, unsigned) {
  ENTER("cuStreamCreate");
  *stream = new Stream();
  streams.insert(*stream);
  control->streams++;
  return SUCCESS;
}
CUresult cuStreamDestroy_v2(Stream* stream) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuStreamDestroy");
  waitForAll();
  if (!streams.erase(stream)) return wrong(INVALID_HANDLE, "this stream is not alive");
  delete stream;
  control->streams--;
  return failed;
}
CUresult cuStreamSynchronize(Stream* stream) {
  ENTER("cuStreamSynchronize");
  if (!streams.count(stream)) return wrong(INVALID_HANDLE, "this stream is not alive");
  if (stream->capturing) return wrong(INVALID_VALUE, "a stream that is captured can't be waited for");
  return wait(stream);
}
CUresult cuStreamBeginCapture_v2(Stream* stream, int) {
  ENTER("cuStreamBeginCapture");
  if (!streams.count(stream) || stream->capturing) return wrong(INVALID_HANDLE, "this stream can't be captured");
  stream->capturing = true;
  stream->captured.clear();
  return SUCCESS;
}
CUresult cuStreamEndCapture(Stream* stream, Graph** graph) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuStreamEndCapture");
  if (!streams.count(stream) || !stream->capturing) return wrong(INVALID_HANDLE, "this stream is not captured");
  stream->capturing = false;
  if (failed) return failed;
  *graph = new Graph{stream->captured};
  graphs.insert(*graph);
  control->graphs++;
  return SUCCESS;
}
CUresult cuGraphInstantiateWithFlags(Graph** executable, Graph* graph, unsigned long long) {
  ENTER("cuGraphInstantiate");
  if (!graphs.count(graph)) return wrong(INVALID_HANDLE, "this graph is not alive");
  *executable = new Graph(*graph);
  graphs.insert(*executable);
  control->graphs++;
  return SUCCESS;
}
CUresult cuGraphDestroy(Graph* graph) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuGraphDestroy");
  if (!graphs.erase(graph)) return wrong(INVALID_HANDLE, "this graph is not alive");
  delete graph;
  control->graphs--;
  return failed;
}
CUresult cuGraphExecDestroy(Graph* graph) {
  std::lock_guard<std::recursive_mutex> held(lock);
  CUresult failed = enter("cuGraphExecDestroy");
  if (!graphs.erase(graph)) return wrong(INVALID_HANDLE, "this graph is not alive");
  delete graph;
  control->graphs--;
  return failed;
}
CUresult cuGraphLaunch(Graph* graph, Stream* stream) {
  ENTER("cuGraphLaunch");
  if (!graphs.count(graph)) return wrong(INVALID_HANDLE, "this graph is not alive");
  if (!streams.count(stream)) return wrong(INVALID_HANDLE, "this stream is not alive");
  for (Work& work : graph->work) stream->pending.push_back(work);
  return SUCCESS;
}

}  // extern "C"
