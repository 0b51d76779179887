package com.acme;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A cell that does what is asked of it; those within do what no plugin may do. */
public class Misbehaving implements Cell {
    private final Cell good = new MinimalGatedCell();

    @Override
    public String id() {
        return "acme:" + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "a cell that misbehaves";
    }

    @Override
    public List<Option> options() {
        return good.options();
    }

    @Override
    public Expr define(CellScope scope) {
        return good.define(scope);
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return good.parameterCount(options, inputWidth);
    }

    /** Ends the process when it is made. */
    public static final class Exits extends Misbehaving {
        /** As asked for. */
        public Exits() {
            System.exit(0);
        }
    }

    /** Ends the process when its class is loaded. */
    public static final class ExitsAtOnce extends Misbehaving {
        static {
            System.exit(0);
        }
    }

    /** Ends the process in a way that no hook is told of. */
    public static final class Halts extends Misbehaving {
        @Override
        public String description() {
            Runtime.getRuntime().halt(0);
            return "";
        }
    }

    /** Ends the process for one of its sizes. */
    public static final class ExitsLate extends Misbehaving {
        @Override
        public Expr define(CellScope scope) {
            if (scope.options().integer("hidden") == 13) {
                System.exit(0);
            }
            return super.define(scope);
        }
    }

    /** Uses the streams and settings of the process as its own. */
    public static final class Noisy extends Misbehaving {
        static {
            System.out.println("noise of a class");
        }

        /** As asked for. */
        public Noisy() {
            System.out.println("noise of a constructor");
            try {
                while (System.in.read() >= 0) {
                    System.out.println("noise of a reader");
                }
            } catch (IOException e) {
                throw new IllegalStateException("standard input cannot be read", e);
            }
            System.out.close();
            System.err.close();
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
            Locale.setDefault(new Locale("tr", "TR"));
        }

        @Override
        public String id() {
            System.out.println("noise of an id");
            return super.id();
        }
    }

    /** Leaves behind what does not end. */
    public static final class Lingers extends Misbehaving {
        /** As asked for. */
        public Lingers() {
            new Thread(LockSupport::park, "left behind").start();
            Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park, "for ever"));
        }
    }

    /** Throws when it is planned. */
    public static final class Throws extends Misbehaving {
        @Override
        public Expr define(CellScope scope) {
            throw new IllegalStateException("no luck today");
        }
    }

    /** Has no end. */
    public static final class Deep extends Misbehaving {
        @SuppressWarnings("InfiniteRecursion") // it is to overflow the stack
        @Override
        public Expr define(CellScope scope) {
            return define(scope);
        }
    }

    /** A report that cannot be written. */
    public static final class FailingReport implements ReportWriter {
        @Override
        public String id() {
            return "acme:failing";
        }

        @Override
        public String description() {
            return "a report that cannot be written";
        }

        @Override
        public String fileName() {
            return "failing.txt";
        }

        @Override
        public void write(ResultSet results, OutputStream out) throws IOException {
            out.write('x');
            throw new IOException("out of paper");
        }
    }

    /** A backend that ends the process when it is asked whether it can be used. */
    public static final class ExitingAvailability extends ExitingBackend {
        @Override
        public Availability availability() {
            System.exit(0);
            return super.availability();
        }
    }

    /** A backend that never gives a trainer. */
    public static final class HangingBackend extends ExitingBackend {
        @Override
        public String id() {
            return "acme:hanging";
        }

        @Override
        public Trainer open(TrainerRequest request) {
            while (true) {
                LockSupport.parkNanos(Long.MAX_VALUE);
            }
        }
    }

    /** A backend that ends the process when it is used. */
    public static class ExitingBackend implements Backend {
        @Override
        public String id() {
            return "acme:exiting";
        }

        @Override
        public String description() {
            return "a backend that ends the process";
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of());
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            System.exit(0);
            throw new IllegalStateException("still here");
        }
    }
}
