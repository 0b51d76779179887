// Kernels over rows: copies, sums, norms, losses. A block of 128 threads takes a row wherever numbers of a row meet.

#define LANES 128

// The sum over the block's threads, in the order of a binary tree; every thread gets it.
RECURBENCH_INLINE float blockSum(float mine) {
  __shared__ float part[LANES];
  int lane = threadIdx.x;
  __syncthreads();
  part[lane] = mine;
  for (int half = LANES / 2; half > 0; half /= 2) {
    __syncthreads();
    if (lane < half) {
      part[lane] += part[lane + half];
    }
  }
  __syncthreads();
  return part[0];
}

// The largest, and NaN if any is NaN.
RECURBENCH_INLINE float blockLargest(float mine) {
  __shared__ float part[LANES];
  int lane = threadIdx.x;
  __syncthreads();
  part[lane] = mine;
  for (int half = LANES / 2; half > 0; half /= 2) {
    __syncthreads();
    if (lane < half) {
      float other = part[lane + half];
      part[lane] = other > part[lane] || other != other ? other : part[lane];
    }
  }
  __syncthreads();
  return part[0];
}

struct RowsArguments {
  Operand x;
  Operand z;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  long long count;
  int rows;
  int width;
};

// y[row][j] = x[row][j]: gathers by token, repeats single rows, moves columns.
RECURBENCH_KERNEL(copy, RowsArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    int row = (int)(at / a.width);
    int j = (int)(at % a.width);
    a.y[row * a.yStride + j] = a.x.p[rowOf(a.x, a.tokens, row) + (long long)j * a.x.column];
  }
}

// Rows that fall into equally wide parts, each for a block of threads.
struct PartsArguments {
  Operand x;
  Operand z;
  Global<float> y;
  long long yStride;
  Global<const int> tokens;
  int width;
  int parts;
  float epsilon;
};

// Where the part begins that this block of threads takes.
RECURBENCH_INLINE long long partOf(const PartsArguments& a, const Operand& x) {
  int row = blockIdx.x / a.parts;
  return rowOf(x, a.tokens, row) + (long long)(blockIdx.x % a.parts) * a.width * x.column;
}

RECURBENCH_INLINE long long partOfResult(const PartsArguments& a, int width) {
  return blockIdx.x / a.parts * a.yStride + (long long)(blockIdx.x % a.parts) * width;
}

RECURBENCH_KERNEL(sum_columns, PartsArguments) {
  long long x = partOf(a, a.x);
  float sum = 0.0f;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    sum += a.x.p[x + (long long)j * a.x.column];
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    a.y[partOfResult(a, 1)] = sum;
  }
}

// One over the norm: a product for each number costs less than a division, whose slow path is a call.
RECURBENCH_INLINE float inverseNorm(const PartsArguments& a, long long x) {
  float square = 0.0f;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    float number = a.x.p[x + (long long)j * a.x.column];
    square += number * number;
  }
  float root = sqrtf(blockSum(square) + a.epsilon);
  return 1.0f / (root < 1e-12f ? 1e-12f : root);
}

RECURBENCH_KERNEL(normalise, PartsArguments) {
  long long x = partOf(a, a.x);
  long long y = partOfResult(a, a.width);
  float inverse = inverseNorm(a, x);
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    a.y[y + j] = a.x.p[x + (long long)j * a.x.column] * inverse;
  }
}

RECURBENCH_KERNEL(normalise_adjoint, PartsArguments) {
  long long x = partOf(a, a.x);
  long long z = partOf(a, a.z);
  long long y = partOfResult(a, a.width);
  float inverse = inverseNorm(a, x);
  float dot = 0.0f;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    dot += a.x.p[x + (long long)j * a.x.column] * inverse * a.z.p[z + (long long)j * a.z.column];
  }
  dot = blockSum(dot);
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    float unit = a.x.p[x + (long long)j * a.x.column] * inverse;
    a.y[y + j] = (a.z.p[z + (long long)j * a.z.column] - unit * dot) * inverse;
  }
}

