package io.recurbench.compiler;

import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Function;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** An expression that is a row of numbers, with the identity of an object. */
final class EagerExpr implements Expr {
    private final double[] numbers;
    private final List<Integer> shape;

    EagerExpr(double[] numbers, List<Integer> shape) {
        this.numbers = numbers;
        this.shape = shape;
    }

    double[] numbers() {
        return numbers;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    private static double[] of(Expr expression) {
        return ((EagerExpr) expression).numbers;
    }

    private Expr map(DoubleUnaryOperator function) {
        return new EagerExpr(Arrays.stream(numbers).map(function).toArray(), shape);
    }

    private Expr zip(Expr other, DoubleBinaryOperator function) {
        double[] a = numbers;
        double[] b = of(other);
        double[] y = new double[Math.max(a.length, b.length)];
        Arrays.setAll(y, i -> function.applyAsDouble(a[i * a.length / y.length], b[i * b.length / y.length]));
        return new EagerExpr(y, a.length == 1 || a.length < b.length ? other.shape() : shape);
    }

    @Override
    public Expr plus(Expr other) {
        return zip(other, Double::sum);
    }

    @Override
    public Expr minus(Expr other) {
        return zip(other, (a, b) -> a - b);
    }

    @Override
    public Expr times(Expr other) {
        return zip(other, (a, b) -> a * b);
    }

    @Override
    public Expr dividedBy(Expr other) {
        return zip(other, (a, b) -> a / b);
    }

    @Override
    public Expr maximum(Expr other) {
        return zip(other, (a, b) -> a > b ? a : b);
    }

    @Override
    public Expr reciprocal() {
        return map(a -> 1 / a);
    }

    @Override
    public Expr plus(double number) {
        return map(a -> a + number);
    }

    @Override
    public Expr times(double number) {
        return map(a -> a * number);
    }

    @Override
    public Expr matmul(Expr tensor) {
        double[] w = of(tensor);
        int columns = w.length / numbers.length;
        double[] y = new double[columns];
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < columns; j++) {
                y[j] += numbers[i] * w[i * columns + j];
            }
        }
        return new EagerExpr(y, tensor.shape().subList(1, tensor.shape().size()));
    }

    @Override
    public Expr matmulTransposed(Expr matrix) {
        double[] w = of(matrix);
        double[] y = new double[matrix.shape().get(0)];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < numbers.length; j++) {
                y[i] += numbers[j] * w[i * numbers.length + j];
            }
        }
        return new EagerExpr(y, List.of(y.length));
    }

    @Override
    public Expr blockMatmul(Expr blocks) {
        int k = blocks.shape().get(0);
        int r = blocks.shape().get(1);
        int c = blocks.shape().get(2);
        Expr joined = null;
        for (int block = 0; block < k; block++) {
            Expr matrix =
                    new EagerExpr(Arrays.copyOfRange(of(blocks), block * r * c, (block + 1) * r * c), List.of(r, c));
            Expr part = slice(block * r, r).matmul(matrix);
            joined = joined == null ? part : joined.concat(part);
        }
        return joined;
    }

    @Override
    public Expr outer(Expr other) {
        double[] b = of(other);
        double[] y = new double[numbers.length * b.length];
        Arrays.setAll(y, i -> numbers[i / b.length] * b[i % b.length]);
        return new EagerExpr(y, List.of(numbers.length, b.length));
    }

    @Override
    public Expr blockOuter(int blocks, Expr other) {
        int r = width() / blocks;
        int c = other.width() / blocks;
        Expr joined = null;
        for (int block = 0; block < blocks; block++) {
            Expr part = slice(block * r, r).outer(other.slice(block * c, c)).reshape(r * c);
            joined = joined == null ? part : joined.concat(part);
        }
        return joined.reshape(blocks, r, c);
    }

    @Override
    public Expr reshape(int... dimensions) {
        return new EagerExpr(numbers, Arrays.stream(dimensions).boxed().toList());
    }

    @Override
    public Expr slice(int offset, int width) {
        return new EagerExpr(Arrays.copyOfRange(numbers, offset, offset + width), List.of(width));
    }

    @Override
    public Expr concat(Expr... others) {
        double[] row = numbers;
        for (Expr other : others) {
            int start = row.length;
            row = Arrays.copyOf(row, start + other.width());
            System.arraycopy(of(other), 0, row, start, other.width());
        }
        return new EagerExpr(row, List.of(row.length));
    }

    /** Functions that have no formula of their own below. */
    @Override
    public Expr apply(Function function) {
        return map(a -> function.apply(a, 0, 0));
    }

    @Override
    public Expr tanh() {
        return map(Math::tanh);
    }

    @Override
    public Expr sigmoid() {
        return map(a -> 1 / (1 + Math.exp(-a)));
    }

    @Override
    public Expr relu() {
        return map(a -> Math.max(a, 0));
    }

    @Override
    public Expr gelu() {
        return map(a -> a / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (a + 0.044715 * a * a * a))));
    }

    @Override
    public Expr softplus() {
        return map(a -> Math.log(1 + Math.exp(a)));
    }

    @Override
    public Expr exp() {
        return map(Math::exp);
    }

    @Override
    public Expr sin() {
        return map(Math::sin);
    }

    @Override
    public Expr cos() {
        return map(Math::cos);
    }

    @Override
    public Expr log() {
        return map(Math::log);
    }

    @Override
    public Expr sqrt() {
        return map(Math::sqrt);
    }

    @Override
    public Expr logSigmoid() {
        return map(a -> -Math.log(1 + Math.exp(-a)));
    }

    @Override
    public Expr power(double exponent) {
        return map(a -> Math.pow(a, exponent));
    }

    /** Each number with the sum of what {@code function} makes of its block. */
    private Expr withSums(int blocks, DoubleUnaryOperator function, DoubleBinaryOperator combine) {
        double[] sums = new double[blocks];
        for (int i = 0; i < numbers.length; i++) {
            sums[i * blocks / numbers.length] += function.applyAsDouble(numbers[i]);
        }
        double[] y = new double[numbers.length];
        Arrays.setAll(y, i -> combine.applyAsDouble(numbers[i], sums[i * blocks / y.length]));
        return new EagerExpr(y, shape);
    }

    @Override
    public Expr sum(int blocks) {
        double[] sums = of(withSums(blocks, a -> a, (a, sum) -> sum));
        double[] y = new double[blocks];
        Arrays.setAll(y, i -> sums[i * sums.length / blocks]);
        return new EagerExpr(y, List.of(blocks));
    }

    @Override
    public Expr normalise(int blocks, double epsilon) {
        return withSums(blocks, a -> a * a, (a, sum) -> a / Math.max(Math.sqrt(sum + epsilon), 1e-12));
    }

    @Override
    public Expr softmax(int blocks) {
        return withSums(blocks, Math::exp, (a, sum) -> Math.exp(a) / sum);
    }
}
