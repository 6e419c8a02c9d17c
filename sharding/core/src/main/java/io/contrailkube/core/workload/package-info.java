/** What a kind of Kubernetes object has to say to be served: the contract between the kinds and the engine of a namespace. */
@NullMarked
package io.contrailkube.core.workload;

import org.jspecify.annotations.NullMarked;
