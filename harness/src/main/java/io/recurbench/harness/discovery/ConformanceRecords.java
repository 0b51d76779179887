package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records of conformance that lie in some folders, in files {@code *.conformance.json}. Each belongs to the jar whose
 * digest it holds, and to no other.
 *
 * @param records by file
 * @param unreadable files that hold no record, each with the reason
 */
public record ConformanceRecords(Map<Path, ConformanceRecord> records, List<String> unreadable) {
    /** None. */
    public static final ConformanceRecords NONE = new ConformanceRecords(Map.of(), List.of());

    /** Fuller ones first, and of these such as break a rule: nothing is hidden by trying again. */
    private static final Comparator<ConformanceRecord> TELLING = Comparator.<ConformanceRecord, Boolean>comparing(
                    record -> !record.summary().extent().equals("full"))
            .thenComparing(record -> record.summary().failed() == 0)
            .thenComparing(record -> !record.summary().untried().isEmpty());

    /** Copies, in order of the files. */
    public ConformanceRecords {
        records = Collections.unmodifiableMap(new TreeMap<>(records));
        unreadable = List.copyOf(unreadable);
    }

    /** Reads what lies in folders; those that are not there hold nothing. */
    public static ConformanceRecords in(List<Path> folders) {
        Map<Path, ConformanceRecord> records = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : files(folder, unreadable)) {
                try {
                    records.put(file, ConformanceRecord.read(file));
                } catch (RecurbenchException e) {
                    unreadable.add(e.getMessage());
                }
            }
        }
        return new ConformanceRecords(records, unreadable);
    }

    private static List<Path> files(Path folder, List<String> unreadable) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ConformanceRecord.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            unreadable.add("the folder " + folder + " cannot be read: " + FileTrouble.words(e));
            return List.of();
        }
    }

    /** The record of a plugin's very jar. */
    public Optional<ConformanceRecord> of(FoundPlugin<?> plugin) {
        return about(plugin)
                .map(Map.Entry::getValue)
                .filter(record -> record.differences(plugin).isEmpty())
                .min(TELLING);
    }

    /** Records of the same name and another jar, each with what differs. */
    public List<String> refused(FoundPlugin<?> plugin) {
        return about(plugin)
                .filter(file -> !file.getValue().differences(plugin).isEmpty())
                .map(file -> file.getKey() + " is refused: "
                        + String.join(", ", file.getValue().differences(plugin)))
                .toList();
    }

    private Stream<Map.Entry<Path, ConformanceRecord>> about(FoundPlugin<?> plugin) {
        return records.entrySet().stream().filter(file -> file.getValue().concerns(plugin));
    }
}