RECURBENCH_KERNEL(softmax, PartsArguments) {
  long long x = partOf(a, a.x);
  long long y = partOfResult(a, a.width);
  float largest = a.x.p[x];
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    float number = a.x.p[x + (long long)j * a.x.column];
    largest = number > largest || number != number ? number : largest;
  }
  largest = blockLargest(largest);
  float sum = 0.0f;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    sum += expf(a.x.p[x + (long long)j * a.x.column] - largest);
  }
  float inverse = 1.0f / blockSum(sum);
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    a.y[y + j] = expf(a.x.p[x + (long long)j * a.x.column] - largest) * inverse;
  }
}

// ---- sums over rows.

struct SumRowsArguments {
  Operand x;
  Global<float> y;
  Global<const int> tokens;
  Global<const int> order;
  Global<const int> starts;
  Global<const float> zeroIf;
  int rows;
  int width;
  int groups;
};

// y[j] = sum over all rows: 32 columns in a block, 8 threads for each; zero where *zeroIf says so.
RECURBENCH_KERNEL(sum_rows, SumRowsArguments) {
  __shared__ float part[8][33];
  int lane = threadIdx.x % 32;
  int slot = threadIdx.x / 32;
  int j = blockIdx.x * 32 + lane;
  float sum = 0.0f;
  if (j < a.width) {
    for (int row = slot; row < a.rows; row += 8) {
      sum += a.x.p[rowOf(a.x, a.tokens, row) + (long long)j * a.x.column];
    }
  }
  part[slot][lane] = sum;
  for (int half = 4; half > 0; half /= 2) {
    __syncthreads();
    if (slot < half) {
      part[slot][lane] += part[slot + half][lane];
    }
  }
  if (slot == 0 && j < a.width) {
    a.y[j] = a.zeroIf && a.zeroIf[0] != 0.0f ? 0.0f : part[0][lane];
  }
}

// y[token][j] = sum over the rows of that token.
RECURBENCH_KERNEL(sum_by_token, SumRowsArguments) {
  int j = blockIdx.x * blockDim.x + threadIdx.x;
  if (j >= a.width) {
    return;
  }
  for (int group = blockIdx.y; group < a.groups; group += gridDim.y) {
    float sum = 0.0f;
    int end = a.starts[group + 1];
    for (int at = a.starts[group]; at < end; at++) {
      sum += a.x.p[rowOf(a.x, a.tokens, a.order[at]) + (long long)j * a.x.column];
    }
    a.y[(long long)group * a.width + j] = sum;
  }
}

// y[j] = sum over the rows of partial sums, in their order.
RECURBENCH_KERNEL(sum_partials, RowsArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    float sum = 0.0f;
    for (int row = 0; row < a.rows; row++) {
      sum += a.x.p[row * a.x.stride + at];
    }
    a.y[at] = sum;
  }
}

// ---- losses. weight[0] is 1 / scored positions, or 0; an unscored row's target is not read.

struct LossArguments {
  Operand x;
  Global<float> y;
  Global<const int> tokens;
  Global<const int> targets;
  Global<const float> numbers;
  Global<const float> mask;
  Global<const float> weight;
  int rows;
  int width;
  float smoothing;
};

RECURBENCH_INLINE float logSumExp(const LossArguments& a, long long x) {
  float largest = a.x.p[x];
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    float number = a.x.p[x + j];
    largest = number > largest || number != number ? number : largest;
  }
  largest = blockLargest(largest);
  float sum = 0.0f;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    sum += expf(a.x.p[x + j] - largest);
  }
  return largest + logf(blockSum(sum));
}

RECURBENCH_KERNEL(cross_entropy, LossArguments) {
  int row = blockIdx.x;
  if (a.mask[row] == 0.0f) {
    if (threadIdx.x == 0) {
      a.y[row] = 0.0f;
    }
    return;
  }
  long long x = rowOf(a.x, a.tokens, row);
  float total = logSumExp(a, x);
  float mean = 0.0f;
  if (a.smoothing > 0.0f) {
    for (int j = threadIdx.x; j < a.width; j += LANES) {
      mean += a.x.p[x + j] / a.width;
    }
    mean = blockSum(mean);
  }
  if (threadIdx.x == 0) {
    float target = a.x.p[x + a.targets[row]];
    a.y[row] = total - target + (a.smoothing > 0.0f ? a.smoothing * (target - mean) : 0.0f);
  }
}

