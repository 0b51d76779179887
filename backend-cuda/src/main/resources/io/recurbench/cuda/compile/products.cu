// Products. Every sum runs in a fixed order, whatever the device: no atomics, no order that depends on the schedule.

#define DEPTH 16

// ---- tiles: TILE x TILE numbers for each block of 16 x 16 threads, each thread with every 16th row and column of them.

template <int SIDE>
RECURBENCH_INLINE void clearTile(float (&sum)[SIDE][SIDE]) {
#pragma unroll
  for (int i = 0; i < SIDE; i++) {
#pragma unroll
    for (int j = 0; j < SIDE; j++) {
      sum[i][j] = 0.0f;
    }
  }
}

// sum[i][j] += sum_k left[k][i] right[k][j].
template <int TILE>
RECURBENCH_INLINE void addTiles(
    float (&sum)[TILE / 16][TILE / 16], const float (&left)[DEPTH][TILE + 1], const float (&right)[DEPTH][TILE + 1]) {
  const int SIDE = TILE / 16;
  int tx = threadIdx.x % 16;
  int ty = threadIdx.x / 16;
#pragma unroll
  for (int k = 0; k < DEPTH; k++) {
    float x[SIDE];
    float z[SIDE];
#pragma unroll
    for (int i = 0; i < SIDE; i++) {
      x[i] = left[k][ty + 16 * i];
      z[i] = right[k][tx + 16 * i];
    }
#pragma unroll
    for (int i = 0; i < SIDE; i++) {
#pragma unroll
      for (int j = 0; j < SIDE; j++) {
        sum[i][j] += x[i] * z[j];
      }
    }
  }
}

// y[base + row stride + column] = sum, for the rows and columns of the tile that there are.
template <int TILE>
RECURBENCH_INLINE void storeTile(
    const float (&sum)[TILE / 16][TILE / 16], const Global<float>& y, long long base, long long stride, int rows,
    int columns) {
  const int SIDE = TILE / 16;
  int firstRow = blockIdx.x * TILE + threadIdx.x / 16;
  int firstColumn = blockIdx.y * TILE + threadIdx.x % 16;
#pragma unroll
  for (int i = 0; i < SIDE; i++) {
#pragma unroll
    for (int j = 0; j < SIDE; j++) {
      int row = firstRow + 16 * i;
      int column = firstColumn + 16 * j;
      if (row < rows && column < columns) {
        y[base + row * stride + column] = sum[i][j];
      }
    }
  }
}

// ---- rows times one matrix that they share: y[row][n] = sum_k x[row][k] m[k][n], block by block (gridDim.z).

struct ProductArguments {
  Operand x;
  Global<const float> m;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  int rows;
  int inner;
  int columns;
};

// A tile for each block of threads. TRANSPOSED: the matrix lies as [n][k].
template <int TILE, bool TRANSPOSED>
RECURBENCH_INLINE void product(const ProductArguments& a) {
  const int SIDE = TILE / 16;
  __shared__ float xs[DEPTH][TILE + 1];
  __shared__ float ms[DEPTH][TILE + 1];
  int thread = threadIdx.x;
  int firstRow = blockIdx.x * TILE;
  int firstColumn = blockIdx.y * TILE;
  int block = blockIdx.z;
  long long mBase = (long long)block * a.inner * a.columns;
  long long xBase = (long long)block * a.inner;
  float sum[SIDE][SIDE];
  clearTile(sum);
  for (int first = 0; first < a.inner; first += DEPTH) {
    for (int at = thread; at < TILE * DEPTH; at += 256) {
      int k = first + at % DEPTH;
      int row = firstRow + at / DEPTH;
      float number = 0.0f;
      if (row < a.rows && k < a.inner) {
        number = a.x.p[rowOf(a.x, a.tokens, row) + (xBase + k) * a.x.column];
      }
      xs[at % DEPTH][at / DEPTH] = number;
    }
    for (int at = thread; at < TILE * DEPTH; at += 256) {
      int k = TRANSPOSED ? at % DEPTH : at / TILE;
      int n = TRANSPOSED ? at / DEPTH : at % TILE;
      float number = 0.0f;
      if (first + k < a.inner && firstColumn + n < a.columns) {
        number = a.m[mBase
            + (TRANSPOSED ? (long long)(firstColumn + n) * a.inner + first + k
                          : (long long)(first + k) * a.columns + firstColumn + n)];
      }
      ms[k][n] = number;
    }
    __syncthreads();
    addTiles<TILE>(sum, xs, ms);
    __syncthreads();
  }
  storeTile<TILE>(sum, a.y, (long long)block * a.columns, a.yStride, a.rows, a.columns);
}

RECURBENCH_KERNEL(product_32, ProductArguments) { product<32, false>(a); }
RECURBENCH_KERNEL(product_64, ProductArguments) { product<64, false>(a); }
RECURBENCH_KERNEL(product_32_transposed, ProductArguments) { product<32, true>(a); }
RECURBENCH_KERNEL(product_64_transposed, ProductArguments) { product<64, true>(a); }

// ---- each row times a matrix of its own, or of its token.

struct RowProductArguments {
  Operand x;
  Operand m;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  int inner;
  int columns;
};

