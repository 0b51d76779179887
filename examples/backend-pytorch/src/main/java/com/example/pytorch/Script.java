package com.example.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of one method in TorchScript. What does not change while it runs (views of memory, constants, looked-up rows) is
 * made once, at its start, however often and in whatever loop it is used.
 */
final class Script {
    private final String signature;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private String indentation = "";
    private String result = "0";
    private int lets;

    /**
     * A method without lines.
     *
     * @param signature name and arguments: {@code "run(self, T: int)"}
     */
    Script(String signature) {
        this.signature = signature;
    }

    /** A line, where the text has come to. */
    void line(String line) {
        lines.add(indentation + line);
    }

    /** A call whose result is of no interest. */
    void call(String call) {
        line("_ = " + call);
    }

    /** A line and those that are indented under it. */
    void block(String head, Runnable body) {
        line(head);
        String outer = indentation;
        indentation = outer + "  ";
        int before = lines.size();
        body.run();
        if (lines.size() == before) {
            line("pass");
        }
        indentation = outer;
    }

    /**
     * Says what the method gives back, a whole number that nobody needs. libtorch leaves out what it takes for useless, and it
     * does not see that a call changes the tensors of a list; it is not left out where the list has to do with the result.
     */
    void result(String expression) {
        result = expression;
    }

    /** The name of a value that is computed here. */
    String let(String expression) {
        String name = "y" + lets++;
        line(name + " = " + expression);
        return name;
    }

    /** The name of a value that is computed once, before all lines; the same for the same expression. */
    String once(String expression) {
        String known = names.get(expression);
        if (known == null) {
            known = "x" + names.size();
            names.put(expression, known);
        }
        return known;
    }

    /** A number as a tensor without axes: an operation with one takes a third of the time of one with a bare number. */
    String number(double value) {
        return number(literal(value));
    }

    /** Likewise of an expression. */
    String number(String expression) {
        return once("torch.full([], " + expression + ", dtype=6)");
    }

    /** A number as TorchScript writes it. */
    static String literal(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "float(\"" + value + "\")";
    }

    /** The whole method. */
    String text() {
        StringBuilder text = new StringBuilder("  def " + signature + " -> int:\n");
        names.forEach((expression, name) -> text.append("    ")
                .append(name)
                .append(" = ")
                .append(expression)
                .append('\n'));
        lines.forEach(line -> text.append("    ").append(line).append('\n'));
        return text.append("    return ").append(result).append('\n').toString();
    }
}