RECURBENCH_KERNEL(cross_entropy_adjoint, LossArguments) {
  int row = blockIdx.x;
  long long y = (long long)row * a.width;
  if (a.mask[row] == 0.0f) {
    for (int j = threadIdx.x; j < a.width; j += LANES) {
      a.y[y + j] = 0.0f;
    }
    return;
  }
  long long x = rowOf(a.x, a.tokens, row);
  float total = logSumExp(a, x);
  int target = a.targets[row];
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    float goal = (j == target ? 1.0f - a.smoothing : 0.0f) + a.smoothing / a.width;
    a.y[y + j] = a.weight[0] * (expf(a.x.p[x + j] - total) - goal);
  }
}

RECURBENCH_KERNEL(squared_error, LossArguments) {
  int row = blockIdx.x;
  long long x = rowOf(a.x, a.tokens, row);
  float sum = 0.0f;
  if (a.mask[row] != 0.0f) {
    for (int j = threadIdx.x; j < a.width; j += LANES) {
      float difference = a.x.p[x + j] - a.numbers[(long long)row * a.width + j];
      sum += difference * difference;
    }
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    a.y[row] = a.mask[row] != 0.0f ? sum / a.width : 0.0f;
  }
}

RECURBENCH_KERNEL(squared_error_adjoint, LossArguments) {
  int row = blockIdx.x;
  long long x = rowOf(a.x, a.tokens, row);
  long long y = (long long)row * a.width;
  for (int j = threadIdx.x; j < a.width; j += LANES) {
    a.y[y + j] = a.mask[row] == 0.0f ? 0.0f : a.weight[0] * 2.0f / a.width * (a.x.p[x + j] - a.numbers[y + j]);
  }
}

// The mean of the scored rows' losses, by one block.
RECURBENCH_KERNEL(mean_loss, LossArguments) {
  float sum = 0.0f;
  for (int row = threadIdx.x; row < a.rows; row += LANES) {
    if (a.mask[row] != 0.0f) {
      sum += a.x.p[row * a.x.stride];
    }
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    a.y[0] = a.weight[0] == 0.0f ? 0.0f : sum * a.weight[0];
  }
}

struct LargestArguments {
  Operand x;
  Global<int> y;
  Global<const int> tokens;
  int width;
};

// The column of the largest number of each row; the lower column wins a tie.
RECURBENCH_KERNEL(largest_column, LargestArguments) {
  __shared__ float part[LANES];
  __shared__ int index[LANES];
  int row = blockIdx.x;
  int lane = threadIdx.x;
  long long x = rowOf(a.x, a.tokens, row);
  int best = lane < a.width ? lane : 0;
  float largest = a.x.p[x + best];
  for (int j = lane + LANES; j < a.width; j += LANES) {
    float number = a.x.p[x + j];
    if (number > largest) {
      largest = number;
      best = j;
    }
  }
  part[lane] = largest;
  index[lane] = best;
  for (int half = LANES / 2; half > 0; half /= 2) {
    __syncthreads();
    if (lane < half) {
      float other = part[lane + half];
      if (other > part[lane] || (other == part[lane] && index[lane + half] < index[lane])) {
        part[lane] = other;
        index[lane] = index[lane + half];
      }
    }
  }
  if (lane == 0) {
    a.y[row] = index[0];
  }
}

// ---- constants.

struct FillArguments {
  Global<float> y;
  long long count;
  float number;
  int diagonal;
};

// All the same number; with a diagonal, the identity matrix of that size.
RECURBENCH_KERNEL(fill, FillArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    a.y[at] = a.diagonal > 0 ? (at / a.diagonal == at % a.diagonal ? 1.0f : 0.0f) : a.number;
  }
}
