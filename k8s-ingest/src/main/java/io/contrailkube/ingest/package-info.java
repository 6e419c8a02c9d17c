/** Settings and metrics of the ingest; the doors are {@code javadsl.KubernetesSource}, {@code worker.KubeIngest} and {@code events.KubeEvents}. */
@NullMarked
package io.contrailkube.ingest;

import org.jspecify.annotations.NullMarked;
