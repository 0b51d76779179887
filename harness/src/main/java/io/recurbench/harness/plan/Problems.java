package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects errors, so that a user hears of all of them and not only of the first. */
final class Problems {
    private static final int SHOWN = 20;

    private final Map<String, RecurbenchException> errors = new LinkedHashMap<>();

    /** The value, or empty if computing it was a user's error, which is noted. */
    <T> Optional<T> attempt(Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (RecurbenchException e) {
            errors.putIfAbsent(e.getMessage(), e);
            return Optional.empty();
        } catch (PluginFailure e) {
            errors.putIfAbsent(
                    e.getMessage(), new RecurbenchException(RecurbenchException.Kind.ENVIRONMENT, e.getMessage(), e));
            return Optional.empty();
        }
    }

    void add(String message) {
        errors.putIfAbsent(message, RecurbenchException.usage(message));
    }

    /** Throws one error that says all of them; its kind is that of the first. */
    void throwIfAny() {
        if (errors.isEmpty()) {
            return;
        }
        RecurbenchException first = errors.values().iterator().next();
        if (errors.size() == 1) {
            throw first;
        }
        List<String> lines = new ArrayList<>();
        errors.keySet().stream()
                .limit(SHOWN)
                .flatMap(message -> ("- " + message).lines())
                .forEach(lines::add);
        if (errors.size() > SHOWN) {
            lines.add("- and " + (errors.size() - SHOWN) + " more");
        }
        throw new RecurbenchException(first.kind(), errors.size() + " problems:", lines, first);
    }
}
