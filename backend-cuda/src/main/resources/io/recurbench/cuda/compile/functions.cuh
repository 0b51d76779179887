// The element-wise functions of a program, in the names of io.recurbench.api.program.Function.
RECURBENCH_INLINE float sigmoid(float a) { return 1.0f / (1.0f + expf(-a)); }

// max(a, 0) turns NaN into 0; this keeps it.
RECURBENCH_INLINE float relu(float a) { return a < 0.0f ? 0.0f : a; }

// fmaxf(a, b) does not keep NaN either.
RECURBENCH_INLINE float maximum(float a, float b) { return a > b || a != a ? a : b; }

RECURBENCH_INLINE float geluTanh(float a) { return tanhf(0.7978845608028654f * (a + 0.044715f * a * a * a)); }

RECURBENCH_INLINE float gelu(float a) { return 0.5f * a * (1.0f + geluTanh(a)); }

// Does not overflow.
RECURBENCH_INLINE float softplus(float a) { return relu(a) + log1pf(expf(-fabsf(a))); }

RECURBENCH_INLINE float tanhAdjoint(float y, float dy) { return dy * (1.0f - y * y); }

RECURBENCH_INLINE float sigmoidAdjoint(float y, float dy) { return dy * y * (1.0f - y); }

RECURBENCH_INLINE float reluAdjoint(float y, float dy) { return y > 0.0f ? dy : 0.0f; }

RECURBENCH_INLINE float geluAdjoint(float a, float dy) {
  float t = geluTanh(a);
  float slope = 0.7978845608028654f * (1.0f + 3.0f * 0.044715f * a * a);
  return dy * (0.5f * (1.0f + t) + 0.5f * a * (1.0f - t * t) * slope);
}
