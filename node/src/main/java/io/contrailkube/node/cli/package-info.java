/** The command line {@code contrail-kube}. */
@NullMarked
package io.contrailkube.node.cli;

import org.jspecify.annotations.NullMarked;
