/** Kubernetes Events about the objects of users. */
@NullMarked
package io.contrailkube.ingest.events;

import org.jspecify.annotations.NullMarked;
