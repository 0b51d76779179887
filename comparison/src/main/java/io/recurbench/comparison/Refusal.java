package io.recurbench.comparison;

/** Why what both sides have is not compared. */
public enum Refusal {
    /** Speed belongs to its machine. */
    ENVIRONMENT("speeds were measured in different environments"),
    /** The way of training or measuring has changed between them, so that a difference would say nothing of the work. */
    METHOD("results are of different versions of the method");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** What is wrong, as the beginning of a sentence. */
    public String words() {
        return words;
    }
}
