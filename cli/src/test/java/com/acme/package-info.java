/** The examples of docs/spi.md, as a third party would write them. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
