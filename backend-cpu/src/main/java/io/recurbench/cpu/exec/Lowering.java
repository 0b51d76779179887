package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Profile;
import io.recurbench.cpu.plan.FusedChain;
import io.recurbench.cpu.plan.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes one thread's instructions for its rows of the batch, and the row operations that these and tables consist of. */
final class Lowering {
    private final Binding binding;
    private final Optional<Profile> profile;

    Lowering(Binding binding, Optional<Profile> profile) {
        this.binding = binding;
        this.profile = profile;
    }

    /** The instructions of a sweep. */
    Instruction[] sweep(List<FusedChain> nodes) {
        return nodes.stream().map(this::chain).toArray(Instruction[]::new);
    }

    private Instruction chain(FusedChain node) {
        List<RowOperation> operations =
                node.items().stream().map(this::operation).toList();
        String label = node.items().stream()
                .map(item -> Timed.label(binding.operation(item.value())))
                .collect(Collectors.joining(", "));
        return timed(label, new RowChain(binding.worker, node.blockRows(), operations));
    }

    /** The instruction, timed if there is a profile. */
    Instruction timed(String label, Instruction instruction) {
        return profile.isEmpty()
                ? instruction
                : new Timed(instruction, profile.get().timer(label));
    }

    /** What an item does to each row. */
    RowOperation operation(Item item) {
        Operation operation = binding.operation(item.value());
        return switch (item.kind()) {
            case COMPUTE -> compute(item, operation);
            case FUSED -> ElementOperation.fused(binding, item);
            case LOSS_PAIR -> LossOperation.pair(binding, item, (Operation.Loss) operation);
            case MOVE ->
                ElementOperation.copy(
                        binding,
                        item,
                        binding.read(item.value(), Space.STEP),
                        binding.at(binding.plan.destination(item), operation.width()));
            case SCORE -> LossOperation.score(binding, item);
        };
    }

    private RowOperation compute(Item item, Operation operation) {
        if (operation instanceof Operation.Elementwise elementwise) {
            return ElementOperation.of(binding, item, elementwise);
        }
        if (operation instanceof Operation.VectorMatrix product) {
            return binding.packing.packs(product)
                    ? PackedProduct.of(binding, item, product)
                    : RowProduct.of(binding, item, product);
        }
        if (operation instanceof Operation.OuterProduct product) {
            return RowOuterProduct.of(binding, item, product);
        }
        if (operation instanceof Operation.SumColumns
                || operation instanceof Operation.Normalise
                || operation instanceof Operation.NormaliseAdjoint
                || operation instanceof Operation.Softmax) {
            return WholeRowOperation.of(binding, item, operation);
        }
        if (operation instanceof Operation.Loss loss) {
            return LossOperation.of(binding, item, loss);
        }
        if (operation instanceof Operation.LossAdjoint adjoint) {
            return LossOperation.of(binding, item, adjoint);
        }
        if (operation instanceof Operation.Slice slice) {
            return ElementOperation.copy(
                    binding,
                    item,
                    binding.columns(slice.input(), slice.space(), slice.offset(), slice.width()),
                    binding.result(slice));
        }
        throw new IllegalStateException("no instruction for " + operation);
    }
}
