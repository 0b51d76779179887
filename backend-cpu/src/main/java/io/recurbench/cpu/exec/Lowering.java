package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.backend.Profile;
import io.recurbench.cpu.plan.Item;
import io.recurbench.cpu.plan.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes one thread's instructions from the nodes of a sweep. */
final class Lowering {
    private final Binding binding;
    private final Optional<Profile> profile;

    Lowering(Binding binding, Optional<Profile> profile) {
        this.binding = binding;
        this.profile = profile;
    }

    Instruction[] lower(List<Node> nodes) {
        return nodes.stream().map(this::profiled).toArray(Instruction[]::new);
    }

    private Instruction profiled(Node node) {
        return Timed.of(profile, label(node), instruction(node));
    }

    private String label(Node node) {
        return node.items().stream()
                .map(item -> "v" + item.value() + " " + Labels.of(binding.operation(item.value())))
                .collect(Collectors.joining(", "));
    }

    private Instruction instruction(Node node) {
        if (node.chain()) {
            return new RowChain(
                    binding.worker,
                    node.blockRows(),
                    node.items().stream().map(this::light).toList());
        }
        Item item = node.items().get(0);
        Operation operation = binding.operation(item.value());
        if (operation instanceof Operation.VectorMatrix product) {
            return binding.packing.packs(product)
                    ? new Product(binding, item, product)
                    : new RowProduct(binding, item, product);
        }
        if (operation instanceof Operation.OuterProduct product) {
            return new RowOuterProduct(binding, item, product);
        }
        throw new IllegalStateException("no instruction for " + operation);
    }

    private RowOperation light(Item item) {
        return switch (item.kind()) {
            case COMPUTE -> compute(item, binding.operation(item.value()));
            case FUSED -> ElementOperation.fused(binding, item);
            case LOSS_PAIR ->
                new LossOperation(
                        binding,
                        item,
                        LossOperation.Kind.BOTH,
                        ((Operation.Loss) binding.operation(item.value())).labelSmoothing(),
                        binding.rows(item.second()),
                        binding.rows(item.value()),
                        binding.rows(item.reads().get(0)));
            case MOVE ->
                ElementOperation.copy(
                        binding,
                        item,
                        binding.rows(item.value()),
                        binding.at(binding.plan.destination(item)),
                        binding.operation(item.value()).width());
            case SCORE -> {
                Cursor prediction = binding.rows(item.value());
                yield new LossOperation(binding, item, LossOperation.Kind.SCORE, 0, prediction);
            }
        };
    }

    private RowOperation compute(Item item, Operation operation) {
        if (operation instanceof Operation.Elementwise elementwise) {
            return ElementOperation.of(binding, item, elementwise);
        }
        if (operation instanceof Operation.SumColumns sum) {
            return WholeRowOperation.of(binding, item, sum);
        }
        if (operation instanceof Operation.Normalise normalise) {
            return WholeRowOperation.of(binding, item, normalise);
        }
        if (operation instanceof Operation.NormaliseAdjoint adjoint) {
            return WholeRowOperation.of(binding, item, adjoint);
        }
        if (operation instanceof Operation.Loss loss) {
            return new LossOperation(
                    binding,
                    item,
                    LossOperation.Kind.LOSS,
                    loss.labelSmoothing(),
                    binding.rows(loss.id()),
                    binding.rows(loss.input()));
        }
        if (operation instanceof Operation.LossAdjoint adjoint) {
            return new LossOperation(
                    binding,
                    item,
                    LossOperation.Kind.ADJOINT,
                    adjoint.labelSmoothing(),
                    binding.rows(adjoint.id()),
                    binding.rows(adjoint.input()));
        }
        if (operation instanceof Operation.Slice slice) {
            return ElementOperation.copy(
                    binding,
                    item,
                    binding.columns(slice.input(), slice.offset()),
                    binding.rows(slice.id()),
                    slice.width());
        }
        throw new IllegalStateException("no instruction for " + operation);
    }
}
