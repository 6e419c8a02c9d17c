/** The configuration: the file {@code contrail-kubernetes.conf} of the original manager, HOCON for what is new, and where each value came from. */
@NullMarked
package io.contrailkube.node.config;

import org.jspecify.annotations.NullMarked;
