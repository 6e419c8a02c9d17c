/** Tests of the entities, alone and in clusters, against ports in memory. */
@NullMarked
package io.contrailkube.sharding;

import org.jspecify.annotations.NullMarked;