// y[n] = sum_k x[k] m[k][n]: a thread for each n, neighbours read neighbours.
RECURBENCH_KERNEL(row_product, RowProductArguments) {
  int row = blockIdx.x;
  int block = blockIdx.z;
  int n = blockIdx.y * blockDim.x + threadIdx.x;
  if (n >= a.columns) {
    return;
  }
  long long x = rowOf(a.x, a.tokens, row);
  long long m = rowOf(a.m, a.tokens, row) + (long long)block * a.inner * a.columns + n;
  float sum = 0.0f;
  for (int k = 0; k < a.inner; k++) {
    sum += a.x.p[x + ((long long)block * a.inner + k) * a.x.column] * a.m.p[m + (long long)k * a.columns];
  }
  a.y[row * a.yStride + (long long)block * a.columns + n] = sum;
}

// y[n] = sum_k x[k] m[n][k]: 32 threads for each n, 8 of them in a block.
RECURBENCH_KERNEL(row_product_transposed, RowProductArguments) {
  __shared__ float part[8][32];
  int lane = threadIdx.x % 32;
  int slot = threadIdx.x / 32;
  int row = blockIdx.x;
  int block = blockIdx.z;
  int n = blockIdx.y * 8 + slot;
  float sum = 0.0f;
  if (n < a.columns) {
    long long x = rowOf(a.x, a.tokens, row);
    long long m = rowOf(a.m, a.tokens, row) + ((long long)block * a.columns + n) * a.inner;
    for (int k = lane; k < a.inner; k += 32) {
      sum += a.x.p[x + ((long long)block * a.inner + k) * a.x.column] * a.m.p[m + k];
    }
  }
  part[slot][lane] = sum;
  for (int half = 16; half > 0; half /= 2) {
    __syncthreads();
    if (lane < half) {
      part[slot][lane] += part[slot][lane + half];
    }
  }
  if (lane == 0 && n < a.columns) {
    a.y[row * a.yStride + (long long)block * a.columns + n] = part[slot][0];
  }
}

// ---- outer products.

struct OuterArguments {
  Operand x;
  Operand z;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  long long count;
  int rows;
  int columns;
  int blocks;
};

// Of each row by itself: y[row][block][i][j] = x[row][block][i] z[row][block][j].
RECURBENCH_KERNEL(outer_rows, OuterArguments) {
  int size = a.blocks * a.rows * a.columns;
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    int row = (int)(at / size);
    int rest = (int)(at % size);
    int j = rest % a.columns;
    int i = rest / a.columns % a.rows;
    int block = rest / a.columns / a.rows;
    a.y[row * a.yStride + rest] =
        a.x.p[rowOf(a.x, a.tokens, row) + ((long long)block * a.rows + i) * a.x.column] *
        a.z.p[rowOf(a.z, a.tokens, row) + ((long long)block * a.columns + j) * a.z.column];
  }
}

// Sums of them over rows. With order and starts, group g takes the rows order[starts[g] .. starts[g+1]) (those of a
// token); without, the rows [g chunk, (g+1) chunk).
struct OuterSumArguments {
  Operand x;
  Operand z;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  Global<const int> order;
  Global<const int> starts;
  int count;
  int chunk;
  int groups;
  int rows;
  int columns;
  int blocks;
};

template <int TILE>
RECURBENCH_INLINE void outerSum(const OuterSumArguments& a) {
  const int SIDE = TILE / 16;
  __shared__ float xs[DEPTH][TILE + 1];
  __shared__ float zs[DEPTH][TILE + 1];
  int thread = threadIdx.x;
  int firstRow = blockIdx.x * TILE;
  int firstColumn = blockIdx.y * TILE;
  for (int item = blockIdx.z; item < a.groups * a.blocks; item += gridDim.z) {
    int group = item / a.blocks;
    int block = item % a.blocks;
    int begin = a.starts ? a.starts[group] : group * a.chunk;
    int end = a.starts ? a.starts[group + 1] : (begin + a.chunk < a.count ? begin + a.chunk : a.count);
    float sum[SIDE][SIDE];
    clearTile(sum);
    for (int first = begin; first < end; first += DEPTH) {
      for (int at = thread; at < TILE * DEPTH; at += 256) {
        int k = first + at / TILE;
        int i = firstRow + at % TILE;
        int j = firstColumn + at % TILE;
        float left = 0.0f;
        float right = 0.0f;
        if (k < end) {
          int row = a.starts ? a.order[k] : k;
          if (i < a.rows) {
            left = a.x.p[rowOf(a.x, a.tokens, row) + ((long long)block * a.rows + i) * a.x.column];
          }
          if (j < a.columns) {
            right = a.z.p[rowOf(a.z, a.tokens, row) + ((long long)block * a.columns + j) * a.z.column];
          }
        }
        xs[at / TILE][at % TILE] = left;
        zs[at / TILE][at % TILE] = right;
      }
      __syncthreads();
      addTiles<TILE>(sum, xs, zs);
      __syncthreads();
    }
    storeTile<TILE>(
        sum, a.y, group * a.yStride + (long long)block * a.rows * a.columns, a.columns, a.rows, a.columns);
  }
}

RECURBENCH_KERNEL(outer_sum_32, OuterSumArguments) { outerSum<32>(a); }
RECURBENCH_KERNEL(outer_sum_64, OuterSumArguments) { outerSum<64>(a); }
