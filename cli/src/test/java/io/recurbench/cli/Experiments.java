package io.recurbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Experiments that end in a moment, for tests. */
public final class Experiments {
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

    /** Labelled sequences and text, cells of one state and of several, a grid and a cell with angles. */
    static Path varied(Path folder) throws IOException {
        return write(folder, "varied", """
                id: varied
                title: Some of everything
                seeds: 2
                tasks:
                  - id: parity
                    options: {eval-sequences: 4, test-length: 12, curve-lengths: "2,5"}
                  - id: markov-char
                    label: "text, drawn"
                    options: {order: 1, vocabulary: 4, evaluation-characters: 200, evaluation-streams: 2}
                cells:
                  - {id: lstm, options: {hidden: 3}}
                  - {id: cprnn, options: {hidden: 3, rank: [1, 2]}, tasks: [parity]}
                  - {id: bilinear-rotation, options: {hidden: 4}, tasks: [parity]}
                series: [cell.rank]
                training: {updates: 3, batch: 4, evaluate-every: 2}
                """);
    }

    /** Experiments that have every key between them; {@code NOTES} stands for the path of a text. */
    static List<String> texts(Path folder) throws IOException {
        return List.of(Files.readString(tiny(folder)), Files.readString(varied(folder)), """
                id: words/all-keys
                title: Every key
                description: >-
                  Nothing of it is ever run, but
                  all of it is read and planned.
                seeds: [0, 7]
                tasks:
                  - id: modular-addition
                    label: sums
                    options: {m: [3, 5], eval-sequences: 4}
                    training: {batch: 8}
                    series: {kind: group}
                  - parity
                cells:
                  - id: rnn
                    layers: [1, 2]
                    embedding: 3
                    options: {hidden: 4}
                    series: {size: 1K}
                    tasks: [sums]
                  - id: cprnn
                    options: {rank: [2, 4]}
                    budget: {solve: hidden, parameters: [300, 0.5K], tolerance: 0.5}
                  - gru
                backends: [cpu, {id: reference, options: {precision: float}}]
                training:
                  optimiser: adamw
                  learning-rate: [0.001, 1e-4]
                  weight-decay: 0.01
                  clip-norm: 1.0
                  updates: 3
                  evaluate-every: 2
                  schedule: {factor: 0.5, patience: 1, threshold: 0.1, minimum: 0.00001}
                  early-stopping: {patience: 3, delta: 0.001}
                  stop-at-score: 0.99
                  label-smoothing: 0.1
                best-of: [learning-rate]
                series: [cell.layers, task.m]
                where: {task: [sums, parity]}
                references:
                  - source: "A paper, Fig. 7"
                    mark: figure
                    metric: test/normalised-accuracy
                    values:
                      - {value: 0.75, cell: gru, task: parity}
                scales:
                  smoke: {seeds: 1, set: {training.updates: 1, cell.hidden: 2}}
                """, """
                id: words/text-and-speed
                title: A text of the user's, and a speed
                tasks:
                  - id: text-char
                    options: {file: "NOTES", train-fraction: 0.6, validation-fraction: 0.2, chunk: 10, evaluation-streams: 2}
                    training: {epochs: 1, batch: 2}
                  - id: training-step
                    options: {rows: 4, steps: 5, forks: 1, warm-up: 0}
                cells:
                  - {id: lstm, options: {hidden: 8}}
                  - {id: mamba, options: {hidden: 4}}
                backends: [cpu]
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
