package io.recurbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Experiments that end in a moment, for tests. */
final class Experiments {
    private Experiments() {}

    /** Two cells on parity, a few updates each. */
    static Path tiny(Path folder) throws IOException {
        return write(folder, "tiny", """
                id: tiny
                title: Two cells on parity
                tasks:
                  - id: parity
                    options: {eval-sequences: 8, test-length: 20, curve-lengths: "2,5"}
                cells:
                  - {id: rnn, options: {hidden: 4}}
                  - {id: lstm, options: {hidden: 4}}
                training: {updates: 4, batch: 4, evaluate-every: 2}
                scales:
                  smoke: {training: {updates: 2}}
                """);
    }

    /** One trial that would take hours. */
    static Path endless(Path folder) throws IOException {
        return write(folder, "endless", """
                id: endless
                title: One trial that does not end
                tasks:
                  - id: parity
                    options: {eval-sequences: 8, test-length: 20, curve-lengths: "2,5"}
                cells:
                  - {id: rnn, options: {hidden: 4}}
                training: {updates: 1000000000, batch: 4, evaluate-every: 100}
                """);
    }

    /** A file of this text. */
    static Path write(Path folder, String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }
}
