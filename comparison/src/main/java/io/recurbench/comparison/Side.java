package io.recurbench.comparison;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.ResultsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One of the two sides of a comparison: runs that repeat each other.
 *
 * @param runs in the order in which they were named
 * @param warnings of what was tolerated while they were read
 */
public record Side(List<Run> runs, List<String> warnings) {
    /** Copies. */
    public Side {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
    }

    /**
     * What lies in a folder, or in a journal by itself.
     *
     * @param path as it was named
     * @param manifest what the run was; a journal by itself has none
     * @param trials the last attempt of each
     */
    public record Run(String path, Optional<Manifest> manifest, List<TrialRecord> trials) {
        /** Copies. */
        public Run {
            trials = List.copyOf(trials);
        }

        /** The digest of what decides speed there; empty if it is not known. */
        public Optional<String> fingerprint() {
            return manifest.map(Manifest::fingerprint).filter(known -> !known.equals("unknown"));
        }
    }

    /**
     * Reads folders and journals. A trial that stands in several is measured as often; a copy of a record is none.
     *
     * @throws RecurbenchException of kind USAGE if a place is not there, holds no run or is named twice; of kind RESULT
     *     if one is not valid
     */
    public static Side read(List<Path> paths) {
        requireDifferent(paths);
        List<Run> runs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Set<TrialRecord> seen = new HashSet<>();
        for (Path path : paths) {
            ResultsReader.Results read = ResultsReader.read(List.of(path));
            warnings.addAll(read.warnings());
            List<TrialRecord> trials =
                    read.results().trials().stream().filter(seen::add).toList();
            int copies = read.results().trials().size() - trials.size();
            if (copies > 0) {
                warnings.add(copies + " records of " + path + " are copies of others on the same side, and count once");
            }
            runs.add(
                    new Run(path.toString(), read.results().manifests().stream().findFirst(), trials));
        }
        return new Side(runs, warnings);
    }

    private static void requireDifferent(List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (isSame(paths.get(i), paths.get(j))) {
                    throw RecurbenchException.usage(paths.get(i) + " is named twice on one side: what is measured once"
                            + " counts once; name each folder once");
                }
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException e) {
            // Whoever reads them says what is wrong.
            return false;
        }
    }

    /** The side with some of its trials. */
    public Side filter(Predicate<TrialRecord> wanted) {
        return new Side(
                runs.stream()
                        .map(run -> new Run(
                                run.path(),
                                run.manifest(),
                                run.trials().stream().filter(wanted).toList()))
                        .toList(),
                warnings);
    }

    /** All records. */
    public List<TrialRecord> trials() {
        return runs.stream().flatMap(run -> run.trials().stream()).toList();
    }
}
