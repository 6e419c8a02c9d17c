/** What a rule says should stand, and what it has to say about it. */
@NullMarked
package io.contrailkube.core.desired;

import org.jspecify.annotations.NullMarked;
