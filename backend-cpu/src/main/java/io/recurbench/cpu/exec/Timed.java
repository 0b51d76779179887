package io.recurbench.cpu.exec;

import io.recurbench.backend.Profile;
import java.util.Optional;

/** Instructions that note how long they take. */
final class Timed {
    private Timed() {}

    static Instruction of(Optional<Profile> profile, String label, Instruction instruction) {
        if (profile.isEmpty()) {
            return instruction;
        }
        Profile.Timer timer = profile.get().timer(label);
        return step -> {
            long start = System.nanoTime();
            instruction.run(step);
            timer.add(System.nanoTime() - start);
        };
    }

    static TableInstruction of(Optional<Profile> profile, String label, TableInstruction instruction) {
        if (profile.isEmpty()) {
            return instruction;
        }
        Profile.Timer timer = profile.get().timer(label);
        return new TableInstruction() {
            @Override
            public int parts() {
                return instruction.parts();
            }

            @Override
            public void run(int part) {
                long start = System.nanoTime();
                instruction.run(part);
                timer.add(System.nanoTime() - start);
            }
        };
    }
}
