package io.recurbench.suites.common;

/**
 * The texts of a stream task.
 *
 * @param vocabulary number of different tokens
 * @param training to train on
 * @param validation to choose the best update by
 * @param test to score
 */
public record StreamTexts(int vocabulary, TokenText training, TokenText validation, TokenText test) {

    /** The accuracy of always answering with the token that is most frequent in the test text. */
    double chance() {
        long most = 0;
        for (long count : test.counts(vocabulary)) {
            most = Math.max(most, count);
        }
        return most / (double) Math.max(1, test.length());
    }
}
