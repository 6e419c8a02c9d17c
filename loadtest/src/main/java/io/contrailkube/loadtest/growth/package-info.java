/** What a change of a network policy costs in a small cluster and in a large one. */
@NullMarked
package io.contrailkube.loadtest.growth;

import org.jspecify.annotations.NullMarked;
