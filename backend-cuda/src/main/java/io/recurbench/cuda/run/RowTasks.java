package io.recurbench.cuda.run;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.cuda.driver.Arguments;
import io.recurbench.cuda.driver.Launch;
import io.recurbench.cuda.driver.Launch.Grid;
import io.recurbench.cuda.driver.Operand;
import java.util.ArrayList;
import java.util.List;

/** Launches of the kernels in rows.cu. */
final class RowTasks {
    private static final int LANES = 128;

    private final Kernels kernels;

    RowTasks(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Copies rows of {@code width} numbers. */
    Launch copy(RowWork work, int width) {
        return rows("copy", Grid.covering((long) work.rows() * width, 256), 256, work, width);
    }

    /** A kernel whose thread blocks each take one of the equally wide blocks of a row. */
    Launch perBlock(String kernel, RowWork work, int width, BlockNorm norm) {
        return new Launch(
                kernels.common(kernel),
                Grid.of(Math.multiplyExact(work.rows(), norm.blocks())),
                LANES,
                work.arguments().integer(width).integer(norm.blocks()).real(norm.epsilon()));
    }

    private Launch rows(String kernel, Grid grid, int threads, RowWork work, int width) {
        return launch(kernel, grid, threads, work, (long) work.rows() * width, width);
    }

    /** Adds up so many parts of a sum, which are the rows. */
    Launch sumPartials(RowWork parts, int width) {
        return launch("sum_partials", Grid.covering(width, 256), 256, parts, width, width);
    }

    private Launch launch(String kernel, Grid grid, int threads, RowWork work, long count, int width) {
        return new Launch(
                kernels.common(kernel),
                grid,
                threads,
                work.arguments().large(count).integer(work.rows()).integer(width));
    }

    /** The sum of all rows; zero if the number at {@code zeroIf} is not 0. */
    Launch sumRows(Operand out, Operand in, long tokens, int rows, int width, long zeroIf) {
        return new Launch(
                kernels.common("sum_rows"),
                Grid.of(Grid.ceil(width, 32)),
                256,
                sum(out, in, tokens, new ProductTasks.Groups(0, 0, 1, 0), zeroIf, rows, width));
    }

    /** The sums of the rows of each token. */
    Launch sumByToken(Operand out, Operand in, long tokens, ProductTasks.Groups groups, int rows, int width) {
        return new Launch(
                kernels.common("sum_by_token"),
                new Grid(Grid.ceil(width, LANES), Grid.bounded(groups.count()), 1),
                LANES,
                sum(out, in, tokens, groups, 0, rows, width));
    }

    private static Arguments sum(
            Operand out, Operand in, long tokens, ProductTasks.Groups groups, long zeroIf, int rows, int width) {
        return new Arguments()
                .operand(in)
                .address(out.address())
                .address(tokens)
                .address(groups.order())
                .address(groups.starts())
                .address(zeroIf)
                .integer(rows)
                .integer(width)
                .integer(groups.count());
    }

    /** The losses of all rows. */
    Launch loss(OutputSpec output, Operand out, Operand prediction, BatchInput input, int rows) {
        String name = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY ? "cross_entropy" : "squared_error";
        return loss(name, Grid.of(rows), output, out, prediction, input, rows);
    }

    /** The adjoint of the batch's loss. */
    Launch lossAdjoint(OutputSpec output, Operand out, Operand prediction, BatchInput input, int rows) {
        String name =
                output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY ? "cross_entropy_adjoint" : "squared_error_adjoint";
        return loss(name, Grid.of(rows), output, out, prediction, input, rows);
    }

    /** The mean of the scored losses, at the address of {@code out}. */
    Launch meanLoss(Operand out, Operand losses, BatchInput input, int rows) {
        return loss("mean_loss", Grid.of(1), OutputSpec.classes(1), out, losses, input, rows);
    }

    private Launch loss(
            String name, Grid grid, OutputSpec output, Operand out, Operand in, BatchInput input, int rows) {
        boolean classes = output.loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
        return new Launch(
                kernels.common(name),
                grid,
                LANES,
                new Arguments()
                        .operand(in)
                        .address(out.address())
                        .address(input.tokens())
                        .address(classes ? input.targets() : 0)
                        .address(classes ? 0 : input.targets())
                        .address(input.mask())
                        .address(input.weight())
                        .integer(rows)
                        .integer(output.width())
                        .real(output.labelSmoothing()));
    }

    /** The column of the largest number of each row, as whole numbers. */
    Launch largestColumn(long out, Operand in, long tokens, int rows, int width) {
        return new Launch(
                kernels.common("largest_column"),
                Grid.of(rows),
                LANES,
                new Arguments().operand(in).address(out).address(tokens).integer(width));
    }

    /** Writes a literal: each run of equal numbers by a launch of its own. */
    List<Launch> write(long out, List<Double> numbers) {
        List<Launch> launches = new ArrayList<>();
        int end;
        for (int first = 0; first < numbers.size(); first = end) {
            end = first + 1;
            while (end < numbers.size() && numbers.get(end).equals(numbers.get(first))) {
                end++;
            }
            launches.add(fill(out + 4L * first, end - first, numbers.get(first), 0));
        }
        return launches;
    }

    /** Writes a constant, or with {@code diagonal > 0} the identity of that size. */
    Launch fill(long out, long count, double number, int diagonal) {
        return new Launch(
                kernels.common("fill"),
                Grid.covering(count, 256),
                256,
                new Arguments().address(out).large(count).real(number).integer(diagonal));
    }
}
