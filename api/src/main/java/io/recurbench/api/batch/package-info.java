/** What a model is fed and how well it did: batches of sequences, and their scores. */
@NullMarked
package io.recurbench.api.batch;

import org.jspecify.annotations.NullMarked;
