/** Plugins of a third party: what breaks stands here, what works under examples. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
