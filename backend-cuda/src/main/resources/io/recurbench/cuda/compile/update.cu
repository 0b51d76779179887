// The optimiser, in the formulas of io.recurbench.api.backend.Optimiser.

struct NormArguments {
  Global<const float> d;
  Global<float> partial;
  Global<float> factor;
  long long count;
  int partials;
  float clip;
};

// partial[block] = sum of the squares of the block's share, in a fixed order: blocks of 128 threads.
RECURBENCH_KERNEL(square_sums, NormArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  float sum = 0.0f;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    sum += a.d[at] * a.d[at];
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    a.partial[blockIdx.x] = sum;
  }
}

RECURBENCH_KERNEL(clip_factor, NormArguments) {
  float sum = 0.0f;
  for (int i = threadIdx.x; i < a.partials; i += LANES) {
    sum += a.partial[i];
  }
  float norm = sqrtf(blockSum(sum));
  if (threadIdx.x == 0) {
    a.factor[0] = norm > a.clip ? a.clip / norm : 1.0f;
  }
}

// settings: learning rate, 1 / (1 - b1^k), 1 / (1 - b2^k), 1 - lr decay.
struct UpdateArguments {
  Global<float> p;
  Global<const float> d;
  Global<float> m;
  Global<float> v;
  Global<const float> factor;
  Global<const float> settings;
  long long count;
  float beta1;
  float rest1;
  float beta2;
  float rest2;
  float epsilon;
  float decay;
};

RECURBENCH_KERNEL(sgd, UpdateArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    float p = a.p[at];
    a.p[at] = p - a.settings[0] * (a.d[at] * a.factor[0] + a.decay * p);
  }
}

RECURBENCH_INLINE void adamStep(const UpdateArguments& a, long long at, float p, float d) {
  float m = a.beta1 * a.m[at] + a.rest1 * d;
  float v = a.beta2 * a.v[at] + a.rest2 * d * d;
  a.m[at] = m;
  a.v[at] = v;
  a.p[at] = p - a.settings[0] * (m * a.settings[1]) / (sqrtf(v * a.settings[2]) + a.epsilon);
}

RECURBENCH_KERNEL(adam, UpdateArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    adamStep(a, at, a.p[at], a.d[at] * a.factor[0] + a.decay * a.p[at]);
  }
}

RECURBENCH_KERNEL(adamw, UpdateArguments) {
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < a.count; at += step) {
    adamStep(a, at, a.p[at] * a.settings[3], a.d[at] * a.factor[0]);
  }
}
